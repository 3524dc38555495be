/*
 * Runs a program until it ends or has to (see guard.h).
 *
 * Signals are waited for, not handled: all that matters are blocked, and one
 * loop takes them as they come. If this process is killed, the program gets
 * SIGKILL from the kernel, and its own children end when they see it gone.
 */
#include "batch/work/guard.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/moment.h"
#include "batch/base/kin.h"

/* Of one file: a probe holds what its object does, 32 MiB at most
 * (sandbox/limits.h), and 64 MiB of zeros (build.sh). */
enum { FILE_MOST = 128 << 20 };

static void environment_make(const struct guard_request *request)
{
    const char *path = getenv("PATH");
    char *kept = strdup(path && *path ? path : "/usr/bin:/bin");
    clearenv();
    if (kept)
        setenv("PATH", kept, 1);
    free(kept);
    for (size_t i = 0; i < GUARD_SETTINGS; i++)
        if (request->settings[i].value)
            setenv(request->settings[i].name, request->settings[i].value, 1);
}

static _Noreturn void program_exec(const struct guard_request *request,
                                   pid_t parent, const sigset_t *mask)
{
    struct rlimit none = {0, 0}, file = {FILE_MOST, FILE_MOST};
    setsid();
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(127);
    setrlimit(RLIMIT_CORE, &none);
    setrlimit(RLIMIT_FSIZE, &file);
    environment_make(request);
    int null = open("/dev/null", O_RDONLY);
    int output = open(request->output, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (null < 0 || output < 0 || dup2(null, STDIN_FILENO) < 0 ||
        dup2(output, STDOUT_FILENO) < 0 || dup2(output, STDERR_FILENO) < 0)
        _exit(127);
    close_range(STDERR_FILENO + 1, ~0u, 0);
    signal(SIGPIPE, SIG_DFL);
    sigprocmask(SIG_SETMASK, mask, NULL);
    execv(request->argv[0], request->argv);
    _exit(127);
}

/* Waits for the program's end, a signal, or the end of its time. */
static int program_wait(pid_t program, double deadline, const sigset_t *signals,
                        int *status)
{
    for (;;) {
        int ended;
        pid_t pid;
        while ((pid = waitpid(-1, &ended, WNOHANG)) > 0) {
            if (pid != program)
                continue; /* an orphan that came to us */
            *status =
                WIFEXITED(ended) ? WEXITSTATUS(ended) : 128 + WTERMSIG(ended);
            return 0;
        }
        double left = deadline - moment_steady();
        if (left <= 0)
            return ETIMEDOUT;
        struct timespec wait = {.tv_sec = (time_t)left + 1};
        int number = sigtimedwait(signals, NULL, &wait);
        if (number > 0 && number != SIGCHLD)
            return EINTR;
    }
}

int guard_run(const struct guard_request *request, int *status)
{
    sigset_t signals, before;
    kin_signals(&signals);
    sigprocmask(SIG_BLOCK, &signals, &before);
    signal(SIGCHLD, SIG_DFL);
    int error = kin_adopt();
    if (error)
        return error;
    pid_t parent = getpid();
    pid_t program = fork();
    if (program < 0)
        return errno;
    if (program == 0)
        program_exec(request, parent, &before);
    error = program_wait(program, moment_steady() + request->seconds, &signals,
                         status);
    if (!kin_end(NULL, 0) && !error)
        error = EBUSY;
    return error;
}
