/*
 * Runs a probe.
 *
 * The child gets a process group of its own, no standard input, one pipe for
 * what it prints and one for what it observes. ThreadSanitizer needs a fixed
 * address layout on kernels that randomise many bits, hence personality().
 * Whatever is left of the group when the probe ends is killed.
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

enum {
    OUTPUT_LIMIT = 256 << 10,
    OBSERVATION_LIMIT = 16 << 20,
    FIRST_SPARE_FD = 64,
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

static _Noreturn void child_exec(const struct spawn_request *request,
                                 int output, int observations, int report)
{
    char options[4096];
    snprintf(options, sizeof options,
             "atexit_sleep_ms=0:exitcode=0:detect_deadlocks=0:"
             "history_size=7:report_signal_unsafe=0:handle_abort=1:"
             "report_thread_leaks=0:symbolize=0:log_path=%s",
             request->tsan_log);
    /* Out of the way of the descriptors that the probe will use. */
    report = fcntl(report, F_DUPFD_CLOEXEC, FIRST_SPARE_FD);
    observations = fcntl(observations, F_DUPFD_CLOEXEC, FIRST_SPARE_FD);
    output = fcntl(output, F_DUPFD_CLOEXEC, FIRST_SPARE_FD);
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    personality(ADDR_NO_RANDOMIZE);
    child_limits();
    int null = open("/dev/null", O_RDONLY);
    if (null < 0 || dup2(null, STDIN_FILENO) < 0 ||
        dup2(output, STDOUT_FILENO) < 0 || dup2(output, STDERR_FILENO) < 0 ||
        dup2(observations, OBSERVE_FD) < 0 ||
        setenv("TSAN_OPTIONS", options, 1))
        goto out_report;
    close_range(OBSERVE_FD + 1, ~0u, CLOSE_RANGE_CLOEXEC);
    execv(request->argv[0], request->argv);
out_report:;
    int error = errno;
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

static void gather(const struct spawn_request *request,
                   struct spawn_result *result, int output, int observations)
{
    double deadline = now_seconds() + request->wall_seconds;
    size_t offered = 0;
    bool ended = false;
    while (!ended) {
        struct pollfd fds[] = {{output, POLLIN, 0}, {observations, POLLIN, 0}};
        poll(fds, 2, 20);
        ended = waitpid(result->pid, &result->status, WNOHANG) == result->pid;
        bool open = pipe_drain(output, &result->output);
        open |= pipe_drain(observations, &result->observations);
        result->stopped |= lines_offer(request, result, &offered);
        result->timed_out = now_seconds() > deadline;
        bool flooded =
            result->output.overflowed || result->observations.overflowed;
        if (!ended && (result->stopped || result->timed_out || flooded)) {
            kill(-result->pid, SIGKILL);
            kill(result->pid, SIGKILL);
        }
        if (!ended && !open)
            usleep(1000); /* both pipes closed early: don't spin */
    }
    kill(-result->pid, SIGKILL);
}

static void pipe_close(int ends[2])
{
    for (int i = 0; i < 2; i++)
        if (ends[i] >= 0)
            close(ends[i]);
}

int spawn_run(const struct spawn_request *request, struct spawn_result *result)
{
    int output[2] = {-1, -1}, observed[2] = {-1, -1}, report[2] = {-1, -1};
    int error = 0;
    *result = (struct spawn_result){
        .observations.limit = OBSERVATION_LIMIT,
        .output.limit = OUTPUT_LIMIT,
    };
    if (pipe2(output, O_CLOEXEC) || pipe2(observed, O_CLOEXEC) ||
        pipe2(report, O_CLOEXEC)) {
        error = errno;
        goto out_close;
    }
    double start = now_seconds();
    result->pid = fork();
    if (result->pid < 0) {
        error = errno;
        goto out_close;
    }
    if (result->pid == 0)
        child_exec(request, output[1], observed[1], report[1]);
    setpgid(result->pid, result->pid);
    close(output[1]);
    close(observed[1]);
    close(report[1]);
    output[1] = observed[1] = report[1] = -1;
    fcntl(output[0], F_SETFL, O_NONBLOCK);
    fcntl(observed[0], F_SETFL, O_NONBLOCK);
    gather(request, result, output[0], observed[0]);
    result->seconds = now_seconds() - start;
    int exec_error;
    if (read(report[0], &exec_error, sizeof exec_error) == sizeof exec_error)
        error = exec_error;
out_close:
    pipe_close(output);
    pipe_close(observed);
    pipe_close(report);
    return error;
}

void spawn_free(struct spawn_result *result)
{
    free(result->observations.text);
    free(result->output.text);
    *result = (struct spawn_result){0};
}
