/* Helps the tests of the intake (see try_intake.h). */
#include "try_intake.h"

#include <archive.h>
#include <archive_entry.h>
#include <criterion/criterion.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <utime.h>

#include "base/store.h"
#include "base/text.h"
#include "batch/intake/intake.h"

enum { PATHS = 8 };

static char folder[] = "build/test/intake-XXXXXX";
static char paths[PATHS][512];
static struct intake_take takes[4];
static size_t take_count;
static const char *times_sheet, *times_lesson;
static json_t *document;
static char *source;

void try_begin(void)
{
    cr_assert(mkdtemp(folder), "%s: %s", folder, strerror(errno));
}

void try_end(void)
{
    json_decref(document);
    free(source);
    cr_assert_eq(store_remove(folder), 0);
}

const char *try_path(const char *name)
{
    static size_t next;
    char *path = paths[next++ % PATHS];
    snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

void try_write_bytes(const char *name, const void *data, size_t size)
{
    char *above = text_print("%s/%s", folder, name);
    cr_assert(above);
    *strrchr(above, '/') = '\0';
    cr_assert_eq(store_folder(above), 0);
    free(above);
    FILE *file = fopen(try_path(name), "w");
    cr_assert(file, "%s: %s", name, strerror(errno));
    cr_assert_eq(fwrite(data, 1, size, file), size);
    fclose(file);
}

void try_write(const char *name, const char *text)
{
    try_write_bytes(name, text, strlen(text));
}

void try_time(const char *name, time_t time)
{
    struct utimbuf times = {time, time};
    cr_assert_eq(utime(try_path(name), &times), 0);
}

char *try_read(const char *name, size_t *size)
{
    struct stat found;
    FILE *file = fopen(try_path(name), "r");
    cr_assert(file, "%s: %s", name, strerror(errno));
    cr_assert_eq(fstat(fileno(file), &found), 0);
    *size = (size_t)found.st_size;
    char *data = malloc(*size + 1);
    cr_assert(data);
    cr_assert_eq(fread(data, 1, *size, file), *size);
    data[*size] = '\0';
    fclose(file);
    return data;
}

static void one_pack(struct archive *archive, const struct packed *packed)
{
    struct archive_entry *entry = archive_entry_new();
    size_t size = packed->size   ? packed->size
                  : packed->text ? strlen(packed->text)
                                 : 0;
    archive_entry_set_pathname(entry, packed->name);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_filetype(entry, packed->text ? AE_IFREG : AE_IFDIR);
    if (packed->device)
        archive_entry_set_filetype(entry, AE_IFCHR);
    if (packed->link && packed->hard) {
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_hardlink(entry, packed->link);
    } else if (packed->link) {
        archive_entry_set_filetype(entry, AE_IFLNK);
        archive_entry_set_symlink(entry, packed->link);
    }
    archive_entry_set_size(entry, packed->text ? (la_int64_t)size : 0);
    if (packed->time)
        archive_entry_set_mtime(entry, packed->time, 0);
    cr_assert_geq(archive_write_header(archive, entry), ARCHIVE_WARN, "%s: %s",
                  packed->name, archive_error_string(archive));
    if (packed->text)
        cr_assert_eq(archive_write_data(archive, packed->text, size),
                     (la_ssize_t)size);
    archive_entry_free(entry);
}

static void all_pack(const char *name, const struct packed *packed,
                     size_t count, bool encrypted)
{
    struct archive *archive = archive_write_new();
    const char *path = try_path(name);
    char *above = strdup(path);
    cr_assert(above);
    *strrchr(above, '/') = '\0';
    cr_assert_eq(store_folder(above), 0);
    free(above);
    cr_assert_geq(
        archive_write_set_format_filter_by_ext_def(archive, name, ".zip"),
        ARCHIVE_WARN, "%s", archive_error_string(archive));
    if (encrypted) {
        cr_assert_eq(
            archive_write_set_options(archive, "zip:encryption=traditional"),
            ARCHIVE_OK);
        cr_assert_eq(archive_write_set_passphrase(archive, "secret"),
                     ARCHIVE_OK);
    }
    cr_assert_eq(archive_write_open_filename(archive, path), ARCHIVE_OK);
    for (size_t i = 0; i < count; i++)
        one_pack(archive, &packed[i]);
    cr_assert_eq(archive_write_close(archive), ARCHIVE_OK);
    archive_write_free(archive);
}

void try_pack(const char *name, const struct packed *packed, size_t count)
{
    all_pack(name, packed, count, false);
}

void try_pack_encrypted(const char *name, const struct packed *packed,
                        size_t count)
{
    all_pack(name, packed, count, true);
}

void try_shell(const char *command)
{
    char *line = text_print("set -e; cd '%s'; %s", folder, command);
    cr_assert(line);
    cr_assert_eq(system(line), 0, "%s", command);
    free(line);
}

/* As intake.json has it. */
static json_t *document_make(const struct intake *intake)
{
    json_t *students = json_array();
    for (size_t i = 0; i < intake->count; i++) {
        json_t *student;
        cr_assert_eq(intake_student(intake, i, &student), 0);
        json_array_append_new(students, student);
    }
    return json_pack("{s:s, s:o, s:O}", "in", intake->in, "students", students,
                     "problems", intake->problems);
}

void try_give(const char *student, const char *lesson, const char *file)
{
    cr_assert_lt(take_count, sizeof takes / sizeof takes[0]);
    takes[take_count++] = (struct intake_take){student, lesson, file};
}

void try_times(const char *sheet, const char *lesson)
{
    times_sheet = sheet;
    times_lesson = lesson;
}

int try_take_error(const char *in, const char *roster)
{
    char *from = text_print("%s/%s", folder, in);
    char *out = text_print("%s/out", folder);
    char *list = roster ? text_print("%s/%s", folder, roster) : NULL;
    char *times = times_sheet ? text_print("%s/%s", folder, times_sheet) : NULL;
    struct intake_request request = {
        .in = from,
        .out = out,
        .roster = list,
        .takes = takes,
        .take_count = take_count,
        .times = {.path = times, .lesson = times_lesson}};
    json_decref(document);
    document = NULL;
    struct intake intake;
    int error = intake_make(&request, &intake);
    if (!error)
        document = document_make(&intake);
    intake_close(&intake);
    free(from);
    free(out);
    free(list);
    free(times);
    return error;
}

json_t *try_take(const char *in, const char *roster)
{
    cr_assert_eq(try_take_error(in, roster), 0);
    cr_assert(document);
    /* What can't be written as JSON would fail here. */
    char *text = json_dumps(document, 0);
    cr_assert(text);
    free(text);
    return document;
}

size_t try_students(void)
{
    return json_array_size(json_object_get(document, "students"));
}

static json_t *member_find(const json_t *array, const char *member,
                           const char *value)
{
    for (size_t i = 0; i < json_array_size(array); i++) {
        json_t *one = json_array_get(array, i);
        if (strcmp(try_text(one, member), value) == 0)
            return one;
    }
    return NULL;
}

json_t *try_student(const char *id)
{
    return member_find(json_object_get(document, "students"), "id", id);
}

json_t *try_submission(const char *id, const char *lesson)
{
    return member_find(json_object_get(try_student(id), "submissions"),
                       "lesson", lesson);
}

const char *try_text(const json_t *value, const char *member)
{
    const char *text = json_string_value(json_object_get(value, member));
    return text ? text : "";
}

const char *try_source(const char *id, const char *lesson)
{
    const char *digest = try_text(try_submission(id, lesson), "source");
    char name[128];
    size_t size;
    if (!*digest)
        return "";
    snprintf(name, sizeof name, "out/sources/%s.c", digest);
    free(source);
    source = try_read(name, &size);
    return source;
}

void try_expect(const char *id, const char *lesson, const char *text)
{
    cr_assert(try_student(id), "no student %s", id);
    cr_assert(try_submission(id, lesson), "%s has no %s", id, lesson);
    cr_expect_str_eq(try_source(id, lesson), text, "%s, %s", id, lesson);
}

size_t try_problems(const json_t *value, const char *kind)
{
    const json_t *problems = json_object_get(value, "problems");
    size_t count = 0;
    for (size_t i = 0; i < json_array_size(problems); i++)
        count +=
            strcmp(try_text(json_array_get(problems, i), "kind"), kind) == 0;
    return count;
}

json_t *try_problem(const json_t *value, const char *kind)
{
    return member_find(json_object_get(value, "problems"), "kind", kind);
}
