/*
 * The functions of trial.h under the explorer.
 *
 * The one idea: the trial's body is the first thread of the schedule, and what
 * it waits for is announced like any other operation.
 */
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "explore/core/names.h"
#include "explore/core/before.h"
#include "explore/model/calls.h"
#include "explore/model/ending.h"
#include "trial/trial.h"

enum { CIRCLES = 1000 };

static struct thread *thread_in(const struct trial_thread *thread)
{
    return (struct thread *)thread;
}

static bool start_ready(const struct thread *thread, enum outcome outcome)
{
    (void)outcome;
    return thread->started;
}

static const struct op op_start_line = {.call = "starts", .ready = start_ready};

struct trial_thread *trial_spawn(const char *name, void *(*start)(void *),
                                 void *arg)
{
    struct thread *thread = thread_begin(name, start, arg);
    if (!thread)
        finding_unmodelled("more than 1,024 threads", CALLER);
    thread->of_trial = true;
    thread->started = false;
    thread->op = &op_start_line;
    return (struct trial_thread *)thread;
}

void trial_go(void)
{
    for (unsigned i = 0; i < threads.count; i++) {
        struct thread *thread = &threads.all[i];
        if (!thread->started)
            before_release(&thread->sync);
        thread->started = true;
        footprint_touch(&thread->start, 1, true);
    }
    schedule.changes++;
}

static bool join_ready(const struct thread *thread, enum outcome outcome)
{
    (void)outcome;
    return thread->op->target->finished;
}

static void *thread_result(struct thread *thread)
{
    footprint_touch(&thread->sync, 1, true);
    thread->joined = true;
    before_acquire(&thread->sync);
    return thread->result;
}

void *trial_join(struct trial_thread *trial_thread)
{
    struct thread *thread = thread_in(trial_thread);
    const struct op op = {.call = "trial_join",
                          .address = &thread->sync,
                          .pc = CALLER,
                          .ready = join_ready,
                          .target = thread};
    schedule_point(&op);
    return thread_result(thread);
}

static bool all_ready(const struct thread *self, enum outcome outcome)
{
    (void)outcome;
    for (unsigned i = 0; i < threads.live_count; i++)
        if (threads.live[i] != self && threads.live[i]->of_trial)
            return false;
    return true;
}

void trial_run(void)
{
    trial_go();
    const struct op op = {
        .call = "trial_run", .pc = CALLER, .ready = all_ready, .gathers = true};
    schedule_point(&op);
    for (unsigned i = 0; i < threads.count; i++)
        if (threads.all[i].of_trial && !threads.all[i].joined)
            thread_result(&threads.all[i]);
}

static bool blocked_ready(const struct thread *self, enum outcome outcome)
{
    (void)outcome;
    const struct thread *target = self->op->target;
    return target->finished || !thread_ready(target) ||
           target->steps >= self->phase + CIRCLES;
}

void trial_until_blocked(struct trial_thread *trial_thread)
{
    struct thread *thread = thread_in(trial_thread);
    const struct op op = {.call = "trial_until_blocked",
                          .pc = CALLER,
                          .ready = blocked_ready,
                          .target = thread};
    schedule.current->phase = thread->steps;
    schedule_point(&op);
    footprint_everything();
    before_observe(thread->id);
}

void trial_stop_after(struct trial_thread *thread, size_t steps)
{
    thread_in(thread)->stops_at = steps;
}

void trial_resume(struct trial_thread *thread)
{
    thread_in(thread)->stops_at = 0;
    footprint_everything();
    schedule.changes++;
}

/* Another thread could go on that has taken fewer steps than that. */
static bool another_goes_on(const struct thread *self, unsigned long steps)
{
    for (unsigned i = 0; i < threads.live_count; i++) {
        const struct thread *thread = threads.live[i];
        if (thread != self && thread_ready(thread) && thread->steps < steps)
            return true;
    }
    return false;
}

static bool rest_ready(const struct thread *self, enum outcome outcome)
{
    (void)outcome;
    return !another_goes_on(self, self->phase + CIRCLES);
}

bool trial_until_rest(void)
{
    struct thread *self = schedule.current;
    const struct op op = {.call = "trial_until_rest",
                          .pc = CALLER,
                          .ready = rest_ready,
                          .gathers = true};
    self->phase = 0;
    for (unsigned i = 0; i < threads.live_count; i++)
        if (threads.live[i]->steps > self->phase)
            self->phase = threads.live[i]->steps;
    schedule_point(&op);
    footprint_everything();
    for (unsigned i = 0; i < threads.count; i++)
        before_observe(threads.all[i].id);
    return !another_goes_on(self, ULONG_MAX);
}

size_t trial_made(void)
{
    size_t made = 0;
    for (unsigned i = 0; i < threads.count; i++)
        made += threads.all[i].created_at != NULL;
    return made;
}

/* The n-th thread that the code made, if it made so many; else NULL. */
static const struct thread *made_nth(size_t n, size_t count)
{
    const struct thread *nth = NULL;
    size_t made = 0;
    for (unsigned i = 0; i < threads.count; i++) {
        if (!threads.all[i].created_at)
            continue;
        if (made++ == n)
            nth = &threads.all[i];
    }
    return made == count ? nth : NULL;
}

bool trial_ran_before(size_t first, size_t second, size_t count)
{
    const struct thread *one = made_nth(first, count);
    const struct thread *other = made_nth(second, count);
    if (!footprint_of_ends)
        footprint_give_up("is asked too late which thread was done first");
    footprint_of_ends = true;
    return one && other && one->finished && one->last_step < other->first_step;
}

/* By halves: there are more clients than a point has moves. */
size_t trial_choose(size_t count)
{
    const struct op op = {.call = "trial_choose",
                          .pc = CALLER,
                          .outcomes = OUTCOMES(OUTCOME_OTHER)};
    size_t from = 0;
    while (count > 1) {
        size_t half = (count + 1) / 2;
        bool other = schedule_point(&op) == OUTCOME_OTHER;
        footprint_effect(); /* it gets on, though only the kit can tell */
        from += other ? half : 0;
        count = other ? count - half : half;
    }
    schedule.opening = schedule.decision_count;
    return from;
}

void engine_notes(const void *books, bool write)
{
    footprint_touch(books, 1, write);
    if (write)
        before_tell(books);
    else
        before_ask(books);
}

bool trial_finished(const struct trial_thread *thread)
{
    struct thread *in = thread_in(thread);
    footprint_touch(&in->sync, 1, false);
    if (in->finished)
        before_observe(in->id);
    return in->finished;
}

size_t trial_holds(const struct trial_thread *thread)
{
    footprint_everything();
    before_observe(thread_in(thread)->id);
    return thread_in(thread)->held_count;
}

size_t trial_waiters(const void *object)
{
    size_t count = 0;
    footprint_everything();
    for (unsigned i = 0; i < threads.live_count; i++)
        if (threads.live[i]->waiting_on == object &&
            !thread_ready(threads.live[i])) {
            before_observe(threads.live[i]->id);
            count++;
        }
    return count;
}

size_t trial_size(size_t stress, size_t explore)
{
    (void)stress;
    return explore;
}

void trial_reached(void)
{
    schedule.reached = true;
}

void trial_name(const void *object, size_t size, const char *name)
{
    name_note(object, size, name);
}

bool trial_recording(void)
{
    return trace_on;
}

/* The text is made on the caller's stack: ThreadSanitizer sees it written. */
static void call_record(const char *call, const char *format, va_list values,
                        const void *pc)
{
    char text[96];
    vsnprintf(text, sizeof text, format, values);
    trace_call(call, text, pc);
}

void trial_calls(const char *format, ...)
{
    va_list values;
    va_start(values, format);
    call_record("calls", format, values, CALLER);
    va_end(values);
}

void trial_returns(const char *format, ...)
{
    va_list values;
    va_start(values, format);
    if (trace_on)
        call_record("answers", format, values, CALLER);
    va_end(values);
}

void trial_error(int error)
{
    const char *name = error > 0 ? strerrorname_np(error) : NULL;
    if (name)
        trial_returns("%s", name);
    else
        trial_returns("%d", error);
}

void trial_failed(const char *file, int line, const char *condition,
                  const char *format, ...)
{
    if (!finding_assertion(file, line, condition, CALLER))
        return;
    char words[sizeof finding.words];
    va_list values;
    va_start(values, format);
    vsnprintf(words, sizeof words, format, values);
    va_end(values);
    finding_words(words);
}
