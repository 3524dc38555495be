/*
 * The ticker; see ticker.h.
 *
 * The signal is not caught but waited for, here: a handler could run in the
 * middle of the program's code, and ThreadSanitizer would hold it back. The C
 * library's clocks and signal calls are modelled, so the kernel is asked.
 */
#include "explore/tell/ticker.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "trial/observe.h"

enum { LOOK_EVERY_NS = 50000000, TELL_EVERY = 10, SIGNAL_SET_SIZE = 8 };

int __real_pthread_create(pthread_t *, const pthread_attr_t *,
                          void *(*)(void *), void *);
int __real_pthread_join(pthread_t, void **);

static struct ticker asked;
static pthread_t thread;
static bool runs;
static atomic_bool stop, over;

/* What the search is at. */
static atomic_ulong schedules;
static _Atomic(const char *) strategy;
static atomic_uint bound;

static void progress_note(const struct search_result *result,
                          const struct strategy *now, unsigned at_bound)
{
    atomic_store_explicit(&schedules, result->schedules, memory_order_relaxed);
    atomic_store_explicit(&strategy, now->name, memory_order_relaxed);
    atomic_store_explicit(&bound, at_bound, memory_order_relaxed);
}

static int64_t milliseconds(void)
{
    struct timespec now = {0};
    syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void progress_tell(int64_t elapsed)
{
    static struct observation line;
    observe_begin(&line, "progress");
    observe_number(&line, "schedules", (long long)atomic_load(&schedules));
    observe_number(&line, "milliseconds", elapsed);
    observe_text(&line, "strategy", atomic_load(&strategy));
    observe_number(&line, "bound", atomic_load(&bound));
    observe_end(&line);
}

/* @return Whether the signal came. */
static bool signal_await(uint64_t set)
{
    struct timespec time = {.tv_nsec = LOOK_EVERY_NS};
    return syscall(SYS_rt_sigtimedwait, &set, NULL, &time, SIGNAL_SET_SIZE) > 0;
}

static uint64_t signal_set(void)
{
    return asked.listens ? (uint64_t)1 << (SIGINT - 1) : 0;
}

static void *ticker_main(void *unused)
{
    int64_t began = milliseconds();
    for (unsigned long i = 1; !atomic_load(&over); i++) {
        bool called = signal_await(signal_set());
        int64_t elapsed = milliseconds() - began;
        if (called || (asked.seconds && elapsed >= asked.seconds * 1000ll))
            atomic_store(&stop, true);
        if (asked.tells && i % TELL_EVERY == 0 && !atomic_load(&stop))
            progress_tell(elapsed);
    }
    return unused;
}

void ticker_start(const struct ticker *ticker, struct search *search)
{
    asked = *ticker;
    if (!asked.tells && !asked.seconds && !asked.listens)
        return;
    uint64_t set = signal_set();
    syscall(SYS_rt_sigprocmask, SIG_BLOCK, &set, NULL, SIGNAL_SET_SIZE);
    runs = __real_pthread_create(&thread, NULL, ticker_main, NULL) == 0;
    search->stop = &stop;
    search->progress = progress_note;
}

bool ticker_stop(void)
{
    atomic_store(&over, true);
    if (runs)
        __real_pthread_join(thread, NULL);
    runs = false;
    return atomic_load(&stop);
}
