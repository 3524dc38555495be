/*
 * Builds a program for the explorer (see build.h).
 *
 * The steps are those of build.sh, but for the gate; of the program's names
 * only main stays visible. File names go to the shell as arguments, never as
 * part of a command.
 */
#include "explore/tool/build.h"

#include <stdio.h>
#include <stdlib.h>

#include "explore/tool/list.h"
#include "explore/tool/process.h"

/* $1 object, $2 file, $3 kit; flags are words. Pragmas that the compiler leaves
 * out unless told would make it another program; so would declarations of what
 * is not in the standards, such as another strerror_r(). */
static const char compile_script[] =
    "place=$(grep -nE '^[[:blank:]]*#[[:blank:]]*pragma[[:blank:]]+omp\\>' "
    "/dev/null \"$2\" | head -n 1 | cut -d: -f1,2) "
    "&& [ \"$place\" ] && { "
    "echo \"$place: OpenMP can't be explored: its threads are its runtime's. "
    "Next: write the loop with pthreads.\" >&2; exit 1; }; "
    "case $LOCKSTEP_LANGUAGE$2 in c++*) ;; *.c) CFLAGS=\"-U_GNU_SOURCE "
    "$CFLAGS\" ;; "
    "esac; "
    "sh \"$3/grader/compile.sh\" \"$2\" \"$1\" $CFLAGS";

/* $1 kit, $2 program, then the objects; flags may name libraries. */
static const char link_script[] =
    "kit=$1 program=$2; shift 2; "
    "sh \"$kit/grader/explore/tool/unite.sh\" \"$program.o\" \"$@\" && "
    "sh \"$kit/grader/link.sh\" explore/program \"$program\" "
    "\"$program.o\" $CFLAGS";

static int shell_run(const char *script, char *const *arguments, size_t count)
{
    struct list words = {0};
    list_add(&words, "sh");
    list_add(&words, "-c");
    list_add(&words, script);
    list_add(&words, "explore");
    for (size_t i = 0; i < count; i++)
        list_add(&words, arguments[i]);
    int status = process_run(words.words);
    free(words.words);
    return status;
}

static int files_compile(const struct build *build, char **objects,
                         size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char object[4096];
        snprintf(object, sizeof object, "%s/%zu.o", build->folder, i);
        snprintf(objects[i], sizeof object, "%s", object);
        char *arguments[] = {objects[i], build->files[i], (char *)build->kit};
        int status = shell_run(compile_script, arguments, 3);
        if (status)
            return status;
    }
    return 0;
}

static int objects_link(const struct build *build, char **objects, size_t count,
                        char *program)
{
    int status = 127;
    char **arguments = calloc(count + 2, sizeof *arguments);
    if (!arguments)
        return status;
    arguments[0] = (char *)build->kit;
    arguments[1] = program;
    for (size_t i = 0; i < count; i++)
        arguments[2 + i] = objects[i];
    status = shell_run(link_script, arguments, count + 2);
    free(arguments);
    return status;
}

int build_program(const struct build *build, char *program, size_t size)
{
    size_t count = 0;
    while (build->files[count])
        count++;
    char **objects = calloc(count + 1, sizeof *objects);
    int status = objects ? 0 : 127;
    for (size_t i = 0; i < count && !status; i++)
        if (!(objects[i] = malloc(4096)))
            status = 127;
    setenv("CC", build->compiler, 1);
    setenv("CFLAGS", build->cflags, 1);
    snprintf(program, size, "%s/program", build->folder);
    if (!status)
        status = files_compile(build, objects, count);
    if (!status)
        status = objects_link(build, objects, count, program);
    for (size_t i = 0; objects && i < count; i++)
        free(objects[i]);
    free(objects);
    return status;
}
