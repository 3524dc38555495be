/**
 * @file 22_thread_pool.c
 * @brief Grades lesson 22: what was accepted is run, and everything ends.
 *
 * A task leaves a plain note in its job and then says by a relaxed flag, which
 * orders nothing, that it is through. So the trial sees both: whether a
 * wait came back too early, and whether it came back without an order between
 * the task and the caller. To hold a task in its middle, the body holds the
 * gate, a mutex that such a task has to pass.
 */
#include "pool.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <string.h>

#include "trial/crowd.h"
#include "trial/trial.h"

static struct pool *pool;
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;

/* A task's work, and what came of it. */
struct job {
    int runs;            /* plain: who reads it must come after the task */
    atomic_bool through; /* the task is about to return */
    struct future *future;
    int answer; /* of pool_submit() */
};

static const char *error_name(int error)
{
    const char *name = strerrorname_np(error);

    return name ? name : "an unknown error";
}

static void answer_check(const char *call, int answer, int right)
{
    trial_expect(answer == right, "%s returned %s, not %s", call,
                 error_name(answer), error_name(right));
}

static void *run_job(void *arg)
{
    struct job *job = arg;

    for (size_t i = trial_size(20, 0); i > 0; i--)
        sched_yield(); /* a task takes a while */
    job->runs++;
    atomic_store_explicit(&job->through, true, memory_order_relaxed);
    return job;
}

static atomic_int at_gate; /* so many tasks have come to it */

static void *run_at(pthread_mutex_t *closed, void *arg)
{
    atomic_fetch_add_explicit(&at_gate, 1, memory_order_relaxed);
    pthread_mutex_lock(closed);
    pthread_mutex_unlock(closed);
    return run_job(arg);
}

static void *run_gated(void *arg)
{
    return run_at(&gate, arg);
}

static bool pool_open(size_t workers)
{
    int error = pool_create(&pool, workers);

    answer_check("pool_create()", error, 0);
    return error == 0;
}

static void pool_close(void)
{
    answer_check("pool_destroy()", pool_destroy(pool), 0);
}

static void submit_to(struct pool *to, struct job *job, void *(*task)(void *))
{
    job->answer = pool_submit(to, task, job, &job->future);
    answer_check("pool_submit()", job->answer, 0);
}

static void job_submit(struct job *job, void *(*task)(void *))
{
    submit_to(pool, job, task);
}

/* Some call promised that the task is done by now. */
static void job_check_done(struct job *job, const char *promised_by)
{
    bool through = atomic_load_explicit(&job->through, memory_order_relaxed);

    trial_expect(through, "%s returned, and an accepted task is not done",
                 promised_by);
    if (through)
        trial_expect(job->runs == 1, "a task ran %d times", job->runs);
}

static void job_wait(struct job *job)
{
    void *result = NULL;

    if (job->answer != 0)
        return;
    answer_check("future_wait()", future_wait(job->future, &result), 0);
    trial_expect(result == job, "a future gave %s",
                 result ? "another's result" : "no result");
    job_check_done(job, "future_wait()");
}

static void job_discard(struct job *job)
{
    if (job->answer == 0)
        answer_check("future_destroy()", future_destroy(job->future), 0);
}

/* Threads that ran the task above, and that have come to their end: a key's
 * destructor is what a thread runs last. */
static pthread_key_t ran_here;
static atomic_int ran, ended;

static void thread_ends(void *unused)
{
    (void)unused;
    atomic_fetch_add_explicit(&ended, 1, memory_order_relaxed);
}

static void *run_marked(void *arg)
{
    if (pthread_getspecific(ran_here) == NULL &&
        pthread_setspecific(ran_here, arg) == 0)
        atomic_fetch_add_explicit(&ran, 1, memory_order_relaxed);
    return run_job(arg);
}

/* Who calls the pool is no worker. */
static pthread_key_t calls;

static void caller_mark(void)
{
    static int mark;

    pthread_setspecific(calls, &mark);
}

static void *run_elsewhere(void *arg)
{
    trial_expect(pthread_getspecific(calls) == NULL,
                 "a task is run by who calls the pool, and not by a worker");
    return run_job(arg);
}

static void *owner_main(void *unused)
{
    struct job jobs[3] = {0}, late = {0};
    struct pool *none = NULL;

    answer_check("pool_create() without workers", pool_create(&none, 0),
                 EINVAL);
    trial_expect(none == NULL, "pool_create() failed and stored a pool");
    answer_check("pool_drain() with nothing to do", pool_drain(pool), 0);
    size_t count = trial_size(2, 1);
    for (size_t i = 0; i < count; i++) {
        job_submit(&jobs[i], run_job);
        job_wait(&jobs[i]);
        job_wait(&jobs[i]); /* as often as one likes */
        answer_check("future_wait() of a result that nobody wants",
                     future_wait(jobs[i].future, NULL), 0);
    }
    answer_check("pool_drain()", pool_drain(pool), 0);
    job_submit(&jobs[count], run_marked); /* a drained pool is open */
    answer_check("pool_stop()", pool_stop(pool), 0);
    answer_check("pool_stop() again", pool_stop(pool), 0);
    answer_check("pool_submit() after stop",
                 pool_submit(pool, run_job, &late, &late.future), EPIPE);
    trial_expect(late.future == NULL, "pool_submit() failed and stored a "
                                      "future");
    pool_close();
    trial_expect(atomic_load_explicit(&ended, memory_order_relaxed) ==
                     atomic_load_explicit(&ran, memory_order_relaxed),
                 "pool_destroy() returned, and a worker has not ended");
    trial_expect(late.runs == 0, "a task that was refused ran");
    for (size_t i = 0; i <= count; i++) {
        job_wait(&jobs[i]); /* futures outlive the pool */
        job_discard(&jobs[i]);
    }
    return unused;
}

TRIAL(rules, "one thread alone finds every rule of pool.h kept", .points = 5,
      .rounds = 10)
{
    atomic_store_explicit(&ran, 0, memory_order_relaxed);
    atomic_store_explicit(&ended, 0, memory_order_relaxed);
    if (!pool_open(1) || pthread_key_create(&ran_here, thread_ends))
        return;
    trial_spawn("owner", owner_main, NULL);
    trial_run();
    pthread_key_delete(ran_here);
}

/* Each client has a task of its own, waits for it, and gets rid of it at
 * once: nobody may touch a future whose wait is over. */
static void *client_main(void *turns)
{
    caller_mark();
    for (size_t i = *(size_t *)turns; i > 0; i--) {
        struct job job = {0};
        job_submit(&job, run_elsewhere);
        job_wait(&job);
        job_discard(&job);
    }
    return NULL;
}

/* This one leaves the waiting to the destroy, at every second turn. */
static void *hasty_main(void *turns)
{
    caller_mark();
    for (size_t i = *(size_t *)turns; i > 0; i--) {
        struct job job = {0};
        job_submit(&job, run_elsewhere);
        if (i % 2 == 0)
            job_wait(&job);
        job_discard(&job);
        if (job.answer == 0)
            job_check_done(&job, "future_destroy()");
    }
    return NULL;
}

TRIAL(futures, "every future gives the result of its own task", .points = 5,
      .rounds = 40)
{
    size_t turns = trial_size(20, 1);

    if (!pool_open(trial_size(2, 1)) || pthread_key_create(&calls, NULL))
        return;
    trial_spawn("client a", client_main, &turns);
    trial_spawn("client b", hasty_main, &turns);
    trial_run();
    pool_close();
    pthread_key_delete(calls);
}

static void *wait_one(void *arg)
{
    job_wait(arg);
    return NULL;
}

/* Everybody has come to rest, or to an end. */
static void sleep_check(const char *who)
{
    bool rest = trial_until_rest();

    trial_expect(rest, "%s goes round and round, and is not asleep", who);
}

TRIAL(all_who_wait, "one result ends the wait of everybody who waits for it",
      .points = 10, .rounds = 30)
{
    struct job job = {0};
    size_t others = trial_choose(trial_size(8, 1)) == 1 ? 18 : 0;

    if (!pool_open(1))
        return;
    pthread_mutex_lock(&gate);
    job_submit(&job, run_gated);
    struct trial_thread *a = trial_spawn("reader a", wait_one, &job);
    struct trial_thread *b = trial_spawn("reader b", wait_one, &job);
    for (size_t i = 0; i < others; i++)
        trial_spawn("another reader", wait_one, &job);
    trial_go();
    sleep_check("who waits for a future");
    trial_expect(job.answer != 0 || (!trial_finished(a) && !trial_finished(b)),
                 "future_wait() returned before the task was done");
    pthread_mutex_unlock(&gate);
    trial_run();
    job_discard(&job);
    pool_close();
}

/* Tasks that can only end together. */
static struct meeting {
    pthread_mutex_t lock;
    pthread_cond_t met;
    int size; /* so many */
    int came, running;
} meeting = {.lock = PTHREAD_MUTEX_INITIALIZER,
             .met = PTHREAD_COND_INITIALIZER};

static void *meet(void *unused)
{
    pthread_mutex_lock(&meeting.lock);
    meeting.came++;
    meeting.running++;
    trial_expect(meeting.running <= meeting.size,
                 "%d tasks run at the same time with %d workers",
                 meeting.running, meeting.size);
    pthread_cond_broadcast(&meeting.met);
    while (meeting.came < meeting.size)
        pthread_cond_wait(&meeting.met, &meeting.lock);
    meeting.running--;
    pthread_mutex_unlock(&meeting.lock);
    return unused;
}

enum { MOST_WORKERS = 65 };

/* So many tasks for the pool, of which as many meet as there are workers. Where
 * one more comes, the first has begun before the others are there: how they may
 * overtake each other, two tasks for two workers show. */
static void tasks_meet(int workers, int tasks)
{
    struct future *futures[MOST_WORKERS + 1] = {NULL};

    meeting.size = workers;
    meeting.came = 0;
    meeting.running = 0;
    trial_go();
    for (int i = 0; i < tasks; i++) {
        if (i < 2 && tasks > workers)
            trial_until_rest();
        answer_check("pool_submit()",
                     pool_submit(pool, meet, NULL, &futures[i]), 0);
    }
    for (int i = 0; i < tasks; i++)
        if (futures[i])
            answer_check("future_destroy()", future_destroy(futures[i]), 0);
    pool_close();
}

TRIAL(workers_overlap, "two workers run two tasks at the same time",
      .points = 5, .rounds = 100, .calm = true)
{
    if (pool_open(2))
        tasks_meet(2, 2);
}

/* One task more than there are workers. */
TRIAL(all_overlap, "as many tasks as there are workers run at the same time",
      .points = 5, .rounds = 1, .calm = true)
{
    int workers = (int)trial_size(MOST_WORKERS, 2);

    pool = NULL;
    if (workers > 2 && pool_create(&pool, (size_t)workers) != 0)
        workers = 2; /* those were too many */
    if (pool || pool_open((size_t)workers))
        tasks_meet(workers, workers + 1);
}

/* Submits so many gated tasks, lets all go on that can, and says how many
 * tasks were accepted, and how many of them are running. */
static int accepted_of(struct job *jobs, int count, int *begun)
{
    int accepted = 0;

    atomic_store_explicit(&at_gate, 0, memory_order_relaxed);
    pthread_mutex_lock(&gate);
    for (int i = 0; i < count; i++) {
        jobs[i].answer =
            pool_submit(pool, run_gated, &jobs[i], &jobs[i].future);
        accepted += jobs[i].answer == 0;
    }
    trial_go();
    trial_until_rest();
    *begun = atomic_load_explicit(&at_gate, memory_order_relaxed);
    pthread_mutex_unlock(&gate);
    return accepted;
}

static void jobs_end(struct job *jobs, int count)
{
    pool_close();
    for (int i = 0; i < count; i++)
        job_discard(&jobs[i]);
}

/* Who can't have them all may say so, at the create or at the submit. */
TRIAL(all_or_none, "a pool has all the workers that it was made with",
      .points = 5, .rounds = 5, .failing_calls = true)
{
    struct job jobs[2] = {{0}, {0}};
    int begun;

    if (pool_create(&pool, 2) != 0)
        return;
    int accepted = accepted_of(jobs, 2, &begun);
    trial_expect(begun == accepted,
                 "of %d tasks, %d run at the same time with 2 workers",
                 accepted, begun);
    jobs_end(jobs, 2);
}

static void *drain_pool(void *of)
{
    answer_check("pool_drain()", pool_drain(of), 0);
    return NULL;
}

static pthread_mutex_t other_gate = PTHREAD_MUTEX_INITIALIZER;

static void *run_other_gated(void *arg)
{
    return run_at(&other_gate, arg);
}

/* Two workers have had something to do, and are held up now. Meanwhile somebody
 * may drain the pool. */
static void workers_hold(struct job *jobs, bool drain)
{
    job_submit(&jobs[0], run_job);
    job_wait(&jobs[0]);
    sleep_check("a worker");
    job_submit(&jobs[1], run_gated);
    if (drain) {
        trial_spawn("drainer", drain_pool, pool);
        trial_go();
        sleep_check("who drains the pool");
    }
    job_submit(&jobs[2], run_other_gated);
    trial_until_rest();
    int begun = atomic_load_explicit(&at_gate, memory_order_relaxed);
    trial_expect(begun == 2,
                 "of 2 tasks, %d run at the same time with 2 workers", begun);
}

/* One of two workers is let go on: whichever it is, the tasks are its. */
TRIAL(any_worker, "no task waits as long as there is an idle worker",
      .points = 5, .rounds = 20, .calm = true)
{
    struct job jobs[5] = {{0}};
    bool drain = trial_choose(2), first = trial_choose(2);

    atomic_store_explicit(&at_gate, 0, memory_order_relaxed);
    if (!pool_open(2))
        return;
    trial_go();
    pthread_mutex_lock(&gate);
    pthread_mutex_lock(&other_gate);
    workers_hold(jobs, drain);
    job_submit(&jobs[3], run_job);
    job_submit(&jobs[4], run_job);
    pthread_mutex_unlock(first ? &gate : &other_gate);
    trial_until_rest();
    for (int i = 3; i < 5; i++)
        trial_expect(
            jobs[i].answer != 0 ||
                atomic_load_explicit(&jobs[i].through, memory_order_relaxed),
            "a task waits, and one of 2 workers has nothing to do");
    pthread_mutex_unlock(first ? &other_gate : &gate);
    trial_run();
    jobs_end(jobs, 5);
}

/* The tasks of one worker come one after the other, so they need no lock. */
enum { MOST_ENTRIES = 1100, ASKED = 2 };

static struct diary {
    int pages[MOST_ENTRIES + ASKED];
    int written;
} diary;

static struct entry {
    int number;
    struct job job;
} entries[MOST_ENTRIES + ASKED];

static void *write_entry(void *arg)
{
    struct entry *entry = arg;

    diary.pages[diary.written++] = entry->number;
    return NULL;
}

/* A few tasks find room anywhere; of many, some may be too many. */
static void entry_submit(int number)
{
    struct entry *entry = &entries[number];

    entry->number = number;
    entry->job.answer =
        pool_submit(pool, write_entry, entry, &entry->job.future);
    trial_expect(entry->job.answer == 0 ||
                     (number > 2 && entry->job.answer == ENOMEM),
                 "pool_submit() returned %s", error_name(entry->job.answer));
}

/* A task, of this pool or of another one, submits the last two. */
static void *submit_two(void *count)
{
    for (int i = 0; i < ASKED; i++)
        entry_submit(*(int *)count + i);
    return NULL;
}

/* A gated task is the first, and holds the worker until the others are in the
 * queue. */
static void *gated_submit_two(void *count)
{
    pthread_mutex_lock(&gate);
    pthread_mutex_unlock(&gate);
    return submit_two(count);
}

static void entries_open(void)
{
    memset(entries, 0, sizeof entries);
    memset(&diary, -1, sizeof diary);
    diary.written = 0;
}

/* The pool was drained: of so many entries, those that it accepted are
 * written. The tasks that were submitted by a task may be at it. */
static void entries_check_drained(int count)
{
    int accepted = 0;

    for (int i = 0; i < count; i++)
        accepted += entries[i].job.answer == 0;
    trial_expect(accepted == 0 || diary.pages[accepted - 1] >= 0,
                 "pool_drain() returned, and an accepted task is not done");
}

/* The pool is destroyed: all that it accepted is in the diary. */
static void entries_check(int count)
{
    int page = 0;

    for (int i = 0; i < count; i++) {
        struct future *future = entries[i].job.future;
        if (future == NULL)
            continue;
        trial_expect(page >= diary.written || diary.pages[page] == i,
                     "task %d ran in place of task %d", diary.pages[page], i);
        page++;
        answer_check("future_destroy()", future_destroy(future), 0);
    }
    trial_expect(diary.written == page, "%d of %d tasks ran", diary.written,
                 page);
}

TRIAL(in_order, "one worker runs the tasks one by one, in their order",
      .points = 10, .rounds = 15)
{
    int count = (int)trial_size(MOST_ENTRIES, 2);
    struct future *first = NULL;

    entries_open();
    if (!pool_open(1))
        return;
    pthread_mutex_lock(&gate);
    answer_check("pool_submit()",
                 pool_submit(pool, gated_submit_two, &count, &first), 0);
    for (int i = 0; i < count; i++)
        entry_submit(i);
    pthread_mutex_unlock(&gate);
    answer_check("pool_drain()", pool_drain(pool), 0);
    entries_check_drained(count);
    if (first)
        answer_check("future_destroy()", future_destroy(first), 0);
    pool_close();
    entries_check(count + ASKED);
}

/* One pool is held up, and is waited for. The other one works, and is
 * stopped. */
TRIAL(pools_apart, "what happens to one pool is nothing to another",
      .points = 5, .rounds = 10, .calm = true)
{
    struct job held = {0}, here = {0}, late = {0}, asker = {0};
    struct pool *first = NULL, *second = NULL;
    int count = 1;

    entries_open();
    answer_check("pool_create()", pool_create(&first, 1), 0);
    answer_check("pool_create()", pool_create(&second, 1), 0);
    if (!first || !second)
        return;
    pool = first;
    trial_go();
    trial_until_rest(); /* no worker has anything to do */
    pthread_mutex_lock(&gate);
    job_submit(&held, run_gated);
    struct trial_thread *drainer = trial_spawn("drainer", drain_pool, first);
    trial_spawn("reader", wait_one, &held);
    trial_go();
    trial_until_blocked(drainer);
    entry_submit(0);
    submit_to(second, &here, run_job);
    trial_until_rest(); /* neither pool has anything left to begin */
    answer_check("pool_drain()", pool_drain(second), 0);
    job_wait(&here);
    asker.answer = pool_submit(second, submit_two, &count, &asker.future);
    answer_check("pool_submit()", asker.answer, 0);
    answer_check("pool_stop()", pool_stop(second), 0);
    answer_check("pool_submit() after stop",
                 pool_submit(second, run_job, &late, &late.future), EPIPE);
    answer_check("pool_destroy()", pool_destroy(second), 0);
    pthread_mutex_unlock(&gate);
    trial_run();
    job_discard(&held);
    job_discard(&here);
    job_discard(&asker);
    pool_close();
    entries_check(count + ASKED);
}

TRIAL(drained, "a drain waits until every accepted task has returned",
      .points = 10, .rounds = 100)
{
    struct job job = {0};

    trial_name(&job, sizeof job, "the job");
    if (!pool_open(1) || pthread_key_create(&calls, NULL))
        return;
    caller_mark();
    job_submit(&job, run_elsewhere);
    answer_check("pool_drain()", pool_drain(pool), 0);
    job_check_done(&job, "pool_drain()");
    pool_close();
    job_discard(&job);
    pthread_key_delete(calls);
}

/* The client's task submits one more, and stops the pool. */
struct chain {
    struct job first, second, late;
};

static void *run_and_submit(void *arg)
{
    struct chain *chain = arg;

    job_submit(&chain->second, run_job);
    answer_check("pool_stop() by a task", pool_stop(pool), 0);
    answer_check("pool_submit() after stop",
                 pool_submit(pool, run_job, &chain->late, &chain->late.future),
                 EPIPE);
    return run_job(&chain->first);
}

static void *stop_pool(void *unused)
{
    answer_check("pool_stop()", pool_stop(pool), 0);
    return unused;
}

static void *submit_late(void *arg)
{
    struct job *job = arg;

    job->answer = pool_submit(pool, run_job, job, &job->future);
    trial_expect(job->answer == 0 || job->answer == EPIPE,
                 "pool_submit() returned %s", error_name(job->answer));
    return NULL;
}

TRIAL(stopped, "a stop refuses what comes later and drops nothing",
      .points = 10, .rounds = 200)
{
    struct job early = {0}, late = {0};

    if (!pool_open(1))
        return;
    job_submit(&early, run_job);
    trial_spawn("client", submit_late, &late);
    trial_spawn("manager", stop_pool, NULL);
    trial_run();
    pool_close();
    job_check_done(&early, "pool_destroy()");
    if (late.answer == 0)
        job_check_done(&late, "pool_destroy()");
    else
        trial_expect(late.runs == 0, "a task that was refused ran");
    job_discard(&early);
    job_discard(&late);
}

TRIAL(tasks_submit, "a task may submit another task, and stop the pool",
      .points = 5, .rounds = 60)
{
    struct chain chain = {{0}, {0}, {0}};

    if (!pool_open(1))
        return;
    chain.first.answer =
        pool_submit(pool, run_and_submit, &chain, &chain.first.future);
    answer_check("pool_submit()", chain.first.answer, 0);
    answer_check("pool_drain()", pool_drain(pool), 0);
    job_check_done(&chain.first, "pool_drain()");
    job_discard(&chain.first);
    job_discard(&chain.second);
    pool_close();
    trial_expect(chain.late.runs == 0, "a task that was refused ran");
}

/* Steps that take one of a crowd to where it waits. */
enum { STEPS = 20 };

static struct job awaited;

static void *wait_in_crowd(void *number)
{
    (void)number;
    job_wait(&awaited);
    return NULL;
}

TRIAL(hundreds_wait, "one result ends the wait of hundreds", .points = 5,
      .engines = TRIAL_EXPLORE, .schedules = 1, .calm = true, .sampled = true)
{
    awaited = (struct job){0};
    if (!pool_open(1))
        return;
    pthread_mutex_lock(&gate);
    job_submit(&awaited, run_gated);
    trial_gather(CROWD_BYTE, STEPS, wait_in_crowd);
    pthread_mutex_unlock(&gate);
    trial_until_rest();
    trial_release();
    trial_run();
    jobs_end(&awaited, 1);
}
