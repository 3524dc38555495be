/*
 * Running sim_c (see similar_parts.h). It reads text and writes text, but the
 * text is a stranger's: its time is bounded, and what it says is read as lines
 * that may be wrong.
 */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/store.h"
#include "base/text.h"
#include "batch/base/grow.h"
#include "batch/similar/similar_parts.h"

#define SECONDS "120" /* for one lesson */

enum {
    STATUS_LATE = 124,    /* timeout(1) ended it */
    STATUS_KILLED = 137,  /* and it had to be killed */
    STATUS_MISSING = 127, /* timeout(1) did not find it */
};

/* The names of the files, as sim_c -i reads them. */
static int names_write(const struct works *works, bool skeleton)
{
    char *path = text_print("%s/names", works->folder);
    FILE *file = path ? fopen(path, "w") : NULL;
    free(path);
    if (!file)
        return errno;
    for (size_t i = 0; i < works->count; i++)
        if (works->work[i].in)
            fprintf(file, "%zu.c\n", i);
    if (skeleton)
        fputs("/\nskeleton.c\n", file);
    return fclose(file) ? EIO : 0;
}

static int actions_make(posix_spawn_file_actions_t *actions,
                        const struct works *works, int to)
{
    int error = posix_spawn_file_actions_init(actions);
    if (error)
        return error;
    error = posix_spawn_file_actions_addchdir_np(actions, works->folder);
    if (!error)
        error = posix_spawn_file_actions_addopen(actions, STDIN_FILENO, "names",
                                                 O_RDONLY, 0);
    if (!error)
        error = posix_spawn_file_actions_adddup2(actions, to, STDOUT_FILENO);
    if (!error)
        error = posix_spawn_file_actions_addopen(actions, STDERR_FILENO,
                                                 "/dev/null", O_WRONLY, 0);
    return error;
}

static int sim_start(const struct works *works, bool skeleton, pid_t *pid,
                     FILE **from)
{
    char run[16];
    int ends[2];
    snprintf(run, sizeof run, "%d", SIMILAR_RUN);
    const char *arguments[] = {"timeout",
                               "-k",
                               "2",
                               SECONDS,
                               "sim_c",
                               "-n",
                               "-i",
                               "-w",
                               "160",
                               "-r",
                               run,
                               skeleton ? "-S" : "-as",
                               !skeleton && works->exact ? "-e" : NULL,
                               NULL};
    if (pipe2(ends, O_CLOEXEC))
        return errno;
    posix_spawn_file_actions_t actions;
    int error = actions_make(&actions, works, ends[1]);
    if (!error)
        error = posix_spawnp(pid, arguments[0], &actions, NULL,
                             (char *const *)arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    *from = error ? NULL : fdopen(ends[0], "r");
    if (!*from)
        close(ends[0]);
    return error ? error : *from ? 0 : errno;
}

static int run_keep(struct runs *runs, const struct run *run)
{
    struct run *grown =
        grow(runs->run, runs->count, &runs->room, sizeof *grown);
    if (!grown)
        return ENOMEM;
    runs->run = grown;
    runs->run[runs->count++] = *run;
    return 0;
}

/* A name in what sim_c said may be none that it was given. */
static bool is_given(const struct works *works, size_t index)
{
    return index < works->count && works->work[index].in;
}

/* "File 3.c: 487 tokens, 80 lines" or "3.c: line 12-41 |7.c: line 4-9 [61]". */
static int line_read(struct works *works, const char *line, bool skeleton,
                     struct runs *runs)
{
    struct run run = {0};
    size_t work, tokens;
    if (sscanf(line, "File %zu.c: %zu token", &work, &tokens) == 2) {
        if (is_given(works, work))
            works->work[work].tokens = tokens;
        return 0;
    }
    if (sscanf(line, "%u.c: line %u-%u", &run.a, &run.a_from, &run.a_to) != 3 ||
        !is_given(works, run.a))
        return 0;
    const char *other = strchr(line, '|');
    if (skeleton)
        return other ? run_keep(runs, &run) : 0;
    if (!other ||
        sscanf(other, "|%u.c: line %u-%u [%u]", &run.b, &run.b_from, &run.b_to,
               &run.tokens) != 4 ||
        !is_given(works, run.b) || run.b == run.a)
        return 0;
    return run_keep(runs, &run);
}

int similar_run(struct works *works, bool skeleton, struct runs *runs)
{
    *runs = (struct runs){0};
    pid_t pid = 0;
    FILE *from = NULL;
    int error = names_write(works, skeleton);
    if (!error)
        error = sim_start(works, skeleton, &pid, &from);
    if (error || !from)
        return error;
    char *line = NULL;
    size_t room = 0;
    while (!error && getline(&line, &room, from) > 0)
        error = line_read(works, line, skeleton, runs);
    free(line);
    fclose(from);
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        continue;
    if (error || WIFSIGNALED(status))
        return error ? error : EIO;
    switch (WEXITSTATUS(status)) {
    case STATUS_LATE:
    case STATUS_KILLED:
        return ETIME;
    case STATUS_MISSING:
        return ENOENT;
    default:
        return WEXITSTATUS(status) ? EIO : 0;
    }
}
