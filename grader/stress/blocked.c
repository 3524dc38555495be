/*
 * Is a thread blocked?
 *
 * The books say that it is in a call; the kernel says that it sleeps and how
 * often it was switched. A thread that was woken but not yet given a core is
 * runnable to the kernel, so load on the machine can't make it look blocked.
 * System calls are made directly: ThreadSanitizer draws happens-before edges
 * from read() and write().
 */
#include "stress/blocked.h"
#include "stress/real.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { CIRCLES = 1000, LOOK_AGAIN_NS = 2000000 };

static long status_number(const char *status, const char *key)
{
    const char *at = strstr(status, key);
    return at ? strtol(at + strlen(key), NULL, 10) : 0;
}

/* Reads a thread's state letter and its number of context switches. */
static char kernel_state(pid_t tid, uint64_t *switches)
{
    char path[64], status[4096];
    snprintf(path, sizeof path, "/proc/self/task/%d/status", (int)tid);
    long fd = syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return '?';
    long length = syscall(SYS_read, fd, status, sizeof status - 1);
    syscall(SYS_close, fd);
    status[length > 0 ? length : 0] = '\0';
    *switches =
        (uint64_t)(status_number(status, "\nvoluntary_ctxt_switches:") +
                   status_number(status, "\nnonvoluntary_ctxt_switches:"));
    const char *state = strstr(status, "\nState:\t");
    return state ? state[8] : '?';
}

struct posture posture_of(struct trial_thread *thread)
{
    struct posture posture = {0};
    unsigned long calls = atomic_load(&thread->calls);
    if (atomic_load(&thread->state) != THREAD_WAITS ||
        atomic_load(&thread->timed))
        return posture;
    uint64_t switches = 0;
    char state = kernel_state(atomic_load(&thread->tid), &switches);
    posture.waits = state == 'S';
    posture.signature = (calls << 32) ^ switches;
    return posture;
}

static bool call_takes_lock(const char *call)
{
    return strstr(call, "lock") != NULL;
}

/* A lock call waits only while somebody else holds the lock. */
static bool wait_is_real(struct trial_thread *thread)
{
    const char *call = atomic_load(&thread->call);
    return !call || !call_takes_lock(call) ||
           registry_held(atomic_load(&thread->object), thread);
}

static bool is_blocked(struct trial_thread *thread)
{
    struct posture before = posture_of(thread);
    if (!before.waits || !wait_is_real(thread))
        return false;
    struct timespec pause = {.tv_nsec = LOOK_AGAIN_NS};
    __real_nanosleep(&pause, NULL);
    struct posture after = posture_of(thread);
    return after.waits && after.signature == before.signature &&
           wait_is_real(thread);
}

void blocked_wait(struct trial_thread *thread)
{
    unsigned long enough = atomic_load(&thread->calls) + CIRCLES;
    while (atomic_load(&thread->state) != THREAD_FINISHED &&
           atomic_load(&thread->calls) < enough && !is_blocked(thread))
        __real_sched_yield();
}
