/*
 * Watching (see watch.h).
 *
 * The one idea: whatever happens inside, and whoever kills the judge, a process
 * outlives the box to end it. The watcher looks at the tree every 50 ms; the
 * box's first process takes all others along when it is killed. While
 * bubblewrap starts it does not yet die with its parent, so the watcher must
 * not be lost either: it is the child of the process that was called, which
 * only waits. Whichever of the two is killed, the other cleans up.
 */
#include "sandbox/watch.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "sandbox/tree.h"
#include "base/moment.h"

enum { LOOK_MS = 50 };

static int signals = -1;
static pid_t parent;

/* Gets SIGTERM when its parent dies, and orphans below it as children. */
static int kin_set(pid_t of)
{
    if (prctl(PR_SET_CHILD_SUBREAPER, 1) || prctl(PR_SET_PDEATHSIG, SIGTERM))
        return errno;
    parent = of;
    return getppid() == of ? 0 : ESRCH;
}

/* Waits for the watcher, passes on what it is asked, and ends like it. */
static _Noreturn void front_wait(pid_t watcher, const sigset_t *set)
{
    int status = 0;
    siginfo_t info;
    for (;;) {
        if (sigwaitinfo(set, &info) > 0 && info.si_signo != SIGCHLD)
            kill(watcher, SIGTERM);
        if (waitpid(watcher, &status, WNOHANG) == watcher)
            break;
    }
    tree_end();
    watch_end_like(WIFSIGNALED(status) ? STATUS_SIGNALLED + WTERMSIG(status)
                                       : WEXITSTATUS(status));
}

int watch_begin(pid_t from)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGHUP);
    sigaddset(&set, SIGQUIT);
    if (sigprocmask(SIG_BLOCK, &set, NULL))
        return errno;
    int error = kin_set(from ? from : getppid());
    pid_t front = getpid(), watcher = error ? -1 : fork();
    if (watcher < 0)
        return error ? error : errno;
    if (watcher > 0)
        front_wait(watcher, &set);
    setpgid(0, 0); /* killing the front's group spares this one */
    error = kin_set(front);
    signals = error ? -1 : signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    return error ? error : signals < 0 ? errno : 0;
}

void watch_end_like(int status)
{
    if (status > STATUS_SIGNALLED && status < STATUS_SIGNALLED + SIGRTMIN) {
        struct rlimit none = {0, 0};
        sigset_t set;
        setrlimit(RLIMIT_CORE, &none);
        signal(status - STATUS_SIGNALLED, SIG_DFL);
        sigemptyset(&set);
        sigprocmask(SIG_SETMASK, &set, NULL);
        raise(status - STATUS_SIGNALLED);
    }
    _exit(status);
}

/* Reads the signals that have come; was one of them meant to end this? */
static bool end_is_asked(void)
{
    struct signalfd_siginfo info;
    bool asked = getppid() != parent;
    while (read(signals, &info, sizeof info) == sizeof info)
        asked |= info.ssi_signo != SIGCHLD;
    return asked;
}

static void drain_some(struct drain *drain)
{
    char text[16384];
    ssize_t length;
    while (drain->fd >= 0 &&
           (length = read(drain->fd, text, sizeof text)) > 0) {
        size_t some =
            (size_t)length < drain->bound ? (size_t)length : drain->bound;
        drain->bound -= some;
        if (write(STDERR_FILENO, text, some) < 0)
            drain->bound = 0;
    }
}

static enum ending limits_look(const struct boxed *boxed,
                               const struct limits *limits)
{
    struct tree_use use;
    tree_measure(boxed->bubblewrap, &use);
    return use.memory > limits->memory ? ENDED_MEMORY
           : use.tasks > limits->tasks ? ENDED_TASKS
                                       : ENDED_ITSELF;
}

enum ending watch_box(struct boxed *boxed, const struct limits *limits,
                      struct drain *drain, int *status)
{
    enum ending ending = ENDED_ITSELF;
    double deadline = moment_steady() + limits->wall, next = 0;
    bool running = true;
    while (running && ending == ENDED_ITSELF) {
        struct pollfd fds[] = {{signals, POLLIN, 0}, {drain->fd, POLLIN, 0}};
        poll(fds, 2, LOOK_MS);
        drain_some(drain);
        if (end_is_asked())
            ending = ENDED_ASKED;
        for (pid_t pid; (pid = waitpid(-1, NULL, WNOHANG)) > 0;)
            running &= pid != boxed->bubblewrap;
        double now = moment_steady();
        if (running && ending == ENDED_ITSELF && now >= next) {
            next = now + LOOK_MS / 1e3;
            ending = now > deadline ? ENDED_WALL : limits_look(boxed, limits);
        }
        if (fds[1].revents & POLLHUP)
            drain->fd = -1; /* all writers are gone: don't spin */
    }
    tree_end();
    drain_some(drain);
    bool ran = boxed_ran(boxed, status);
    return ending == ENDED_ITSELF && !ran ? ENDED_BROKEN : ending;
}
