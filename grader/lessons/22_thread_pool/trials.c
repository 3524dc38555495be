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

static void *run_gated(void *arg)
{
    pthread_mutex_lock(&gate);
    pthread_mutex_unlock(&gate);
    return run_job(arg);
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

static void job_submit(struct job *job, void *(*task)(void *))
{
    job->answer = pool_submit(pool, task, job, &job->future);
    answer_check("pool_submit()", job->answer, 0);
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
    }
    answer_check("pool_drain()", pool_drain(pool), 0);
    job_submit(&jobs[count], run_job); /* a drained pool is open */
    answer_check("pool_stop()", pool_stop(pool), 0);
    answer_check("pool_stop() again", pool_stop(pool), 0);
    answer_check("pool_submit() after stop",
                 pool_submit(pool, run_job, &late, &late.future), EPIPE);
    trial_expect(late.future == NULL, "pool_submit() failed and stored a "
                                      "future");
    pool_close();
    trial_expect(late.runs == 0, "a task that was refused ran");
    for (size_t i = 0; i <= count; i++) {
        job_wait(&jobs[i]); /* futures outlive the pool */
        job_discard(&jobs[i]);
    }
    return unused;
}

TRIAL(rules, "one thread alone finds every rule of pool.h kept", .points = 10,
      .rounds = 10)
{
    if (!pool_open(1))
        return;
    trial_spawn("owner", owner_main, NULL);
    trial_run();
}

/* Each client has a task of its own, waits for it, and gets rid of it at
 * once: nobody may touch a future whose wait is over. */
static void *client_main(void *turns)
{
    for (size_t i = *(size_t *)turns; i > 0; i--) {
        struct job job = {0};
        job_submit(&job, run_job);
        job_wait(&job);
        job_discard(&job);
    }
    return NULL;
}

TRIAL(futures, "every future gives the result of its own task", .points = 10,
      .rounds = 40)
{
    size_t turns = trial_size(20, 1);

    if (!pool_open(trial_size(2, 1)))
        return;
    trial_spawn("client a", client_main, &turns);
    trial_spawn("client b", client_main, &turns);
    trial_run();
    pool_close();
}

static void *wait_one(void *arg)
{
    job_wait(arg);
    return NULL;
}

TRIAL(all_who_wait, "one result ends the wait of everybody who waits for it",
      .points = 10, .rounds = 60)
{
    struct job job = {0};

    if (!pool_open(1))
        return;
    pthread_mutex_lock(&gate);
    job_submit(&job, run_gated);
    struct trial_thread *a = trial_spawn("reader a", wait_one, &job);
    struct trial_thread *b = trial_spawn("reader b", wait_one, &job);
    trial_go();
    trial_until_blocked(b);
    trial_expect(job.answer != 0 || (!trial_finished(a) && !trial_finished(b)),
                 "future_wait() returned before the task was done");
    pthread_mutex_unlock(&gate);
    trial_run();
    job_discard(&job);
    pool_close();
}

/* Two tasks that can only end together. */
struct meeting {
    pthread_mutex_t lock;
    pthread_cond_t met;
    int here;
};

static void *meet(void *arg)
{
    struct meeting *meeting = arg;

    pthread_mutex_lock(&meeting->lock);
    meeting->here++;
    pthread_cond_broadcast(&meeting->met);
    while (meeting->here < 2)
        pthread_cond_wait(&meeting->met, &meeting->lock);
    pthread_mutex_unlock(&meeting->lock);
    return meeting;
}

TRIAL(workers_overlap, "two workers run two tasks at the same time",
      .points = 15, .rounds = 100, .schedules = 4000, .sampled = true)
{
    static struct meeting meeting = {PTHREAD_MUTEX_INITIALIZER,
                                     PTHREAD_COND_INITIALIZER, 0};
    struct future *futures[2] = {NULL, NULL};

    meeting.here = 0;
    if (!pool_open(2))
        return;
    for (int i = 0; i < 2; i++)
        answer_check("pool_submit()",
                     pool_submit(pool, meet, &meeting, &futures[i]), 0);
    for (int i = 0; i < 2; i++)
        if (futures[i])
            answer_check("future_destroy()", future_destroy(futures[i]), 0);
    pool_close();
}

/* The tasks of one worker come one after the other, so they need no lock. */
struct diary {
    int pages[3];
    int written;
};

struct entry {
    struct diary *diary;
    int number;
};

static void *write_entry(void *arg)
{
    struct entry *entry = arg;

    entry->diary->pages[entry->diary->written++] = entry->number;
    return NULL;
}

TRIAL(in_order, "one worker runs the tasks one by one, in their order",
      .points = 10, .rounds = 60)
{
    struct diary diary = {{0}, 0};
    struct entry entries[3];
    struct future *futures[3] = {NULL, NULL, NULL};

    if (!pool_open(1))
        return;
    for (int i = 0; i < 3; i++) {
        entries[i] = (struct entry){&diary, i};
        answer_check("pool_submit()",
                     pool_submit(pool, write_entry, &entries[i], &futures[i]),
                     0);
    }
    pool_close();
    for (int i = 0; i < 3; i++) {
        trial_expect(i >= diary.written || diary.pages[i] == i,
                     "task %d ran in place of task %d", diary.pages[i], i);
        if (futures[i])
            answer_check("future_destroy()", future_destroy(futures[i]), 0);
    }
    trial_expect(diary.written == 3, "%d of 3 tasks ran", diary.written);
}

TRIAL(drained, "a drain waits until every accepted task has returned",
      .points = 10, .rounds = 100)
{
    struct job job = {0};

    trial_name(&job, sizeof job, "the job");
    if (!pool_open(1))
        return;
    job_submit(&job, run_job);
    answer_check("pool_drain()", pool_drain(pool), 0);
    job_check_done(&job, "pool_drain()");
    pool_close();
    job_discard(&job);
}

/* The client's task submits one more. */
struct chain {
    struct job first, second;
};

static void *run_and_submit(void *arg)
{
    struct chain *chain = arg;

    job_submit(&chain->second, run_job);
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
      .points = 15, .rounds = 200)
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

TRIAL(tasks_submit, "a task may submit another task", .points = 5, .rounds = 60)
{
    struct chain chain = {{0}, {0}};

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
}
