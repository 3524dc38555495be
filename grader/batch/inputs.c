/* What the instructor names (see inputs.h). */
#include "batch/inputs.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/store.h"
#include "base/text.h"

static int readable(const char *path)
{
    if (!path || access(path, R_OK) == 0)
        return 0;
    int error = errno;
    fprintf(stderr, "grade: %s: %s\n", path, strerror(error));
    return error;
}

/* Where a path leads or would lead, as far as its folders are there; owned by
 * the caller. */
static char *place_of(const char *path)
{
    char *begin = strdup(path);
    char *place = NULL;
    while (begin && !(place = realpath(begin, NULL)) && errno == ENOENT) {
        char *slash = strrchr(begin, '/');
        if (slash == begin || !slash)
            break;
        *slash = '\0';
    }
    free(begin);
    return place ? place : realpath(*path == '/' ? "/" : ".", NULL);
}

static int apart(const char *in, const char *out)
{
    char *inner = place_of(out), *outer = realpath(in, NULL);
    int error = inner && outer ? 0 : ENOMEM;
    size_t length = outer ? strlen(outer) : 0;
    if (!error && strncmp(inner, outer, length) == 0 &&
        (inner[length] == '/' || inner[length] == '\0')) {
        fprintf(stderr,
                "grade: the results can't go into %s, which lies in "
                "%s:\nthey would be taken for a student's work.\n",
                out, in);
        error = EINVAL;
    }
    free(inner);
    free(outer);
    return error;
}

static int lesson_there(const char *lesson)
{
    char *grader =
        lesson ? text_print("grader/lessons/%s/trials.c", lesson) : NULL;
    int error = !lesson || (grader && store_has(grader)) ? 0 : ENOENT;
    if (error)
        fprintf(stderr, "grade: there is no lesson '%s'\n", lesson);
    free(grader);
    return error;
}

int inputs_check(const struct options *options)
{
    const char *const paths[] = {
        options->operand[0], options->roster, options->times, options->policy,
        options->canvas,     options->moodle, options->sheet, options->earlier};
    int error = 0;
    for (size_t i = 0; !error && i < sizeof paths / sizeof paths[0]; i++)
        error = readable(paths[i]);
    if (!error)
        error = lesson_there(options->lesson);
    return error ? error : apart(options->operand[0], options->operand[1]);
}
