/*
 * The ticker; see ticker.h.
 *
 * The C library's clocks and signal calls are modelled, so the kernel is asked.
 */
#include "explore/tell/ticker.h"

#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "explore/core/watchdog.h"
#include "trial/observe.h"

enum { TELL_EVERY = 10 };

static struct ticker asked;
static int64_t began;
static atomic_bool stop, over, telling;

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

/* In the watchdog's thread. */
static void ticker_look(bool called)
{
    static unsigned long looks;
    int64_t elapsed = milliseconds() - began;
    if (called || (asked.seconds && elapsed >= asked.seconds * 1000ll))
        atomic_store(&stop, true);
    if (!asked.tells || ++looks % TELL_EVERY != 0)
        return;
    atomic_store(&telling, true);
    if (!atomic_load(&over) && !atomic_load(&stop))
        progress_tell(elapsed);
    atomic_store(&telling, false);
}

void ticker_start(const struct ticker *ticker, struct search *search)
{
    asked = *ticker;
    if (!asked.tells && !asked.seconds && !asked.listens)
        return;
    uint64_t set = asked.listens ? (uint64_t)1 << (SIGINT - 1) : 0;
    began = milliseconds();
    watchdog_accompany(
        &(struct watchdog_company){.signals = set, .look = ticker_look});
    search->stop = &stop;
    search->progress = progress_note;
}

bool ticker_stop(void)
{
    atomic_store(&over, true);
    while (atomic_load(&telling))
        syscall(SYS_sched_yield);
    return atomic_load(&stop);
}
