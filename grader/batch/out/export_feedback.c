/*
 * OUT/moodle_feedback.zip and OUT/canvas_feedback.zip (see exports.h): the
 * students' pages, as the systems take them back.
 *
 * Moodle cuts a folder's name at underscores, name_NUMBER_plugin, and looks at
 * the number alone; so the name is the student's id, which is ASCII.
 *
 * Canvas looks for the first two numbers between underscores, the user's and
 * the attachment's, and shows the file under the attachment's own name. So each
 * file keeps its name, and what is in a `counter.c` is the page as text.
 */
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "base/store.h"
#include "base/text.h"
#include "batch/base/sql.h"
#include "batch/intake/owner.h"
#include "batch/out/exports.h"

/* One and the same time in every entry: equal pages make an equal zip. */
enum { ENTRY_TIME = 315532800 /* 1980, where zip's time begins */ };

/* A zip being made of the pages. */
struct pages {
    sqlite3 *db;
    const char *out;
    struct archive *zip;
};

static int archive_told(struct archive *zip, int result)
{
    if (result == ARCHIVE_OK || result == ARCHIVE_WARN)
        return 0;
    fprintf(stderr, "feedback as a zip: %s\n", archive_error_string(zip));
    return EIO;
}

static char *entry_name(const char *student, const char *number)
{
    char *name =
        text_print("%s_%s_assignfeedback_file_/feedback.html", student, number);
    for (size_t i = 0; name && i < strlen(student); i++)
        if (name[i] == '_')
            name[i] = '-';
    return name;
}

static int page_add(struct archive *zip, const char *name, const char *page)
{
    size_t size = strlen(page);
    struct archive_entry *entry = archive_entry_new();
    if (!entry)
        return ENOMEM;
    archive_entry_set_pathname(entry, name);
    archive_entry_set_size(entry, (la_int64_t)size);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_mtime(entry, ENTRY_TIME, 0);
    int error = archive_told(zip, archive_write_header(zip, entry));
    if (!error && archive_write_data(zip, page, size) != (la_ssize_t)size)
        error = archive_told(zip, ARCHIVE_FATAL);
    archive_entry_free(entry);
    return error;
}

/* A student's page; NULL: there is none. */
static char *page_read(const struct pages *pages, const char *student,
                       const char *ending)
{
    char *path = text_print("%s/feedback/%s.%s", pages->out, student, ending);
    char *page = path ? file_read(path) : NULL;
    free(path);
    return page;
}

/* Students unknown to Moodle, or without a page, are left out. */
static int moodle_add(struct pages *pages, sqlite3_stmt *student)
{
    int error = 0;
    const char *id = sql_text(student, 0);
    json_t *ids = json_loads(sql_text(student, 1), 0, NULL);
    const char *number = json_string_value(json_object_get(ids, "moodle"));
    bool known =
        number && *number && strspn(number, "0123456789") == strlen(number);
    char *page = known ? page_read(pages, id, "html") : NULL;
    if (page) {
        char *name = entry_name(id, number);
        error = name ? page_add(pages->zip, name, page) : ENOMEM;
        free(name);
    }
    free(page);
    json_decref(ids);
    return error;
}

/* What Canvas called the C file that a work was in; NULL if it was in an
 * archive, or is not Canvas's. */
static const char *canvas_name(const char *file)
{
    struct owner owner;
    const char *slash = strrchr(file, '/');
    const char *name = slash ? slash + 1 : file;
    bool canvas = owner_of_lms(name, &owner) && owner.form == OWNER_CANVAS;
    return canvas ? name : NULL;
}

static int canvas_add(struct pages *pages, sqlite3_stmt *work)
{
    const char *name = canvas_name(sql_text(work, 1));
    char *page = name ? page_read(pages, sql_text(work, 0), "md") : NULL;
    int error = page ? page_add(pages->zip, name, page) : 0;
    free(page);
    return error;
}

static int each_add(struct pages *pages, const char *question,
                    int (*add)(struct pages *pages, sqlite3_stmt *row))
{
    sqlite3_stmt *row;
    int error = sql_prepare(pages->db, question, &row);
    while (!error && sql_row(row, &error))
        error = add(pages, row);
    sqlite3_finalize(row);
    return error;
}

/* Makes OUT/NAME of what the rows of an answer add. */
static int zip_make(sqlite3 *db, const char *out, const char *name,
                    const char *question,
                    int (*add)(struct pages *pages, sqlite3_stmt *row))
{
    char *path = text_print("%s/%s", out, name);
    char *fresh = text_print("%s/%s.new", out, name);
    struct pages pages = {.db = db, .out = out, .zip = archive_write_new()};
    struct archive *zip = pages.zip;
    int error = path && fresh && zip ? 0 : ENOMEM;
    if (!error)
        error = archive_told(zip, archive_write_set_format_zip(zip));
    if (!error)
        error = archive_told(zip, archive_write_open_filename(zip, fresh));
    if (!error)
        error = each_add(&pages, question, add);
    if (!error)
        error = archive_told(zip, archive_write_close(zip));
    archive_write_free(zip);
    if (!error && rename(fresh, path))
        error = errno;
    if (error && fresh)
        remove(fresh);
    free(fresh);
    free(path);
    return error;
}

int export_moodle_feedback(sqlite3 *db, const char *out)
{
    return zip_make(db, out, "moodle_feedback.zip",
                    "SELECT id, ids FROM latest_student ORDER BY id",
                    moodle_add);
}

int export_canvas_feedback(sqlite3 *db, const char *out)
{
    return zip_make(db, out, "canvas_feedback.zip",
                    "SELECT student, file FROM latest_result WHERE file NOTNULL"
                    " ORDER BY student, position",
                    canvas_add);
}
