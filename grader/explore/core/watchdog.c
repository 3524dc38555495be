/*
 * The watchdog; see watchdog.h.
 *
 * The one idea: the scheduler gets the turn back at every call and, through the
 * memory hooks, from every loop that reads or writes. A loop over registers
 * alone never gives it back. Processor time without a step shows such a loop,
 * and load on the machine does not change it. The probe then stays for the
 * judge to look at its stack.
 */
#include "explore/core/watchdog.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "explore/core/schedule.h"
#include "trial/observe.h"

enum { LOOK_EVERY_NS = 100000000, STEP_CPU_SECONDS = 5 };

int __real_pthread_create(pthread_t *, const pthread_attr_t *,
                          void *(*)(void *), void *);

static atomic_ulong steps_taken;
static atomic_bool watching;

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

/* The C library's clocks are virtual here, so the kernel is asked. */
static int64_t cpu_seconds(void)
{
    struct timespec now = {0};
    syscall(SYS_clock_gettime, CLOCK_PROCESS_CPUTIME_ID, &now);
    return now.tv_sec;
}

static void nap(void)
{
    struct timespec time = {.tv_nsec = LOOK_EVERY_NS};
    syscall(SYS_nanosleep, &time, NULL);
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
    observe_number(&line, "tid", getpid());
    observe_end(&line);
}

static void *watchdog_main(void *unused)
{
    unsigned long seen = 0;
    int64_t since = cpu_seconds();
    while (atomic_load(&watching)) {
        nap();
        unsigned long steps = atomic_load(&steps_taken);
        if (steps != seen) {
            seen = steps;
            since = cpu_seconds();
        } else if (cpu_seconds() - since > STEP_CPU_SECONDS) {
            busy_report();
            for (;;)
                nap();
        }
    }
    return unused;
}

void watchdog_start(void)
{
    pthread_t thread;
    atomic_store(&watching, true);
    if (__real_pthread_create(&thread, NULL, watchdog_main, NULL) == 0)
        pthread_detach(thread);
}
