/**
 * @file 17_atomics.c
 * @brief Grades lesson 17: numbers, exclusion, order of arrival.
 *
 * What is done under a lock is done to plain memory, so a lock that lets two
 * threads in, or does not make visible what was done, is a data race. The
 * order of arrival is made, not measured: a thread is started when the one
 * before it is known to wait.
 */
#include "atomics.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>

#include "trial/crowd.h"
#include "trial/trial.h"

static const char *const names[] = {"thread a",
                                    "thread b",
                                    "thread c",
                                    "thread d",
                                    "thread e",
                                    "thread f",
                                    "the holder, who came again,"};
enum { WAITERS = 6, DRAWS = 50, THREADS = 3 };

static const char *error_name(int error)
{
    const char *name = strerrorname_np(error);

    return name ? name : "an unknown error";
}

static void answer_check(const char *call, int answer)
{
    trial_expect(answer == 0, "%s returned %s", call, error_name(answer));
}

/* Either kind of lock. */
struct lock {
    struct spin *spin;
    struct ticket *ticket;
};

static bool lock_open(struct lock *lock, bool fair)
{
    int error = fair ? ticket_create(&lock->ticket) : spin_create(&lock->spin);

    answer_check(fair ? "ticket_create()" : "spin_create()", error);
    return error == 0;
}

static void lock_run(const struct lock *lock, void (*work)(void *),
                     void *argument)
{
    if (lock->ticket)
        ticket_run(lock->ticket, work, argument);
    else
        spin_run(lock->spin, work, argument);
}

static void lock_discard(const struct lock *lock)
{
    if (lock->ticket)
        ticket_destroy(lock->ticket);
    else
        spin_destroy(lock->spin);
}

static void step(void *counter)
{
    ++*(long *)counter;
}

/* Work that contains work for another lock. */
struct nest {
    const struct lock *inner;
    long counter;
};

static void step_inside(void *argument)
{
    struct nest *nest = argument;

    lock_run(nest->inner, step, &nest->counter);
}

static void number_check(long limit, long right)
{
    long number = number_take(limit);

    trial_expect(number == right, "number_take(%ld) returned %ld, not %ld",
                 limit, number, right);
}

static void *clerk_main(void *unused)
{
    number_check(0, -1);
    number_check(-5, -1);
    for (long i = 0; i < 3; i++)
        number_check(3, i);
    number_check(3, -1);
    number_check(2, -1);
    number_check(5, 3);
    number_check(5, 4);
    for (int kinds = 0; kinds < 4; kinds++) {
        struct lock outer = {0}, inner = {0};
        struct nest nest = {&inner, 0};
        if (!lock_open(&outer, kinds & 1) || !lock_open(&inner, kinds & 2))
            return unused;
        lock_run(&inner, step, &nest.counter); /* one turn ahead of outer */
        for (int i = 0; i < 3; i++)
            lock_run(&outer, step_inside, &nest);
        trial_expect(nest.counter == 1 + 3,
                     "of 3 works inside of another lock's "
                     "work %ld were done",
                     nest.counter - 1);
        lock_discard(&outer);
        lock_discard(&inner);
    }
    return unused;
}

TRIAL(rules, "one thread alone finds every rule of atomics.h kept",
      .points = 10, .rounds = 10)
{
    trial_spawn("clerk", clerk_main, NULL);
    trial_run();
}

/* What one thread drew. */
struct drawer {
    long limit;
    size_t draws;
    long got[DRAWS];
};

static void *draw(void *argument)
{
    struct drawer *self = argument;

    for (size_t i = 0; i < self->draws; i++)
        self->got[i] = number_take(self->limit);
    return NULL;
}

/* @return How many numbers were drawn, each below the limit of who drew it.
 * They must be the first ones, each once. */
static long draws_check(const struct drawer *drawers, size_t count)
{
    int times[THREADS * DRAWS] = {0};
    long drawn = 0;

    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < drawers[i].draws; k++) {
            long number = drawers[i].got[k];
            if (number == -1)
                continue;
            drawn++;
            trial_expect(number >= 0 && number < drawers[i].limit,
                         "number_take(%ld) returned %ld", drawers[i].limit,
                         number);
            if (number >= 0 && number < THREADS * DRAWS)
                times[number]++;
        }
    }
    for (long i = 0; i < drawn; i++)
        trial_expect(times[i] == 1,
                     "%ld numbers were drawn, and number %ld %d times", drawn,
                     i, times[i]);
    return drawn;
}

TRIAL(numbers_differ, "no number is drawn twice, and none is left out",
      .points = 10)
{
    size_t draws = trial_size(DRAWS, 1), count = trial_size(THREADS, 2);
    struct drawer drawers[THREADS] = {{0}};

    for (size_t i = 0; i < count; i++) {
        drawers[i] = (struct drawer){.limit = 1000, .draws = draws};
        trial_spawn(names[i], draw, &drawers[i]);
    }
    trial_run();
    long drawn = draws_check(drawers, count);
    trial_expect(drawn == (long)(count * draws),
                 "%ld of %zu callers got a number below the limit", drawn,
                 count * draws);
}

/* Two of them want the only number below 1, one is content with any. */
TRIAL(refusal_takes_nothing, "who is refused takes no number from anybody",
      .points = 15)
{
    struct drawer drawers[THREADS] = {{.limit = 1, .draws = 1},
                                      {.limit = 1, .draws = 1},
                                      {.limit = 100, .draws = 1}};

    for (size_t i = 0; i < THREADS; i++)
        trial_spawn(names[i], draw, &drawers[i]);
    trial_run();
    number_check(100, draws_check(drawers, THREADS));
}

/* One thread's turns under a lock. */
struct worker {
    const struct lock *lock;
    long *counter;
    size_t turns;
};

static void *work_on(void *argument)
{
    const struct worker *self = argument;

    for (size_t i = 0; i < self->turns; i++)
        lock_run(self->lock, step, self->counter);
    return NULL;
}

/* Counts under the lock, from several threads, when `before` turns of one
 * thread are over. */
static void lock_try(bool fair, size_t before, size_t turns)
{
    struct lock lock = {0};
    long counter = 0;
    size_t count = trial_size(THREADS, 2);
    struct worker worker = {&lock, &counter, turns};

    if (!lock_open(&lock, fair))
        return;
    trial_name(&counter, sizeof counter, "counter");
    trial_name(fair ? (void *)lock.ticket : (void *)lock.spin, 8, "lock");
    for (size_t i = 0; i < before; i++)
        lock_run(&lock, step, &counter);
    for (size_t i = 0; i < count; i++)
        trial_spawn(names[i], work_on, &worker);
    trial_run();
    trial_expect(counter == (long)(before + count * turns),
                 "%zu works were done, and %ld of them show",
                 before + count * turns, counter);
    lock_discard(&lock);
}

TRIAL(spin_excludes, "one at a time is inside a spin lock, and sees it all",
      .points = 15)
{
    lock_try(false, 0, trial_size(DRAWS, 1));
}

TRIAL(ticket_excludes, "one at a time is inside a ticket lock, and sees it all",
      .points = 10)
{
    lock_try(true, 0, trial_size(DRAWS, 2));
}

/* A counter of eight bits would come round in the middle of this. */
TRIAL(turns_go_round,
      "a ticket lock does not wear out after some hundred turns", .points = 10,
      .rounds = 50)
{
    lock_try(true, 254, trial_size(DRAWS, 2));
}

/* Who was let in, in this order. Plain: the lock guards it. */
struct line {
    struct lock lock;
    pthread_mutex_t gate;
    int order[WAITERS + 1];
    int count;
};

static void gate_pass(void *gate)
{
    pthread_mutex_lock(gate);
    pthread_mutex_unlock(gate);
}

/* One of those who queue. */
struct waiter {
    struct line *line;
    int number;
};

static void sign(void *argument)
{
    struct waiter *self = argument;

    self->line->order[self->line->count++] = self->number;
}

static void *queue(void *argument)
{
    lock_run(&((struct waiter *)argument)->line->lock, sign, argument);
    return NULL;
}

/* Who is in first and comes again at once, behind all who came meanwhile. */
static void *hold(void *argument)
{
    struct line *line = ((struct waiter *)argument)->line;

    lock_run(&line->lock, gate_pass, &line->gate);
    return queue(argument);
}

/* Waits until the last of these threads is in the queue. It may be held up on
 * its way in, by one that was woken for nothing and holds a lock to look. */
static void queued_wait(struct trial_thread *threads[], int last)
{
    trial_until_blocked(threads[last]);
    for (int i = 0; i < last; i++) {
        if (trial_holds(threads[i]) > 0) {
            trial_until_blocked(threads[i]);
            trial_until_blocked(threads[last]);
        }
    }
}

/* The explorer alone: a thread that only spins looks to the kernel like one
 * that works. Few schedules, since spinning makes each of them long. */
TRIAL(first_come, "a ticket lock lets threads in as they came", .points = 10,
      .engines = TRIAL_EXPLORE, .preemptions = 1, .schedules = 60,
      .sampled = true)
{
    struct line line = {.gate = PTHREAD_MUTEX_INITIALIZER};
    struct waiter waiters[WAITERS + 1];
    struct trial_thread *threads[WAITERS];

    if (!lock_open(&line.lock, true))
        return;
    trial_name(&line.order, sizeof line.order, "order");
    trial_name(&line.count, sizeof line.count, "count");
    pthread_mutex_lock(&line.gate);
    waiters[WAITERS] = (struct waiter){&line, WAITERS};
    struct trial_thread *holder =
        trial_spawn("holder", hold, &waiters[WAITERS]);
    trial_go();
    trial_until_blocked(holder);
    for (int i = 0; i < WAITERS; i++) {
        waiters[i] = (struct waiter){&line, i};
        threads[i] = trial_spawn(names[i], queue, &waiters[i]);
        trial_go();
        queued_wait(threads, i);
    }
    pthread_mutex_unlock(&line.gate);
    trial_run();
    for (int i = 0; i <= WAITERS; i++)
        trial_expect(line.order[i] == i,
                     "%s was let in before %s, who had waited longer",
                     names[line.order[i]], names[i]);
    lock_discard(&line.lock);
    pthread_mutex_destroy(&line.gate);
}

/* Tickets of eight bits would be the same for the first and the last. */
enum { STEPS = 8 };

/* Those who were let in while the first one still was in. */
static struct {
    struct lock lock;
    pthread_mutex_t gate;
    size_t entered;
} crowd;

static void *crowd_first(void *unused)
{
    lock_run(&crowd.lock, gate_pass, &crowd.gate);
    return unused;
}

static void enter(void *entered)
{
    ++*(size_t *)entered;
}

static void *crowd_join(void *number)
{
    (void)number;
    lock_run(&crowd.lock, enter, &crowd.entered);
    return NULL;
}

TRIAL(hundreds_wait, "a ticket lock keeps hundreds out until it is their turn",
      .points = 5, .engines = TRIAL_EXPLORE, .schedules = 1, .calm = true,
      .sampled = true)
{
    crowd.lock = (struct lock){0};
    crowd.entered = 0;
    if (!lock_open(&crowd.lock, true))
        return;
    trial_name(&crowd.entered, sizeof crowd.entered, "entered");
    pthread_mutex_init(&crowd.gate, NULL);
    pthread_mutex_lock(&crowd.gate);
    struct trial_thread *first = trial_spawn("the first", crowd_first, NULL);
    trial_go();
    trial_until_blocked(first);
    trial_gather(CROWD_MOST, STEPS, crowd_join);
    trial_expect(crowd.entered == 0,
                 "%zu were let in while the first one still was inside",
                 crowd.entered);
    pthread_mutex_unlock(&crowd.gate);
    trial_release();
    trial_run();
    trial_expect(crowd.entered == CROWD_MOST, "%d waited, and %zu were let in",
                 (int)CROWD_MOST, crowd.entered);
    lock_discard(&crowd.lock);
    pthread_mutex_destroy(&crowd.gate);
}
