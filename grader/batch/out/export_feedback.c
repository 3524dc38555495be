/*
 * OUT/moodle_feedback.zip (see exports.h): the students' pages, for Moodle's
 * "Upload multiple feedback files in a zip".
 *
 * Moodle cuts a folder's name at underscores, name_NUMBER_plugin, and looks at
 * the number alone; so the name is the student's id, which is ASCII.
 */
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "base/store.h"
#include "base/text.h"
#include "batch/base/sql.h"
#include "batch/out/exports.h"

/* One and the same time in every entry: equal pages make an equal zip. */
enum { ENTRY_TIME = 315532800 /* 1980, where zip's time begins */ };

static int archive_told(struct archive *zip, int result)
{
    if (result == ARCHIVE_OK || result == ARCHIVE_WARN)
        return 0;
    fprintf(stderr, "moodle_feedback.zip: %s\n", archive_error_string(zip));
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

/* Students unknown to Moodle, or without a page, are left out. */
static int student_add(struct archive *zip, const char *out,
                       sqlite3_stmt *student)
{
    int error = 0;
    json_t *ids = json_loads(sql_text(student, 1), 0, NULL);
    const char *number = json_string_value(json_object_get(ids, "moodle"));
    char *path = text_print("%s/feedback/%s.html", out, sql_text(student, 0));
    char *page = number && *number && path ? file_read(path) : NULL;
    if (page && strspn(number, "0123456789") == strlen(number)) {
        char *name = entry_name(sql_text(student, 0), number);
        error = name ? page_add(zip, name, page) : ENOMEM;
        free(name);
    }
    free(page);
    free(path);
    json_decref(ids);
    return error;
}

static int pages_add(sqlite3 *db, const char *out, struct archive *zip)
{
    sqlite3_stmt *students;
    int error = sql_prepare(
        db, "SELECT id, ids FROM latest_student ORDER BY id", &students);
    while (!error && sql_row(students, &error))
        error = student_add(zip, out, students);
    sqlite3_finalize(students);
    return error;
}

int export_feedback(sqlite3 *db, const char *out)
{
    char *path = text_print("%s/moodle_feedback.zip", out);
    char *fresh = text_print("%s/moodle_feedback.zip.new", out);
    struct archive *zip = archive_write_new();
    int error = path && fresh && zip ? 0 : ENOMEM;
    if (!error)
        error = archive_told(zip, archive_write_set_format_zip(zip));
    if (!error)
        error = archive_told(zip, archive_write_open_filename(zip, fresh));
    if (!error)
        error = pages_add(db, out, zip);
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
