/*
 * The watchdog; see watchdog.h.
 *
 * The one idea: the scheduler gets the turn back at every call and, through the
 * memory hooks, from every loop that reads or writes. A loop over registers
 * alone never gives it back. Processor time without a step shows such a loop,
 * and load on the machine does not change it. The probe then stays for the
 * judge to look at its stack.
 *
 * A thread that is blocked in the kernel takes no processor time. Many looks in
 * a row that see it asleep, without having run in between, show that.
 */
#include "explore/core/watchdog.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "explore/core/blocked.h"
#include "explore/core/schedule.h"
#include "trial/observe.h"

enum {
    LOOK_EVERY_NS = 50000000,
    STEP_CPU_SECONDS = 5,
    STILL_LOOKS = 120,
    SIGNAL_SET_SIZE = 8,
};

int __real_pthread_create(pthread_t *, const pthread_attr_t *,
                          void *(*)(void *), void *);

static atomic_ulong steps_taken;
static atomic_bool watching, resting;
static bool blocks;
static struct watchdog_company beside;

void watchdog_accompany(const struct watchdog_company *company)
{
    beside = *company;
    syscall(SYS_rt_sigprocmask, SIG_BLOCK, &beside.signals, NULL,
            SIGNAL_SET_SIZE);
}

void watchdog_feed(void)
{
    unsigned long steps =
        atomic_load_explicit(&steps_taken, memory_order_relaxed);
    atomic_store_explicit(&steps_taken, steps + 1, memory_order_relaxed);
}

void watchdog_stop(void)
{
    atomic_store(&watching, false);
}

void watchdog_rest(bool rests)
{
    atomic_store(&resting, rests);
}

/* The C library's clocks are virtual here, so the kernel is asked. */
static int64_t cpu_seconds(void)
{
    struct timespec now = {0};
    syscall(SYS_clock_gettime, CLOCK_PROCESS_CPUTIME_ID, &now);
    return now.tv_sec;
}

/* The signals are not caught but waited for: a handler could run in the middle
 * of the program's code, and ThreadSanitizer would hold it back. */
static void nap(void)
{
    struct timespec time = {.tv_nsec = LOOK_EVERY_NS};
    bool called = syscall(SYS_rt_sigtimedwait, &beside.signals, NULL, &time,
                          SIGNAL_SET_SIZE) > 0;
    if (beside.look)
        beside.look(called);
}

/* The scheduler's thread is the process's first, so its number is known. */
static void busy_report(void)
{
    static struct observation line;
    const struct thread *self = schedule.current;
    observe_begin(&line, "hang");
    observe_text(&line, "kind", "busy");
    observe_open(&line, "threads", '[');
    observe_open(&line, NULL, '{');
    observe_text(&line, "name", self ? self->name : "a thread");
    observe_text(&line, "state", "runs");
    observe_number(&line, "tid", syscall(SYS_getpid));
    observe_end(&line);
}

/* What a model would have to stand in for. The judge finds the line. NULL: the
 * end of a thread that is busy. */
static void blocked_report(const struct blocked *blocked)
{
    static struct observation line;
    const struct thread *self = schedule.current;
    char number[32];
    bool gone = blocked && blocked->gone;
    observe_begin(&line, "unmodelled");
    observe_number(&line, "blocked", 1);
    observe_number(&line, "gone", gone);
    observe_number(&line, "cancelled", !blocked);
    observe_number(&line, "tid", syscall(SYS_getpid));
    observe_text(&line, "call",
                 !blocked ? "pthread_cancel"
                 : gone   ? "exit"
                          : blocked_call(blocked, number));
    observe_text(&line, "thread", self ? self->name : "a thread");
    if (self && self->last_pc)
        observe_address(&line, "at", self->last_pc);
    observe_end(&line);
}

/* It may print, say, and be cancelled there, or be so at any time. */
static bool may_be_cancelled(const struct thread *self)
{
    return self && (thread_heeds_cancel(self) ||
                    (self->cancel_async && !self->cancel_off));
}

/* One more look without a step. @return Whether that is enough. */
static bool blocked_for_ever(struct blocked *blocked, unsigned *looks)
{
    bool still = blocks && schedule.active && !atomic_load(&resting) &&
                 blocked_look(blocked);
    *looks = still ? *looks + 1 : 0;
    if (*looks < STILL_LOOKS)
        return false;
    blocked_report(blocked);
    return true;
}

static void *watchdog_main(void *unused)
{
    struct blocked blocked = {.sleeps = -1};
    unsigned looks = 0;
    unsigned long seen = 0;
    int64_t since = cpu_seconds();
    while (atomic_load(&watching)) {
        nap();
        unsigned long steps = atomic_load(&steps_taken);
        if (steps != seen) {
            seen = steps;
            since = cpu_seconds();
            looks = 0;
        } else if (blocked_for_ever(&blocked, &looks)) {
            for (;;)
                nap();
        } else if (cpu_seconds() - since > STEP_CPU_SECONDS) {
            if (may_be_cancelled(schedule.current))
                blocked_report(NULL);
            else
                busy_report();
            for (;;)
                nap();
        }
    }
    return unused;
}

void watchdog_start(bool blocks_too)
{
    pthread_t thread;
    blocks = blocks_too;
    if (blocks)
        blocked_open();
    atomic_store(&watching, true);
    if (__real_pthread_create(&thread, NULL, watchdog_main, NULL) == 0)
        pthread_detach(thread);
}
