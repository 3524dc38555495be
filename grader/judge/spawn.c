/*
 * Runs a probe.
 *
 * The child gets a process group of its own, no standard input, and three
 * pipes: for what it prints, for what it observes, and for ThreadSanitizer's
 * reports. ThreadSanitizer needs a fixed address layout on kernels that
 * randomise many bits, hence personality(). Whatever is left of the group when
 * the probe ends is killed. In a sandbox the child is build/bin/sandbox, which
 * sees to that; a fourth pipe, unknown to the probe, tells how it ended.
 */
#include "judge/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "trial/observe.h"

#define SANDBOX "build/bin/sandbox"
#define TSAN_OPTIONS                                                           \
    "atexit_sleep_ms=0:exitcode=0:detect_deadlocks=0:history_size=7:"          \
    "report_signal_unsafe=0:handle_abort=1:report_thread_leaks=0:symbolize=0"

enum {
    OUTPUT_LIMIT = 256 << 10,
    OBSERVATION_LIMIT = 4 << 20,
    REPORT_LIMIT = 4 << 20,
    TOLD_LIMIT = 4096,
    TELL_FD = 5,
    MOST_ARGUMENTS = 64,
    FIRST_SPARE_FD = 64,
    SANDBOX_SECONDS = 20, /* to end itself, then it is killed */
    CORE_SIZE = 0,
    FILE_SIZE = 64 << 20,
};

static double now_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

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

static void child_limits(void)
{
    struct rlimit core = {CORE_SIZE, CORE_SIZE};
    struct rlimit file = {FILE_SIZE, FILE_SIZE};
    setrlimit(RLIMIT_CORE, &core);
    setrlimit(RLIMIT_FSIZE, &file);
}

/* What the child's descriptors become, from 0 on; the last is for the sandbox
 * alone. */
enum {
    PIPE_OUTPUT,
    PIPE_OBSERVED,
    PIPE_REPORTS,
    PIPE_TOLD,
    PIPE_FAILED,
    PIPES
};

struct pipes {
    int end[PIPES][2]; /* to read, to write; -1: closed */
};

/* Dies with the judge. A sandbox gets a signal that it can still act on. */
static int die_with(pid_t parent, bool sandboxed)
{
    if (prctl(PR_SET_PDEATHSIG, sandboxed ? SIGTERM : SIGKILL))
        return errno;
    return getppid() == parent ? 0 : ESRCH;
}

static int descriptors_place(const struct pipes *pipes, bool sandboxed)
{
    int from[PIPES];
    /* Out of the way of the descriptors that the probe will use. */
    for (int i = 0; i < PIPES; i++)
        from[i] = fcntl(pipes->end[i][1], F_DUPFD_CLOEXEC, FIRST_SPARE_FD);
    int null = open("/dev/null", O_RDONLY);
    if (null < 0 || dup2(null, STDIN_FILENO) < 0 ||
        dup2(from[PIPE_OUTPUT], STDOUT_FILENO) < 0 ||
        dup2(from[PIPE_OUTPUT], STDERR_FILENO) < 0 ||
        dup2(from[PIPE_OBSERVED], OBSERVE_FD) < 0 ||
        dup2(from[PIPE_REPORTS], REPORT_FD) < 0 ||
        (sandboxed && dup2(from[PIPE_TOLD], TELL_FD) < 0))
        return errno;
    close_range((sandboxed ? TELL_FD : REPORT_FD) + 1, ~0u,
                CLOSE_RANGE_CLOEXEC);
    return 0;
}

static int program_exec(const struct spawn_request *request)
{
    static char tell[8];
    char *argv[MOST_ARGUMENTS + 6] = {SANDBOX, "probe", "--tell", tell, "--"};
    size_t count = 0;
    if (!request->sandboxed) {
        execv(request->argv[0], request->argv);
        return errno;
    }
    snprintf(tell, sizeof tell, "%d", TELL_FD);
    for (; request->argv[count]; count++) {
        if (count == MOST_ARGUMENTS)
            return E2BIG;
        argv[5 + count] = request->argv[count];
    }
    if (count == 0)
        return EINVAL;
    if (access(request->argv[0], X_OK) == 0)
        execv(SANDBOX, argv);
    return errno;
}

static _Noreturn void child_exec(const struct spawn_request *request,
                                 const struct pipes *pipes, pid_t parent)
{
    setpgid(0, 0);
    personality(ADDR_NO_RANDOMIZE);
    child_limits();
    int report = fcntl(pipes->end[PIPE_FAILED][1], F_DUPFD_CLOEXEC,
                       FIRST_SPARE_FD + PIPES);
    int error = die_with(parent, request->sandboxed);
    if (!error)
        error = descriptors_place(pipes, request->sandboxed);
    if (!error && setenv("TSAN_OPTIONS", TSAN_OPTIONS, 1))
        error = errno;
    if (!error)
        error = program_exec(request);
    ssize_t written = write(report, &error, sizeof error);
    _exit(written == sizeof error ? 127 : 126);
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

/* Reads what is there; false at the end of the pipe. */
static bool pipe_drain(int fd, struct gathered *to)
{
    char buffer[65536];
    for (;;) {
        ssize_t n = read(fd, buffer, sizeof buffer);
        if (n > 0)
            gathered_add(to, buffer, (size_t)n);
        else
            return n < 0 && (errno == EAGAIN || errno == EINTR);
        if (to->overflowed)
            return true;
    }
}

/* The sandbox ends its tree itself, and is given the time to. */
static void probe_kill(const struct spawn_request *request, pid_t pid,
                       double since)
{
    bool patient = request->sandboxed && since < SANDBOX_SECONDS;
    kill(patient ? pid : -pid, patient ? SIGTERM : SIGKILL);
    if (!patient)
        kill(pid, SIGKILL);
}

static bool all_drain(const struct pipes *pipes, struct spawn_result *result,
                      struct gathered *told)
{
    bool open = pipe_drain(pipes->end[PIPE_OUTPUT][0], &result->output);
    open |= pipe_drain(pipes->end[PIPE_OBSERVED][0], &result->observations);
    open |= pipe_drain(pipes->end[PIPE_REPORTS][0], &result->reports);
    pipe_drain(pipes->end[PIPE_TOLD][0], told);
    return open;
}

static void gather(const struct spawn_request *request,
                   struct spawn_result *result, const struct pipes *pipes,
                   struct gathered *told)
{
    double deadline = now_seconds() + request->wall_seconds, killed = 0;
    size_t offered = 0;
    bool ended = false;
    while (!ended) {
        struct pollfd fds[PIPE_TOLD];
        for (int i = 0; i < PIPE_TOLD; i++)
            fds[i] = (struct pollfd){pipes->end[i][0], POLLIN, 0};
        poll(fds, PIPE_TOLD, 20);
        ended = waitpid(result->pid, &result->status, WNOHANG) == result->pid;
        bool open = all_drain(pipes, result, told);
        result->stopped |= lines_offer(request, result, &offered);
        double now = now_seconds();
        result->timed_out |= now > deadline && !killed;
        bool flooded = result->output.overflowed ||
                       result->observations.overflowed ||
                       result->reports.overflowed;
        if (!ended && (result->stopped || result->timed_out || flooded)) {
            killed = killed > 0 ? killed : now;
            probe_kill(request, result->pid, now - killed);
        }
        if (!ended && (!open || killed > 0))
            usleep(1000); /* the pipes closed early, or flooded: don't spin */
    }
    kill(-result->pid, SIGKILL);
}

/* A line of the sandbox: why the probe had to end. */
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
        for (int end = reading ? 0 : 1; end < 2; end++) {
            if (pipes->end[i][end] >= 0)
                close(pipes->end[i][end]);
            pipes->end[i][end] = -1;
        }
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
    double start = now_seconds();
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
    result->seconds = now_seconds() - start;
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
