/*
 * Runs a probe.
 *
 * The child (spawn_child.h) gets a process group of its own and three pipes:
 * for what it prints, for what it observes, and for ThreadSanitizer's reports.
 * Whatever is left of the group when the probe ends is killed. In a sandbox the
 * child is build/bin/sandbox, which sees to that; a fourth pipe, unknown to the
 * probe, says how it ended.
 */
#include "base/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/spawn_child.h"
#include "base/moment.h"

enum {
    OUTPUT_LIMIT = 256 << 10,
    OBSERVATION_LIMIT = 4 << 20,
    REPORT_LIMIT = 4 << 20,
    TOLD_LIMIT = 4096,
    ONCE = 256,           /* reads of a pipe before others have their turn */
    SANDBOX_SECONDS = 20, /* to end itself, then it is killed */
};

static void gathered_add(struct gathered *to, const char *text, size_t length)
{
    if (to->length + length > to->limit) {
        to->overflowed = true;
        length = to->limit - to->length;
    }
    char *grown = realloc(to->text, to->length + length + 1);
    if (!grown) {
        to->overflowed = true;
        return;
    }
    to->text = grown;
    memcpy(to->text + to->length, text, length);
    to->length += length;
    to->text[to->length] = '\0';
}

/* Hands every whole line that has come since the last call to on_line. */
static bool lines_offer(const struct spawn_request *request,
                        struct spawn_result *result, size_t *offered)
{
    const char *text = result->observations.text;
    while (text && *offered < result->observations.length) {
        const char *line = text + *offered;
        const char *end = strchr(line, '\n');
        if (!end)
            return false;
        *offered = (size_t)(end + 1 - text);
        if (request->on_line &&
            request->on_line(result->pid, line, request->context))
            return true;
    }
    return false;
}

static void end_close(int *end)
{
    if (*end >= 0)
        close(*end);
    *end = -1;
}

/* Reads what is there, but not for ever. At its end the pipe is closed: it must
 * not wake poll() again and again. @return Whether it is still open. */
static bool pipe_drain(int *end, struct gathered *to, bool endless)
{
    char buffer[65536];
    ssize_t n;
    for (int i = 0; i < ONCE && *end >= 0 && (!to->overflowed || endless);
         i++) {
        if ((n = read(*end, buffer, sizeof buffer)) > 0)
            gathered_add(to, buffer, (size_t)n);
        else if (n < 0 && (errno == EAGAIN || errno == EINTR))
            break;
        else
            end_close(end);
    }
    return *end >= 0;
}

/* The sandbox ends its tree itself, and is given time to. */
static void probe_kill(const struct spawn_request *request, pid_t pid,
                       double since)
{
    bool patient = request->sandboxed && since < SANDBOX_SECONDS;
    kill(patient ? pid : -pid, patient ? SIGTERM : SIGKILL);
    if (!patient)
        kill(pid, SIGKILL);
}

static bool all_drain(const struct spawn_request *request, struct pipes *pipes,
                      struct spawn_result *result, struct gathered *told)
{
    bool open = pipe_drain(&pipes->end[PIPE_OUTPUT][0], &result->output,
                           request->talkative);
    open |=
        pipe_drain(&pipes->end[PIPE_OBSERVED][0], &result->observations, false);
    open |= pipe_drain(&pipes->end[PIPE_REPORTS][0], &result->reports, false);
    pipe_drain(&pipes->end[PIPE_TOLD][0], told, false);
    return open;
}

static void gather(const struct spawn_request *request,
                   struct spawn_result *result, struct pipes *pipes,
                   struct gathered *told)
{
    double deadline = moment_steady() + request->wall_seconds, killed = 0;
    size_t offered = 0;
    bool ended = false, open = true;
    while (!ended) {
        struct pollfd fds[PIPE_TOLD];
        for (int i = 0; i < PIPE_TOLD; i++)
            fds[i] = (struct pollfd){pipes->end[i][0], POLLIN, 0};
        /* All closed: it is about to end. */
        poll(fds, PIPE_TOLD, open ? 20 : 1);
        ended = waitpid(result->pid, &result->status, WNOHANG) == result->pid;
        open = all_drain(request, pipes, result, told);
        result->stopped |= lines_offer(request, result, &offered);
        if (!ended && request->on_turn)
            result->stopped |= request->on_turn(result->pid);
        double now = moment_steady();
        result->timed_out |= now > deadline && !killed;
        bool flooded = (result->output.overflowed && !request->talkative) ||
                       result->observations.overflowed ||
                       result->reports.overflowed;
        if (!ended && (result->stopped || result->timed_out || flooded)) {
            killed = killed > 0 ? killed : now;
            probe_kill(request, result->pid, now - killed);
        }
        if (!ended && killed > 0)
            usleep(1000); /* a flooded pipe is not read: don't spin */
    }
    kill(-result->pid, SIGKILL);
}

/* A line from the sandbox: why the probe had to end. */
static void told_read(const struct gathered *told, struct spawn_result *result)
{
    static const char *const words[] = {[EXCESS_MEMORY] = "memory",
                                        [EXCESS_TASKS] = "tasks",
                                        [EXCESS_WALL] = "wall"};
    char word[16];
    if (!told->text ||
        sscanf(told->text, "%15s %llu", word, &result->excess_limit) != 2)
        return;
    result->sandbox_broken = strcmp(word, "broken") == 0;
    for (unsigned i = EXCESS_MEMORY; i <= EXCESS_WALL; i++)
        if (strcmp(word, words[i]) == 0)
            result->excess = (enum spawn_excess)i;
}

static void pipes_close(struct pipes *pipes, bool reading)
{
    for (int i = 0; i < PIPES; i++)
        for (int end = reading ? 0 : 1; end < 2; end++)
            end_close(&pipes->end[i][end]);
}

static int pipes_open(struct pipes *pipes)
{
    for (int i = 0; i < PIPES; i++)
        pipes->end[i][0] = pipes->end[i][1] = -1;
    for (int i = 0; i < PIPES; i++)
        if (pipe2(pipes->end[i], O_CLOEXEC) ||
            fcntl(pipes->end[i][0], F_SETFL, O_NONBLOCK))
            return errno;
    return 0;
}

int spawn_run(const struct spawn_request *request, struct spawn_result *result)
{
    struct pipes pipes;
    struct gathered told = {.limit = TOLD_LIMIT};
    *result = (struct spawn_result){
        .observations.limit = OBSERVATION_LIMIT,
        .output.limit = OUTPUT_LIMIT,
        .reports.limit = REPORT_LIMIT,
    };
    int error = pipes_open(&pipes);
    if (error)
        goto out_close;
    double start = moment_steady();
    pid_t parent = getpid();
    result->pid = fork();
    if (result->pid < 0) {
        error = errno;
        goto out_close;
    }
    if (result->pid == 0)
        child_exec(request, &pipes, parent);
    setpgid(result->pid, result->pid);
    pipes_close(&pipes, false);
    gather(request, result, &pipes, &told);
    result->seconds = moment_steady() - start;
    told_read(&told, result);
    int exec_error;
    if (read(pipes.end[PIPE_FAILED][0], &exec_error, sizeof exec_error) ==
        sizeof exec_error)
        error = exec_error;
out_close:
    free(told.text);
    pipes_close(&pipes, true);
    return error;
}

/* The first child of a process's main thread, or 0. */
static pid_t child_of(pid_t pid)
{
    char path[64];
    int child = 0;
    snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)pid,
             (int)pid);
    FILE *file = fopen(path, "re");
    if (file && fscanf(file, "%d", &child) != 1)
        child = 0;
    if (file)
        fclose(file);
    return child;
}

pid_t spawn_probe(const struct spawn_request *request, pid_t pid)
{
    enum { LINE = 8 };
    pid_t child;
    for (int i = 0; request->sandboxed && i < LINE && (child = child_of(pid));
         i++)
        pid = child;
    return pid;
}

bool spawn_sandbox_asked(void)
{
    const char *asked = getenv("LOCKSTEP_SANDBOX");
    return asked && strcmp(asked, "on") == 0;
}

void spawn_free(struct spawn_result *result)
{
    free(result->observations.text);
    free(result->output.text);
    free(result->reports.text);
    *result = (struct spawn_result){0};
}
