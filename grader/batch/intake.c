/*
 * Takes in what students handed in (see intake.h).
 *
 *     folder or archive -> collection -> scene -> students -> choice ->
 * document roster /
 */
#include "batch/intake.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "batch/choose.h"
#include "batch/commit_time.h"
#include "batch/names.h"
#include "batch/problem.h"
#include "batch/roster.h"
#include "batch/store.h"
#include "batch/walk.h"

/* An archive that the instructor names may be big. */
static const long long in_unpacked_most = 1LL << 36;

static int complain(const char *what, int error)
{
    fprintf(stderr, "%s: %s\n", what, strerror(error));
    return error;
}

static int archive_take(const char *in, int fd, struct collection *collection)
{
    struct archive_bytes bytes = {.fd = fd, .most = in_unpacked_most};
    int error = archive_walk(&bytes, "", 0, collection);
    if (!error && collection->count == 0 &&
        json_object_size(collection->places) == 0 && collection->remarks > 0) {
        fprintf(stderr,
                "%s: neither a folder nor a zip or tar that can be read\n", in);
        error = EINVAL;
    } else if (error) {
        complain(in, error);
    }
    return error;
}

static int all_take(const char *in, struct collection *collection)
{
    struct stat found;
    int fd = open(in, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0 || fstat(fd, &found)) {
        int error = complain(in, errno);
        if (fd >= 0)
            close(fd);
        return error;
    }
    int error = 0;
    if (S_ISREG(found.st_mode)) {
        error = archive_take(in, fd, collection);
    } else {
        error = folder_walk(in, collection);
        if (error)
            complain(in, error);
    }
    close(fd);
    collection_sort(collection);
    if (!error && S_ISDIR(found.st_mode))
        error = commit_times(in, collection);
    collection_sort(collection);
    return error;
}

/* What a class of one would be called: the last part of the real path. */
static char *in_name(const char *in)
{
    char *real = realpath(in, NULL);
    const char *slash = real ? strrchr(real, '/') : NULL;
    const char *base = slash && slash[1] ? slash + 1 : "student";
    struct stat found;
    size_t length = stat(in, &found) == 0 && S_ISREG(found.st_mode)
                        ? archive_stem(base)
                        : 0;
    char *cut = strndup(base, length ? length : strlen(base));
    char *name = cut ? name_utf8(cut, "WINDOWS-1252") : NULL;
    free(cut);
    free(real);
    return name;
}

static int student_write(struct collection *collection, struct student *student,
                         const char *out, json_t *written)
{
    json_t *submissions = NULL;
    int error = submissions_choose(collection, student, out, &submissions);
    json_t *entry = json_object();
    if (json_object_set_new(entry, "id", json_string(student->id)) ||
        json_object_set_new(entry, "name", json_string(student->name)) ||
        json_object_set_new(entry, "enrolled",
                            json_boolean(student->enrolled)) ||
        json_object_set(entry, "ids", student->ids) ||
        json_object_set(entry, "problems", student->problems) ||
        json_object_set_new(entry, "submissions", submissions) ||
        json_array_append_new(written, entry))
        error = error ? error : ENOMEM;
    return error;
}

static int document_make(const char *in, struct collection *collection,
                         struct students *students, const char *out,
                         json_t **intake)
{
    json_t *all = json_array();
    int error = 0;
    for (size_t i = 0; !error && i < students->count; i++)
        error = student_write(collection, &students->student[i], out, all);
    if (!error)
        error = store_sync(out);
    if (error)
        complain(out, error);
    char *shown = name_utf8(in, "WINDOWS-1252");
    *intake =
        json_pack("{s:s, s:i, s:s, s:o, s:O}", "format", "lockstep-intake",
                  "version", 1, "in", shown ? shown : "", "students", all,
                  "problems", students->problems);
    free(shown);
    return error || *intake ? error : ENOMEM;
}

static int students_take(const struct intake_request *request,
                         struct collection *collection, const char *name,
                         struct students *students)
{
    struct scene scene;
    int error = scene_make(collection, name, &scene);
    if (error)
        return error;
    error = students_make(&scene, students);
    scene_free(&scene);
    if (!error && request->roster) {
        struct roster roster;
        error = roster_read(request->roster, &roster);
        if (!error) {
            error = roster_join(&roster, students);
            (void)json_array_extend(students->problems, roster.problems);
            roster_free(&roster);
        }
    }
    if (!error)
        error = students_name(students);
    if (error)
        students_free(students);
    return error;
}

int intake_make(const struct intake_request *request, json_t **intake)
{
    struct lessons lessons;
    struct collection collection;
    struct students students = {0};
    *intake = NULL;
    int error = lesson_list_find(".", &lessons);
    if (error)
        return complain("lessons", error);
    error = collection_open(&lessons, &collection);
    if (error)
        goto out_lessons;
    char *name = in_name(request->in);
    char *sources = store_path("%s/sources", request->out);
    if (!name || !sources)
        error = ENOMEM;
    else if ((error = store_folder(sources)))
        complain(sources, error);
    if (!error)
        error = all_take(request->in, &collection);
    if (!error)
        error = students_take(request, &collection, name, &students);
    if (!error)
        error = document_make(request->in, &collection, &students, request->out,
                              intake);
    students_free(&students);
    free(sources);
    free(name);
    collection_close(&collection);
out_lessons:
    lesson_list_free(&lessons);
    return error;
}
