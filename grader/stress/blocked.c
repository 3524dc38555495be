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

enum {
    CIRCLES = 1000,
    NAPS = 50,
    LOOK_AGAIN_NS = 2000000,
    LOOK_EVERY_NS = 20000,
    SPINS_NS = 100000000, /* of processor time */
};

static long status_number(const char *status, const char *key)
{
    const char *at = strstr(status, key);
    return at ? strtol(at + strlen(key), NULL, 10) : 0;
}

/* Reads what the kernel says about a thread; empty if it says nothing. */
static void task_read(pid_t tid, const char *file, char *text, size_t size)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/self/task/%d/%s", (int)tid, file);
    long fd = syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC);
    long length = fd < 0 ? 0 : syscall(SYS_read, fd, text, size - 1);
    if (fd >= 0)
        syscall(SYS_close, fd);
    text[length > 0 ? length : 0] = '\0';
}

/* Reads a thread's state letter and its number of context switches. */
static char kernel_state(pid_t tid, uint64_t *switches)
{
    char status[4096];
    task_read(tid, "status", status, sizeof status);
    *switches =
        (uint64_t)(status_number(status, "\nvoluntary_ctxt_switches:") +
                   status_number(status, "\nnonvoluntary_ctxt_switches:"));
    const char *state = strstr(status, "\nState:\t");
    return state ? state[8] : '?';
}

/* Does a thread sleep in the mutex, and no longer on the condition variable?
 * The kernel gives the system call's number and its first argument. */
static bool sleeps_in(pid_t tid, const pthread_mutex_t *mutex)
{
    char call[256], *arguments;
    if (!mutex)
        return false;
    task_read(tid, "syscall", call, sizeof call);
    if (strtol(call, &arguments, 10) != SYS_futex)
        return false;
    uintptr_t futex = strtoul(arguments, NULL, 16);
    return futex - (uintptr_t)mutex < sizeof *mutex;
}

struct posture posture_of(struct trial_thread *thread)
{
    struct posture posture = {0};
    unsigned long calls = atomic_load(&thread->calls);
    int length = atomic_load(&thread->length);
    if (atomic_load(&thread->state) != THREAD_WAITS || length == CALL_BRIEF)
        return posture;
    pid_t tid = atomic_load(&thread->tid);
    const pthread_mutex_t *mutex = atomic_load(&thread->mutex);
    uint64_t switches = 0;
    posture.waits = kernel_state(tid, &switches) == 'S';
    posture.signature = (calls << 32) ^ switches;
    if (posture.waits && sleeps_in(tid, mutex))
        posture.mutex = mutex;
    posture.timed = length == CALL_TIMED && !posture.mutex;
    return posture;
}

static bool call_takes_lock(const char *call)
{
    return strstr(call, "lock") != NULL && strstr(call, "clockwait") == NULL;
}

/* A lock call waits only while somebody else holds the lock. */
static bool wait_is_real(struct trial_thread *thread)
{
    const char *call = atomic_load(&thread->call);
    return !call || !call_takes_lock(call) ||
           registry_held(atomic_load(&thread->object), thread);
}

static void nap(long nanoseconds)
{
    struct timespec pause = {.tv_nsec = nanoseconds};
    __real_nanosleep(&pause, NULL);
}

static bool is_blocked(struct trial_thread *thread)
{
    struct posture before = posture_of(thread);
    if (!before.waits || !wait_is_real(thread))
        return false;
    nap(LOOK_AGAIN_NS);
    struct posture after = posture_of(thread);
    return after.waits && after.signature == before.signature &&
           wait_is_real(thread);
}

/* The processor time that a thread has used so far, in nanoseconds. */
static int64_t time_used(const struct trial_thread *thread)
{
    clockid_t clock;
    struct timespec used = {0};
    if (pthread_getcpuclockid(thread->handle, &clock) != 0 ||
        clock_gettime(clock, &used) != 0)
        return 0;
    return (int64_t)used.tv_sec * 1000000000 + used.tv_nsec;
}

void blocked_wait(struct trial_thread *thread)
{
    unsigned long calls = atomic_load(&thread->calls);
    unsigned long enough = calls + CIRCLES;
    unsigned long rested = atomic_load(&thread->naps) + NAPS;
    int64_t since = time_used(thread);
    while (atomic_load(&thread->state) != THREAD_FINISHED && calls < enough &&
           atomic_load(&thread->naps) < rested && !is_blocked(thread)) {
        nap(LOOK_EVERY_NS);
        unsigned long now = atomic_load(&thread->calls);
        int64_t used = time_used(thread);
        if (now == calls && used - since > SPINS_NS)
            return;
        since = now == calls ? since : used;
        calls = now;
    }
}
