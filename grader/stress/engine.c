/*
 * The stress engine: real threads under ThreadSanitizer, many rounds.
 *
 * The budget is a number of rounds, never a time. A report by ThreadSanitizer
 * ends the run after its round, so that the round's own checks still report. A
 * failed expectation is often the harm that a race does, seen in a round whose
 * threads happened to be in order: a few more rounds can name the race.
 */
#include "trial/engine.h"

#include <stdarg.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "stress/blocked.h"
#include "stress/call.h"
#include "stress/leave.h"
#include "stress/perturb.h"
#include "stress/real.h"
#include "stress/signals.h"
#include "stress/thread.h"
#include "stress/watchdog.h"
#include "trial/broken.h"
#include "trial/contract_story.h"
#include "trial/observe.h"
#include "trial/statics.h"

const char *const engine_name = "stress";

/* Counting the first in which an expectation failed. */
enum { ROUNDS_FOR_THE_CAUSE = 20 };

enum { LOOKS = 50 }; /* at threads that never come to rest */

static atomic_bool reported; /* by ThreadSanitizer: this round is the last */
static atomic_bool failed;   /* an expectation did */
static atomic_bool reached;
static unsigned long calls_made, threads_made;
static uint32_t place; /* of the round among all that choices make, in 2^32 */

void __tsan_on_report(void *report);

/* ThreadSanitizer calls this for each report it prints. */
void __tsan_on_report(void *report)
{
    (void)report;
    atomic_store(&reported, true);
}

/* Waits for threads that the student's code started and left, since they may
 * still use the static data, and reports any that were never joined. */
static void round_settle(void)
{
    struct trial_thread *row;
    atomic_store(&thread_self->call, "the end of the round");
    for (size_t i = 1; (row = registry_row(i)); i++) {
        while (atomic_load(&row->state) != THREAD_FINISHED)
            __real_sched_yield();
        if (!atomic_load(&row->joined))
            call_misuse("was created but never joined or detached",
                        "pthread_create", row, row->created_at);
        calls_made += atomic_load(&row->calls);
        threads_made++;
    }
}

/* Each of the first rounds, however many, is far from all others (the golden
 * ratio; Knuth, volume 3, 6.4), so that few rounds meet all choices evenly. */
static void round_place(unsigned round)
{
    place = (round - 1) * 0x9e3779b9u;
}

static void round_run(const struct trial *trial, uint64_t seed)
{
    statics_restore();
    signals_begin();
    registry_begin(seed);
    trial->body();
    round_settle();
}

static void figures_observe(const struct probe_request *request,
                            unsigned rounds, unsigned failed_in)
{
    struct observation line;
    observe_begin(&line, "engine");
    observe_text(&line, "engine", engine_name);
    observe_number(&line, "seed", (long long)request->seed);
    observe_number(&line, "rounds", rounds);
    observe_number(&line, "rounds_asked", request->rounds);
    if (failed_in)
        observe_number(&line, "failed_in", failed_in);
    observe_number(&line, "threads", (long long)threads_made);
    observe_number(&line, "sync_calls", (long long)calls_made);
    if (request->trial->must_reach)
        observe_number(&line, "reached", atomic_load(&reached));
    observe_end(&line);
}

bool engine_run(const struct probe_request *request)
{
    int error = watchdog_start();
    if (error)
        broken_exit("thread that watches the others", error);
    uint64_t seeds = request->seed;
    unsigned round = 0, more = ROUNDS_FOR_THE_CAUSE, failed_in = 0;
    while (round < request->rounds && more > 0 && !atomic_load(&reported) &&
           (!request->threads || threads_made < request->threads)) {
        watchdog_round(++round);
        round_place(round);
        round_run(request->trial, random_next(&seeds));
        more -= atomic_load(&failed);
        if (!failed_in && (atomic_load(&failed) || atomic_load(&reported)))
            failed_in = round;
    }
    watchdog_stop();
    thread_self = NULL;
    figures_observe(request, round, failed_in);
    bool clean = !atomic_load(&failed) && !atomic_load(&reported);
    if (!clean)
        contract_observe();
    return clean;
}

struct trial_thread *trial_spawn(const char *name, void *(*start)(void *),
                                 void *arg)
{
    struct trial_thread *row = registry_add(name);
    if (!row || thread_create(row, NULL, start, arg, NULL)) {
        fprintf(stderr, "probe: can't create thread %s\n", name);
        leave_now();
    }
    return row;
}

void trial_go(void)
{
    line_release();
}

void *trial_join(struct trial_thread *thread)
{
    void *result = NULL;
    thread_wait(thread, &result, "trial_join", CALLER);
    return result;
}

void trial_run(void)
{
    struct trial_thread *row;
    line_release();
    for (size_t i = 1; (row = registry_row(i)); i++)
        if (!row->created_at && !atomic_load(&row->joined))
            thread_wait(row, NULL, "trial_run", CALLER);
}

void trial_until_blocked(struct trial_thread *thread)
{
    blocked_wait(thread);
}

/* The calls that the trial's threads have made. */
static unsigned long calls_of_all(void)
{
    unsigned long calls = 0;
    struct trial_thread *row;
    for (size_t i = 1; (row = registry_row(i)); i++)
        calls += atomic_load(&row->calls);
    return calls;
}

/* One that was blocked may have been let go on by another: again, until nobody
 * has made a call. */
bool trial_until_rest(void)
{
    struct trial_thread *row;
    unsigned long before;
    unsigned looks = 0;
    do {
        before = calls_of_all();
        for (size_t i = 1; (row = registry_row(i)); i++)
            blocked_wait(row);
    } while (calls_of_all() != before && ++looks < LOOKS);
    return true;
}

void trial_stop_after(struct trial_thread *thread, size_t steps)
{
    (void)thread;
    (void)steps;
}

void trial_resume(struct trial_thread *thread)
{
    (void)thread;
}

bool trial_ran_before(size_t first, size_t second, size_t count)
{
    (void)first;
    (void)second;
    (void)count;
    return false;
}

size_t trial_made(void)
{
    return SIZE_MAX;
}

/* The part of all rounds that the place is in; and where in this part it is,
 * for the next choice. */
size_t trial_choose(size_t count)
{
    uint64_t part = (uint64_t)place * count;
    place = (uint32_t)part;
    return part >> 32;
}

void engine_notes(const void *books, bool write)
{
    (void)books;
    (void)write;
}

bool trial_finished(const struct trial_thread *thread)
{
    return atomic_load(&thread->state) == THREAD_FINISHED;
}

size_t trial_holds(const struct trial_thread *thread)
{
    return atomic_load(&thread->hold_count);
}

size_t trial_waiters(const void *object)
{
    size_t count = 0;
    struct trial_thread *row;
    for (size_t i = 0; (row = registry_row(i)); i++)
        count += atomic_load(&row->state) == THREAD_WAITS &&
                 atomic_load(&row->object) == object;
    return count;
}

size_t trial_size(size_t stress, size_t explore)
{
    (void)explore;
    return stress;
}

void trial_reached(void)
{
    atomic_store(&reached, true);
}

/* What real threads do is not drawn. */
bool trial_recording(void)
{
    return false;
}

void trial_calls(const char *format, ...)
{
    (void)format;
}

void trial_returns(const char *format, ...)
{
    (void)format;
}

void trial_error(int error)
{
    (void)error;
}

void trial_name(const void *object, size_t size, const char *name)
{
    struct observation line;
    if (atomic_load(&reported))
        return;
    observe_begin(&line, "name");
    observe_address(&line, "object", object);
    observe_number(&line, "size", (long long)size);
    observe_text(&line, "name", name);
    observe_end(&line);
}

/* An expectation may fail thousands of times in so many rounds, and what a
 * probe can report is bounded. */
static bool told_before(int line)
{
    static atomic_int told[32];
    for (size_t i = 0; i < sizeof told / sizeof told[0]; i++) {
        int there = 0;
        if (atomic_compare_exchange_strong(&told[i], &there, line))
            return false;
        if (there == line)
            return true;
    }
    return true;
}

void trial_failed(const char *file, int line, const char *condition,
                  const char *format, ...)
{
    atomic_store(&failed, true);
    if (told_before(line))
        return;
    char text[1024];
    va_list values;
    va_start(values, format);
    vsnprintf(text, sizeof text, format, values);
    va_end(values);
    struct observation seen;
    observe_begin(&seen, "failed");
    observe_text(&seen, "file", file);
    observe_number(&seen, "line", line);
    observe_text(&seen, "condition", condition);
    observe_text(&seen, "text", text);
    observe_end(&seen);
}
