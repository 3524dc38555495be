/*
 * The watchdog: a hang is recognised by what threads do, not by a clock.
 *
 * If every thread of the round waits in a call that does not end by itself, and
 * none of them ran between several looks, then none ever will: that is a
 * deadlock, whatever the load of the machine. A wait or a sleep whose end is
 * minutes away counts as one without an end. A round that burns processor time
 * without end (threads going round in circles) is stopped after a fixed amount
 * of *processor* time. Either way the books are read out and the process ends.
 */
#include "stress/watchdog.h"

#include <pthread.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "stress/blocked.h"
#include "stress/leave.h"
#include "stress/real.h"
#include "stress/signals.h"
#include "trial/observe.h"

enum {
    LOOK_EVERY_NS = 25000000,
    LOOKS_ALIKE = 8,       /* all blocked in this many looks: for good */
    ROUND_CPU_SECONDS = 5, /* a round costs milliseconds */
};

static atomic_uint round_number; /* 0: no round runs */

void watchdog_round(unsigned number)
{
    atomic_store(&round_number, number);
}

void watchdog_stop(void)
{
    atomic_store(&round_number, 0);
}

static void row_observe(struct observation *line, struct trial_thread *row)
{
    static const char *const states[] = {
        [THREAD_FREE] = "finished",     [THREAD_READY] = "ready",
        [THREAD_RUNS] = "runs",         [THREAD_WAITS] = "waits",
        [THREAD_FINISHED] = "finished",
    };
    int state = atomic_load(&row->state);
    /* A call that waits for nobody takes a nap at most. */
    if (state == THREAD_WAITS && atomic_load(&row->length) == CALL_BRIEF)
        state = THREAD_RUNS;
    observe_open(line, NULL, '{');
    observe_address(line, "row", row);
    observe_text(line, "name", row->name);
    observe_text(line, "state", states[state]);
    observe_number(line, "tid", atomic_load(&row->tid));
    observe_number(line, "calls", (long long)atomic_load(&row->calls));
    observe_text(line, "call", atomic_load(&row->call));
    const void *mutex = posture_of(row).mutex;
    observe_address(line, "object", mutex ? mutex : atomic_load(&row->object));
    observe_address(line, "at", atomic_load(&row->at));
    struct unheard unheard;
    if (!mutex && signals_unheard(row, &unheard)) {
        observe_text(line, "unheard_by", unheard.by->name);
        observe_address(line, "unheard_at", unheard.at);
    }
    observe_open(line, "holds", '[');
    size_t count = atomic_load(&row->hold_count);
    for (size_t i = 0; i < count && i < MAX_HOLDS; i++) {
        observe_open(line, NULL, '{');
        observe_address(line, "object", atomic_load(&row->holds[i].object));
        observe_address(line, "at", atomic_load(&row->holds[i].at));
        observe_close(line);
    }
    observe_close(line);
    observe_close(line);
}

/* Kind "blocked" or "busy": the judge tells a deadlock from a lost wakeup, and
 * a livelock from a loop without calls, by what the rows say. For a busy round
 * the process stays, stopped, for the judge to look at its stacks. */
static _Noreturn void hang_observe(const char *kind)
{
    static struct observation line;
    observe_begin(&line, "hang");
    observe_text(&line, "kind", kind);
    observe_number(&line, "round", atomic_load(&round_number));
    observe_open(&line, "threads", '[');
    struct trial_thread *row;
    for (size_t i = 0; (row = registry_row(i)) && !observe_full(&line); i++)
        row_observe(&line, row);
    observe_end(&line);
    if (kind[1] == 'u')
        pause();
    leave_now();
}

/* One look at all threads; 0 means that some thread may still go on. */
static uint64_t look(void)
{
    uint64_t together = 1;
    struct trial_thread *row;
    for (size_t i = 0; (row = registry_row(i)); i++) {
        int state = atomic_load(&row->state);
        if (state == THREAD_FINISHED || state == THREAD_FREE)
            continue;
        if (!atomic_load(&row->tid))
            return 0;
        struct posture posture = posture_of(row);
        if (!posture.waits || posture.timed)
            return 0;
        together = together * 0x100000001b3u + posture.signature;
    }
    return together | 1;
}

static double cpu_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void *watchdog_main(void *unused)
{
    unsigned round = 0, alike = 0;
    double round_start = 0;
    uint64_t last = 0;
    for (;;) {
        struct timespec pause = {.tv_nsec = LOOK_EVERY_NS};
        __real_nanosleep(&pause, NULL);
        unsigned now = atomic_load(&round_number);
        if (now != round) {
            round = now;
            round_start = cpu_seconds();
            last = 0;
            continue;
        }
        uint64_t seen = round ? look() : 0;
        alike = seen && seen == last ? alike + 1 : 0;
        last = seen;
        if (alike >= LOOKS_ALIKE)
            hang_observe("blocked");
        if (round && cpu_seconds() - round_start > ROUND_CPU_SECONDS)
            hang_observe("busy");
    }
    return unused;
}

int watchdog_start(void)
{
    pthread_t thread;
    int error = __real_pthread_create(&thread, NULL, watchdog_main, NULL);
    return error ? error : pthread_detach(thread);
}
