/*
 * The child of spawn_run() (see spawn_child.h).
 *
 * It has no standard input, unless that is asked for. ThreadSanitizer needs a
 * fixed address layout on kernels that randomise many bits, hence
 * personality(). Time zone, locale and the mask for new files are the same
 * everywhere: no verdict depends on the machine's.
 */
#include "base/spawn_child.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "trial/observe.h"

#define SANDBOX "build/bin/sandbox"
#define TSAN_OPTIONS                                                           \
    "atexit_sleep_ms=0:exitcode=0:detect_deadlocks=0:history_size=7:"          \
    "allocator_may_return_null=1:"                                             \
    "report_signal_unsafe=0:handle_abort=1:report_thread_leaks=0:symbolize=0"

/* Of another locale than C, or taken for more than a text by the C library. */
static const char *const local[] = {
    "LANG",        "LANGUAGE", "LC_ADDRESS",        "LC_COLLATE",
    "LC_CTYPE",    "LC_NAME",  "LC_IDENTIFICATION", "LC_MEASUREMENT",
    "LC_MESSAGES", "LC_PAPER", "LC_MONETARY",       "LC_NUMERIC",
    "LC_TIME",     "LOCPATH",  "LC_TELEPHONE",      "NLSPATH",
    "TZDIR",       "MSGVERB",  "POSIXLY_CORRECT",   "GLIBC_TUNABLES",
    "GETCONF_DIR", "DATEMSK",
};

enum {
    MASK = 022,
    TELL_FD = 5,
    MOST_ARGUMENTS = 64,
    FIRST_SPARE_FD = 64,
    CORE_SIZE = 0,
    FILE_SIZE = 64 << 20,
};

static void child_limits(void)
{
    struct rlimit core = {CORE_SIZE, CORE_SIZE};
    struct rlimit file = {FILE_SIZE, FILE_SIZE};
    setrlimit(RLIMIT_CORE, &core);
    setrlimit(RLIMIT_FSIZE, &file);
}

/* @return 0 or an errno value. */
static int surroundings_fix(void)
{
    umask(MASK);
    for (size_t i = 0; i < sizeof local / sizeof local[0]; i++)
        unsetenv(local[i]);
    return setenv("TZ", SPAWN_ZONE, 1) || setenv("LC_ALL", SPAWN_LOCALE, 1) ||
                   setenv("TSAN_OPTIONS", TSAN_OPTIONS, 1)
               ? errno
               : 0;
}

/* Dies with the judge. A sandbox gets a signal that it can still act on. */
static int die_with(pid_t parent, bool sandboxed)
{
    if (prctl(PR_SET_PDEATHSIG, sandboxed ? SIGTERM : SIGKILL))
        return errno;
    return getppid() == parent ? 0 : ESRCH;
}

static int descriptors_place(const struct pipes *pipes, bool sandboxed,
                             bool input)
{
    int from[PIPES];
    /* Out of the way of the descriptors that the probe will use. */
    for (int i = 0; i < PIPES; i++)
        from[i] = fcntl(pipes->end[i][1], F_DUPFD_CLOEXEC, FIRST_SPARE_FD);
    int null = input ? STDIN_FILENO : open("/dev/null", O_RDONLY);
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

_Noreturn void child_exec(const struct spawn_request *request,
                          const struct pipes *pipes, pid_t parent)
{
    sigset_t none;
    setpgid(0, 0);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    personality(ADDR_NO_RANDOMIZE);
    child_limits();
    int report = fcntl(pipes->end[PIPE_FAILED][1], F_DUPFD_CLOEXEC,
                       FIRST_SPARE_FD + PIPES);
    int error = die_with(parent, request->sandboxed);
    if (!error)
        error = descriptors_place(pipes, request->sandboxed, request->input);
    if (!error)
        error = surroundings_fix();
    if (!error)
        error = program_exec(request);
    ssize_t written = write(report, &error, sizeof error);
    _exit(written == sizeof error ? 127 : 126);
}
