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
#include <sys/wait.h>
#include <unistd.h>

/* $1 object, $2 file, $3 kit; flags are words. */
static const char compile_script[] =
    "\"$3/grader/compile.sh\" \"$2\" \"$1\" $CFLAGS";

/* $1 kit, $2 program, then the objects; flags may name libraries. */
static const char link_script[] =
    "kit=$1 program=$2; shift 2; "
    "\"$kit/grader/explore/tool/unite.sh\" \"$program.o\" \"$@\" && "
    "\"$kit/grader/link.sh\" explore/program \"$program\" "
    "\"$program.o\" -Wl,--wrap=main,--wrap=read $CFLAGS";

static int shell_run(const char *script, char *const *arguments, size_t count)
{
    char **argv = calloc(count + 5, sizeof *argv);
    int status = 127 << 8;
    if (!argv)
        return 127;
    argv[0] = "sh";
    argv[1] = "-c";
    argv[2] = (char *)script;
    argv[3] = "explore";
    for (size_t i = 0; i < count; i++)
        argv[4 + i] = arguments[i];
    pid_t pid = fork();
    if (pid == 0) {
        execv("/bin/sh", argv);
        _exit(127);
    }
    if (pid > 0)
        waitpid(pid, &status, 0);
    free(argv);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 127;
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
