/* Runs a system command (see capture.h). Its output goes to files without a
 * name, so neither side waits for the other. */
#include "batch/base/capture.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static char *file_keep(FILE *file)
{
    long size = fseek(file, 0, SEEK_END) == 0 ? ftell(file) : -1;
    if (size < 0 || size > CAPTURE_MOST)
        size = CAPTURE_MOST;
    char *text = malloc((size_t)size + 1);
    if (!text)
        return NULL;
    rewind(file);
    text[fread(text, 1, (size_t)size, file)] = '\0';
    return text;
}

static int attributes_make(posix_spawnattr_t *attributes)
{
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    int error = posix_spawnattr_init(attributes);
    if (error)
        return error;
    posix_spawnattr_setsigmask(attributes, &none);
    posix_spawnattr_setsigdefault(attributes, &all);
    posix_spawnattr_setpgroup(attributes, 0);
    posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETPGROUP |
                                             POSIX_SPAWN_SETSIGMASK |
                                             POSIX_SPAWN_SETSIGDEF);
    return 0;
}

static int command_start(char *const *argv, FILE *output, FILE *errors,
                         pid_t *pid)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int error = posix_spawn_file_actions_init(&actions);
    if (error)
        return error;
    error = attributes_make(&attributes);
    if (error)
        goto out_actions;
    error = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO,
                                             "/dev/null", 0, 0);
    if (!error)
        error = posix_spawn_file_actions_adddup2(&actions, fileno(output),
                                                 STDOUT_FILENO);
    if (!error)
        error = posix_spawn_file_actions_adddup2(&actions, fileno(errors),
                                                 STDERR_FILENO);
    if (!error)
        error =
            posix_spawnp(pid, argv[0], &actions, &attributes, argv, environ);
    posix_spawnattr_destroy(&attributes);
out_actions:
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

int capture(char *const *argv, struct captured *captured)
{
    int status;
    pid_t pid;
    *captured = (struct captured){.status = -1};
    FILE *output = tmpfile();
    FILE *errors = tmpfile();
    int error = output && errors ? 0 : errno;
    if (!error)
        error = command_start(argv, output, errors, &pid);
    if (error)
        goto out;
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR) {
            error = errno;
            goto out;
        }
    captured->status =
        WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    captured->output = file_keep(output);
    captured->errors = file_keep(errors);
    if (!captured->output || !captured->errors)
        error = ENOMEM;
out:
    if (output)
        fclose(output);
    if (errors)
        fclose(errors);
    return error;
}

void captured_free(struct captured *captured)
{
    free(captured->output);
    free(captured->errors);
    *captured = (struct captured){.status = -1};
}
