/**
 * @file 22_thread_pool/model.c
 * @brief The contract of pool.h, as a list of what was accepted.
 *
 * Tasks run at no moment that a caller would see, so the model runs none. It
 * says what must have been done by the time a call has returned.
 */
#include "pool.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>

#include "trial/contract.h"

enum { CREATE = 1, DESTROY, SUBMIT, WAIT, DRAIN, STOP, DISCARD };
enum { MOST_TASKS = 7, NO_FUTURE = -1 };

struct state {
    size_t workers;
    bool stopped;
    size_t count; /* of the tasks accepted, in their order */
    long tasks[MOST_TASKS];
};

/* A task's number is the place of its future. */
struct job {
    struct future *future;
    int runs; /* plain: who reads it must come after the task */
    atomic_bool through;
};

static struct pool *pool;
static struct job jobs[MOST_TASKS];
static atomic_long submits; /* so many tasks have a number */
static long diary[MOST_TASKS];
static atomic_long begun; /* pages of the diary */

/* What the first task returns stands for an error elsewhere; here it is a
 * result like any other. */
static void *result_of(struct job *job)
{
    return job == jobs ? (void *)(intptr_t)-1 : (void *)job;
}

static void *task_main(void *arg)
{
    struct job *job = arg;
    long page = atomic_fetch_add_explicit(&begun, 1, memory_order_relaxed);

    if (page < MOST_TASKS)
        diary[page] = job - jobs;
    job->runs++;
    atomic_store_explicit(&job->through, true, memory_order_relaxed);
    return result_of(job);
}

static void submit_run(struct call *call)
{
    struct future *future = (void *)jobs; /* no future */
    long task = atomic_fetch_add_explicit(&submits, 1, memory_order_relaxed);

    call->answer = pool_submit(pool, task_main, &jobs[task], &future);
    if (future == (void *)jobs)
        return;
    call->stored[0] = future ? task : NO_FUTURE;
    if (call->answer == 0)
        jobs[task].future = future;
}

static void wait_run(struct call *call)
{
    struct job *job = &jobs[call->with[0]];
    void *result = NULL;

    call->answer = future_wait(job->future, &result);
    if (call->answer)
        return;
    call->stored[0] = result == result_of(job) ? call->with[0] : -1;
    call->stored[1] = job->runs;
}

/* Which tasks are done. */
static long through(void)
{
    long done = 0;

    for (int i = 0; i < MOST_TASKS; i++)
        if (atomic_load_explicit(&jobs[i].through, memory_order_relaxed))
            done |= 1 << i;
    return done;
}

static void destroy_run(struct call *call)
{
    call->answer = pool_destroy(pool);
    if (call->answer)
        return;
    call->stored[0] = atomic_load_explicit(&begun, memory_order_relaxed);
    for (long i = 0; i < call->stored[0] && i < MOST_TASKS; i++)
        call->stored[1 + i] = diary[i];
}

static void discard_run(struct call *call)
{
    call->answer = 0;
    for (int i = 0; i < MOST_TASKS; i++) {
        int error = jobs[i].future ? future_destroy(jobs[i].future) : 0;
        jobs[i].future = NULL;
        call->answer = call->answer ? call->answer : error;
    }
}

static bool create_run(struct call *call)
{
    pool = NO_OBJECT;
    atomic_store_explicit(&submits, 0, memory_order_relaxed);
    atomic_store_explicit(&begun, 0, memory_order_relaxed);
    for (int i = 0; i < MOST_TASKS; i++) {
        jobs[i].future = NULL;
        jobs[i].runs = 0;
        atomic_store_explicit(&jobs[i].through, false, memory_order_relaxed);
    }
    call->answer = pool_create(&pool, (size_t)call->with[0]);
    return created(call, pool);
}

static bool run(struct call *call)
{
    switch (call->function) {
    case CREATE:
        return create_run(call);
    case DESTROY:
        destroy_run(call);
        return true;
    case SUBMIT:
        submit_run(call);
        return true;
    case WAIT:
        wait_run(call);
        return true;
    case DRAIN:
        call->answer = pool_drain(pool);
        if (call->answer == 0)
            call->stored[0] = through();
        return true;
    case STOP:
        call->answer = pool_stop(pool);
        return true;
    default:
        discard_run(call);
        return true;
    }
}

static enum call_fit create_fits(struct state *state, const struct call *call)
{
    if (call->with[0] == 0)
        return call_refuses(call, EINVAL);
    state->workers = (size_t)call->with[0];
    return call_creates(call);
}

static enum call_fit submit_fits(struct state *state, const struct call *call)
{
    if (state->stopped)
        return call_refuses(call, EPIPE);
    if (call->stored[0] < 0)
        return CALL_DIFFERS;
    state->tasks[state->count++] = call->stored[0];
    return call_answers(call, 0);
}

static enum call_fit drain_fits(const struct state *state,
                                const struct call *call)
{
    for (size_t i = 0; i < state->count; i++)
        if (!(call->stored[0] & 1 << state->tasks[i]))
            return CALL_DIFFERS;
    return call_answers(call, 0);
}

/* All that was accepted has been run once, and nothing else; by one worker in
 * the order in which it was accepted. */
static enum call_fit destroy_fits(const struct state *state,
                                  const struct call *call)
{
    const long *diary_pages = call->stored + 1;
    bool in_order = true;
    long accepted = 0, ran = 0;

    if (call->stored[0] != (long)state->count)
        return CALL_DIFFERS;
    for (size_t i = 0; i < state->count; i++) {
        accepted |= 1 << state->tasks[i];
        ran |= 1 << diary_pages[i];
        in_order &= diary_pages[i] == state->tasks[i];
    }
    return ran == accepted && (in_order || state->workers > 1)
               ? call_answers(call, 0)
               : CALL_DIFFERS;
}

static enum call_fit fits(void *of, const struct call *call)
{
    struct state *state = of;

    switch (call->function) {
    case CREATE:
        return create_fits(state, call);
    case DESTROY:
        return destroy_fits(state, call);
    case SUBMIT:
        return submit_fits(state, call);
    case WAIT:
        return call->stored[0] == call->with[0] && call->stored[1] == 1
                   ? call_answers(call, 0)
                   : CALL_DIFFERS;
    case DRAIN:
        return drain_fits(state, call);
    case STOP:
        state->stopped = true;
        return call_answers(call, 0);
    default:
        return call_answers(call, 0);
    }
}

static void drain_tell(const struct call *call, char *text, size_t size)
{
    size_t length = (size_t)snprintf(text, size, "pool_drain(pool)");

    if (call->stored[0] == UNTOUCHED)
        return;
    length += (size_t)snprintf(text + length, size - length, ", tasks done:");
    for (int i = 0; i < MOST_TASKS; i++)
        if (call->stored[0] & 1 << i)
            length += (size_t)snprintf(text + length, size - length, " %d", i);
    if (call->stored[0] == 0)
        snprintf(text + length, size - length, " none");
}

static void destroy_tell(const struct call *call, char *text, size_t size)
{
    size_t length = (size_t)snprintf(text, size, "pool_destroy(pool)");

    if (call->stored[0] == UNTOUCHED)
        return;
    length += (size_t)snprintf(text + length, size - length, ", tasks run:");
    for (long i = 0; i < call->stored[0] && i < MOST_TASKS; i++)
        length += (size_t)snprintf(text + length, size - length, " %ld",
                                   call->stored[1 + i]);
    if (call->stored[0] == 0)
        snprintf(text + length, size - length, " none");
}

static void tell(const struct call *call, char *text, size_t size)
{
    switch (call->function) {
    case CREATE:
        snprintf(text, size, "pool_create(&pool%s, %ld)",
                 created_text(call, ": a pool"), call->with[0]);
        break;
    case DESTROY:
        destroy_tell(call, text, size);
        break;
    case SUBMIT:
        if (call->stored[0] == UNTOUCHED)
            snprintf(text, size, "pool_submit(pool, task, arg, &future)");
        else if (call->stored[0] == NO_FUTURE)
            snprintf(text, size, "pool_submit(pool, task, arg, &future: NULL)");
        else
            snprintf(text, size, "pool_submit(pool, task %ld, arg, &future)",
                     call->stored[0]);
        break;
    case WAIT:
        if (call->stored[0] == UNTOUCHED)
            snprintf(text, size, "future_wait(future of task %ld, &result)",
                     call->with[0]);
        else
            snprintf(text, size,
                     "future_wait(future of task %ld, &result: %s), task run "
                     "%ld times",
                     call->with[0], call->stored[0] < 0 ? "another's" : "its",
                     call->stored[1]);
        break;
    case DRAIN:
        drain_tell(call, text, size);
        break;
    case STOP:
        snprintf(text, size, "pool_stop(pool)");
        break;
    default:
        snprintf(text, size, "future_destroy(each future)");
    }
}

/* With two workers there is more to try than there is time for: only what one
 * thread does. */
enum {
    ONE_WORKER = 0x07,
    BUSY = 0x06,
    NO_POOL = 0x08,
    TWO_WORKERS = 0x10,
    BOTH_BUSY = 0x20
};
static const struct call beginnings[][BEGINNING_CALLS] = {
    {{CREATE, .with = {1}}},
    {{CREATE, .with = {1}}, {.function = SUBMIT}},
    {{CREATE, .with = {1}}, {.function = SUBMIT}, {.function = STOP}},
    {{CREATE, .with = {0}}},
    {{CREATE, .with = {2}}, {.function = SUBMIT}},
    {{CREATE, .with = {2}}, {.function = SUBMIT}, {.function = SUBMIT}},
    {{0}},
};

static const struct call calls[] = {
    {.function = SUBMIT, .after = ONE_WORKER},
    {WAIT, .with = {0}, .after = BUSY},
    {.function = DRAIN, .after = ONE_WORKER},
    {.function = STOP, .after = ONE_WORKER},
    {.function = SUBMIT, .alone = true, .after = TWO_WORKERS},
    {.function = DRAIN,
     .alone = true,
     .after = TWO_WORKERS | BOTH_BUSY | NO_POOL},
    {0},
};

static const struct call ends[] = {
    {.function = DRAIN},
    {.function = DESTROY},
    {.function = DISCARD},
    {0},
};

static const struct contract pool_contract = {
    .state_size = sizeof(struct state),
    .run = run,
    .fits = fits,
    .tell = tell,
    .beginnings = beginnings,
    .calls = calls,
    .ends = ends,
    .asleep = true,
    .clients = 1,
};

CONTRACT(contract,
         "whatever threads call at once, what was accepted is done in time",
         &pool_contract, .points = 10);

static const struct call few_beginnings[][BEGINNING_CALLS] = {
    {{CREATE, .with = {2}}},
    {{0}},
};

static const struct call few_calls[] = {
    {.function = SUBMIT, .alone = true},
    {0},
};

static const struct call few_ends[] = {
    {.function = DRAIN},
    {.function = DESTROY},
    {.function = DISCARD},
    {0},
};

static const struct contract failing_contract = {
    .state_size = sizeof(struct state),
    .run = run,
    .fits = fits,
    .tell = tell,
    .beginnings = few_beginnings,
    .calls = few_calls,
    .ends = few_ends,
    .asleep = true,
    .may_fail = call_any_error,
    .clients = 1,
};

CONTRACT(contract_fails, "what can't be made leaves nothing behind",
         &failing_contract, .points = 5, .failing_calls = true);
