/*
 * Grades one file (see one.h).
 *
 * The grading proper is grader/grade.sh, as it is for a learner; here are the
 * folder that it happens in, the environment that it sees, the bounds around
 * it, and what becomes of its record.
 */
#include "batch/work/one.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "base/file.h"
#include "base/store.h"
#include "base/text.h"
#include "batch/base/entry.h"
#include "batch/work/guard.h"
#include "batch/work/key.h"
#include "batch/work/trials.h"

enum { FILE_MOST = 16 << 20, WORK_LENGTH = 300, WORDS = 2000 };

/* A grading at work; the texts are owned. */
struct one {
    const struct one_request *request;
    char *folder;
    char *file;   /* the copy in it */
    char *name;   /* "counter.c", as the lesson calls it */
    char *trials; /* folder of the lesson's grader with more trials, or NULL */
    char source[DIGEST_HEX];
    char key[DIGEST_HEX];
};

/* The name of the lesson's C file: its header's. */
static int name_find(const char *lesson, char **name)
{
    glob_t found;
    char *pattern = text_print("lessons/%s/*.h", lesson);
    int error = pattern ? 0 : ENOMEM;
    if (!error && (strchr(lesson, '/') || glob(pattern, 0, NULL, &found)))
        error = ENOENT;
    free(pattern);
    if (error) {
        fprintf(stderr, "grade: there is no lesson '%s'\n", lesson);
        return error;
    }
    const char *base = strrchr(found.gl_pathv[0], '/') + 1;
    *name = text_print("%.*sc", (int)strlen(base) - 1, base);
    globfree(&found);
    return *name ? 0 : ENOMEM;
}

/* What the shell, the linker and ThreadSanitizer's options all can read. */
static bool path_is_plain(const char *path)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-";
    return path[0] == '/' && path[strspn(path, plain)] == '\0' &&
           strlen(path) < WORK_LENGTH;
}

static int folder_make(struct one *one)
{
    const char *temporary = getenv("TMPDIR");
    const char *below = one->request->work;
    if (!below)
        below = temporary && *temporary ? temporary : "/tmp";
    if (!path_is_plain(below)) {
        fprintf(stderr,
                "grade: work can't be done in '%s': its path should be short, "
                "absolute\nand plain. Next: TMPDIR=/tmp\n",
                below);
        return EINVAL;
    }
    one->folder = text_print("%s/lockstep-XXXXXX", below);
    if (!one->folder)
        return ENOMEM;
    if (mkdtemp(one->folder))
        return 0;
    int error = errno;
    fprintf(stderr, "grade: no folder can be made in %s: %s\n", below,
            strerror(error));
    free(one->folder);
    one->folder = NULL;
    return error;
}

/* Copies the file, never what a link points to, and takes its digest. */
static int source_take(struct one *one)
{
    char *bytes = NULL;
    size_t size = 0;
    const char *path = one->request->source;
    struct entry entry = {.path = path, .folder = AT_FDCWD, .name = path};
    one->file = text_print("%s/%s", one->folder, one->name);
    int error = entry_read(&entry, FILE_MOST, &bytes, &size);
    if (!error)
        error = digest_of(bytes, size, one->source);
    if (!error)
        error = one->file ? store_write(one->file, bytes, size) : ENOMEM;
    if (error)
        fprintf(stderr, "grade: %s: %s\n", path, strerror(error));
    free(bytes);
    return error;
}

static int key_take(struct one *one)
{
    const struct one_request *request = one->request;
    struct key_base base;
    int error = key_base(request->lesson, request->rules, &base);
    if (!error)
        error =
            trials_build(request->lesson, request->rules, &base, &one->trials);
    if (!error)
        error = key_make(&base, request->lesson, request->rules, one->source,
                         one->key);
    if (!error && request->key && strcmp(request->key, one->key) != 0) {
        fprintf(stderr, "grade: the kit, the trials or the source changed "
                        "since the run began\n");
        error = EIO;
    }
    return error;
}

/* The last words of what grading said, for whoever looks after the machine. */
static void words_show(const struct one *one)
{
    char *path = text_print("%s/said.txt", one->folder);
    char *text = path ? file_read(path) : NULL;
    size_t length = text ? strlen(text) : 0;
    if (length > 0) {
        fprintf(stderr, "grade: grading %s broke down:\n",
                one->request->source);
        escape_plain(stderr, length > WORDS ? text + length - WORDS : text);
    }
    free(text);
    free(path);
}

static int script_run(const struct one *one)
{
    const struct task_rules *rules = one->request->rules;
    const char *seeds = rules->seeds ? rules->seeds : "1";
    unsigned each = 1;
    for (const char *at = seeds; (at = strchr(at, ',')); at++)
        each++;
    char *argv[] = {"/bin/sh", "grader/grade.sh", (char *)one->request->lesson,
                    one->file, one->folder,       NULL};
    char *said = text_print("%s/said.txt", one->folder);
    struct guard_request request = {
        .argv = argv,
        .output = said,
        .seconds =
            one->request->wall ? one->request->wall : each * WALL_SECONDS,
        .settings = {{"CC", rules->compiler},
                     {"HOME", one->folder},
                     {"TMPDIR", one->folder},
                     {"LC_ALL", "C"},
                     {"TZ", "UTC0"},
                     {"LOCKSTEP_NAME", one->name},
                     {"LOCKSTEP_SEED", seeds},
                     {"LOCKSTEP_SANDBOX", rules->sandbox ? "on" : "off"},
                     {"LOCKSTEP_TRIALS", one->trials}}};
    int status = 0;
    int error = said ? guard_run(&request, &status) : ENOMEM;
    free(said);
    if (error == ETIMEDOUT)
        fprintf(stderr, "grade: it took more than %u seconds\n",
                request.seconds);
    if (error && error != ETIMEDOUT && error != EINTR)
        fprintf(stderr, "grade: grade.sh: %s\n", strerror(error));
    if (!error && status != 0 && status != 1)
        error = EIO;
    if (error == EIO || error == ETIMEDOUT)
        words_show(one);
    return error == ETIMEDOUT ? EIO : error;
}

/* The folder goes, so nothing in the record may point into it. */
static void record_loosen(json_t *record)
{
    size_t i, j;
    json_t *trial, *finding;
    json_array_foreach(json_object_get(record, "trials"), i, trial)
    {
        json_array_foreach(json_object_get(trial, "findings"), j, finding)
            json_object_del(finding, "raw");
    }
}

static int record_keep(const struct one *one)
{
    json_error_t wrong;
    char *path = text_print("%s/record.json", one->folder);
    json_t *record = path ? json_load_file(path, 0, &wrong) : NULL;
    const char *lesson = json_string_value(json_object_get(record, "lesson"));
    int error = path ? 0 : ENOMEM;
    if (path && (!lesson || strcmp(lesson, one->request->lesson) != 0)) {
        fprintf(stderr, "grade: grading left no record: %s\n", wrong.text);
        words_show(one);
        error = EIO;
    }
    if (error)
        goto out_free;
    record_loosen(record);
    if (json_object_set_new(record, "key", json_string(one->key)) ||
        json_object_set_new(record, "source_sha256",
                            json_string(one->source)) ||
        json_object_set_new(record, "sandbox",
                            json_boolean(one->request->rules->sandbox)))
        error = ENOMEM;
    if (!error)
        error = store_write_json(one->request->record, record);
    if (error)
        fprintf(stderr, "grade: %s: %s\n", one->request->record,
                strerror(error));
out_free:
    json_decref(record);
    free(path);
    return error;
}

int one_grade(const struct one_request *request)
{
    struct one one = {.request = request};
    int error = name_find(request->lesson, &one.name);
    if (!error)
        error = folder_make(&one);
    if (!error)
        error = source_take(&one);
    if (!error)
        error = key_take(&one);
    if (!error)
        error = script_run(&one);
    if (!error)
        error = record_keep(&one);
    if (one.folder)
        store_remove(one.folder);
    free(one.folder);
    free(one.file);
    free(one.name);
    free(one.trials);
    return error;
}
