/*
 * Takes in what students handed in (see intake.h).
 *
 *     folder or archive -> collection -> scene -> students -> choice -> intake
 *                                        roster /
 */
#include "batch/intake/intake.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/store.h"
#include "base/text.h"
#include "batch/base/names.h"
#include "batch/base/problem.h"
#include "batch/intake/choose.h"
#include "batch/intake/commit_time.h"
#include "batch/intake/roster.h"
#include "batch/intake/walk.h"

/* An archive that the instructor names may be big. */
static const long long in_unpacked_most = 1LL << 36;

/* Says what an error is about, if it is one. */
static int told(const char *what, int error)
{
    if (error)
        fprintf(stderr, "%s: %s\n", what, strerror(error));
    return error;
}

static int archive_take(const char *in, int fd, struct collection *collection)
{
    struct archive_bytes bytes = {.fd = fd, .most = in_unpacked_most};
    int error = told(in, archive_walk(&bytes, "", 0, collection));
    if (!error && collection->count == 0 &&
        json_object_size(collection->places) == 0 && collection->remarks > 0) {
        fprintf(stderr,
                "%s: neither a folder nor a zip or tar that can be read\n", in);
        error = EINVAL;
    }
    return error;
}

int intake_collect(const char *in, struct collection *collection)
{
    struct stat found;
    int fd = open(in, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0 || fstat(fd, &found)) {
        int error = told(in, errno);
        if (fd >= 0)
            close(fd);
        return error;
    }
    bool folder = !S_ISREG(found.st_mode);
    int error = folder ? told(in, folder_walk(in, collection))
                       : archive_take(in, fd, collection);
    close(fd);
    collection_sort(collection);
    if (!error && folder)
        error = told(in, commit_times(in, collection));
    /* There may be more remarks now. */
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
                         const char *out, struct intake *intake)
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
        json_object_set_new(entry, "submissions", submissions))
        error = error ? error : ENOMEM;
    if (!error)
        error = intake_add(intake, entry);
    json_decref(entry);
    return error;
}

static int students_write(const char *in, struct collection *collection,
                          struct students *students, const char *out,
                          struct intake *intake)
{
    char *shown = name_utf8(in, "WINDOWS-1252");
    int error = shown ? intake_open(intake, shown) : ENOMEM;
    for (size_t i = 0; !error && i < students->count; i++)
        error = student_write(collection, &students->student[i], out, intake);
    if (!error && json_array_extend(intake->problems, students->problems))
        error = ENOMEM;
    if (!error)
        error = store_sync(out);
    free(shown);
    return told(out, error);
}

/* Whose everything is; @p in is the name of a class of one. */
static int students_sort(const struct collection *collection, const char *in,
                         struct named *named, struct students *students)
{
    struct scene scene;
    int error = scene_make(collection, named, in, &scene);
    if (error)
        return error;
    error = students_make(&scene, students);
    scene_free(&scene);
    return error;
}

/* The same where the people are known. */
static int people_sort(const struct collection *collection, const char *in,
                       const struct roster *roster, struct students *students)
{
    struct roster_index index;
    struct named named;
    int error = roster_index_make(roster, &index);
    if (error)
        return error;
    error = named_make(&index, collection, &named);
    if (!error) {
        error = students_sort(collection, in, &named, students);
        named_free(&named);
    }
    if (!error)
        error = roster_join(&index, students);
    if (!error)
        (void)json_array_extend(students->problems, roster->problems);
    roster_index_free(&index);
    return error;
}

static int students_take(const struct collection *collection, const char *in,
                         const struct roster *roster, struct students *students)
{
    int error = roster ? people_sort(collection, in, roster, students)
                       : students_sort(collection, in, NULL, students);
    return error ? error : students_name(students);
}

static struct student *student_called(const struct students *students,
                                      const char *id)
{
    for (size_t i = 0; i < students->count; i++)
        if (strcmp(students->student[i].id, id) == 0)
            return &students->student[i];
    return NULL;
}

/* Gives one file to whom the instructor says; whatever else the student handed
 * in for that lesson is left alone. */
static int file_give(const struct collection *collection,
                     const struct intake_take *take, struct students *students)
{
    int lesson = lesson_called(collection->lessons, take->lesson);
    struct student *student = student_called(students, take->student);
    size_t at = 0;
    while (at < collection->count &&
           !(collection->candidate[at].given &&
             strcmp(collection->candidate[at].path, take->file) == 0))
        at++;
    if (!student || at == collection->count || lesson == LESSON_NONE) {
        fprintf(stderr, "policy: take %s %s: %s; the line changes nothing\n",
                take->student, take->lesson,
                student ? "there is no such file" : "nobody is called so");
        return 0;
    }
    for (size_t i = 0; i < student->pieces; i++)
        if (student->piece[i].fit.lesson == lesson)
            student->piece[i].fit.lesson = LESSON_NONE;
    struct piece piece = {.candidate = at,
                          .fit = {.lesson = lesson, .rank = FIT_EXACT}};
    return student_add_piece(student, &piece);
}

static int files_give(const struct collection *collection,
                      struct students *students)
{
    int error = 0;
    for (size_t i = 0; !error && i < collection->take_count; i++)
        error = file_give(collection, &collection->takes[i], students);
    return error;
}

static int sources_make(const char *out)
{
    char *sources = text_print("%s/sources", out);
    int error = told(out, sources ? store_folder(sources) : ENOMEM);
    free(sources);
    return error;
}

static int intake_fill(const struct intake_request *request,
                       const struct lessons *lessons, struct intake *intake)
{
    struct collection collection;
    struct students students = {0};
    struct roster roster = {0};
    char *name = in_name(request->in);
    int error = told(request->in, collection_open(lessons, &collection));
    collection.take = collection_entry;
    collection.takes = request->takes;
    collection.take_count = request->take_count;
    if (!error)
        error = sources_make(request->out);
    if (!error)
        error = intake_collect(request->in, &collection);
    if (!error && request->roster)
        error = roster_read(request->roster, &roster);
    if (!error)
        error = told(request->in,
                     name ? students_take(&collection, name,
                                          request->roster ? &roster : NULL,
                                          &students)
                          : ENOMEM);
    if (!error)
        error = told(request->in, files_give(&collection, &students));
    if (!error && request->times.path)
        error = times_join(&request->times, lessons, &students);
    if (!error)
        error = students_write(request->in, &collection, &students,
                               request->out, intake);
    roster_free(&roster);
    students_free(&students);
    free(name);
    collection_close(&collection);
    return error;
}

int intake_make(const struct intake_request *request, struct intake *intake)
{
    struct lessons lessons;
    *intake = (struct intake){.count = 0};
    int error = told("lessons", lesson_list_find(".", &lessons));
    if (!error)
        error = intake_fill(request, &lessons, intake);
    lesson_list_free(&lessons);
    return error;
}
