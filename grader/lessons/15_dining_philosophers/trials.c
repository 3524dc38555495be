/**
 * @file 15_dining_philosophers.c
 * @brief Grades lesson 15: all eat, no fork is in two hands, none waits for
 *        strangers.
 *
 * The trial gives the meal, so it can see who eats, and keep a philosopher at
 * his meal for as long as it likes: then it asks who can eat meanwhile. Who
 * should be able to and is not makes the body wait for ever: a deadlock.
 */
#include "table.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <string.h>

#include "trial/trial.h"

enum { SEATS = 5 };

/* The table of the round, and how often each fork was used. A philosopher may
 * count on his two forks while he eats. */
static struct table *table;
static size_t seats;
static struct {
    long used;
} forks[SEATS];

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

/* False if there is no table to sit at. */
static bool table_lay(size_t count)
{
    int error = table_create(&table, count);

    answer_check("table_create()", error, 0);
    seats = count;
    memset(forks, 0, sizeof forks);
    return error == 0;
}

static void table_clear(void)
{
    answer_check("table_destroy()", table_destroy(table), 0);
}

static void forks_use(size_t seat)
{
    forks[seat].used++;
    forks[(seat + 1) % seats].used++;
}

/* Each seat's number: what its meals are given. */
static const size_t seat_of[SEATS] = {0, 1, 2, 3, 4};
static const char *const name_of[SEATS] = {"philosopher 0", "philosopher 1",
                                           "philosopher 2", "philosopher 3",
                                           "philosopher 4"};

static int eat(void *seat)
{
    forks_use(*(const size_t *)seat);
    return 0;
}

static void *eat_once(void *seat)
{
    answer_check("table_eat()",
                 table_eat(table, *(const size_t *)seat, eat, seat), 0);
    return NULL;
}

static struct trial_thread *philosopher(void *(*start)(void *), size_t seat)
{
    return trial_spawn(name_of[seat], start, (void *)&seat_of[seat]);
}

static int fail_to_eat(void *count)
{
    ++*(int *)count;
    return ENOSPC;
}

static void *waiter_main(void *unused)
{
    struct table *none = NULL;
    int meals = 0;

    answer_check("table_create() of 0 seats", table_create(&none, 0), EINVAL);
    answer_check("table_create() of 1 seat", table_create(&none, 1), EINVAL);
    answer_check("table_create() of 1001 seats", table_create(&none, 1001),
                 EINVAL);
    trial_expect(none == NULL, "table_create() failed and stored something");
    answer_check("table_eat() on seat 3 of 3",
                 table_eat(table, 3, fail_to_eat, &meals), EINVAL);
    trial_expect(meals == 0, "there was a meal on a seat that is not there");
    answer_check("table_eat() with a meal that fails",
                 table_eat(table, 1, fail_to_eat, &meals), ENOSPC);
    trial_expect(meals == 1, "one table_eat() made %d meals", meals);
    return unused;
}

TRIAL(rules, "one thread alone finds every rule of table.h kept",
      .interrupts = true, .points = 10, .rounds = 10)
{
    if (!table_lay(3))
        return;
    trial_spawn("waiter", waiter_main, NULL);
    trial_run();
    table_clear();
}

static void *eat_repeatedly(void *seat)
{
    for (size_t i = trial_size(60, 2); i > 0; i--)
        eat_once(seat);
    return NULL;
}

/* Both share both forks: the smallest circle. */
TRIAL(two_seats, "at a table for two, both eat again and again",
      .interrupts = true, .points = 10, .rounds = 40)
{
    if (!table_lay(2))
        return;
    philosopher(eat_repeatedly, 0);
    philosopher(eat_repeatedly, 1);
    trial_run();
    long right = 2 * (long)trial_size(60, 2);
    for (int i = 0; i < 2; i++)
        trial_expect(forks[i].used == right,
                     "fork %d was used %ld times of %ld", i, forks[i].used,
                     right);
    table_clear();
}

/* Under the explorer one of three comes again: who waits then has waited while
 * forks changed hands. */
static size_t turns_of(size_t seat)
{
    return trial_size(20, seat == 0 ? 2 : 1);
}

static void *eat_some(void *seat)
{
    for (size_t i = turns_of(*(const size_t *)seat); i > 0; i--)
        eat_once(seat);
    return NULL;
}

TRIAL(all_eat, "when all want to eat at once, all do", .interrupts = true,
      .points = 10, .rounds = 30)
{
    size_t count = trial_size(SEATS, 3);

    if (!table_lay(count))
        return;
    for (size_t i = 0; i < count; i++)
        philosopher(eat_some, i);
    trial_run();
    for (size_t i = 0; i < count; i++) {
        long right = (long)(turns_of(i) + turns_of((i + count - 1) % count));
        trial_expect(forks[i].used == right,
                     "fork %zu was used %ld times of %ld", i, forks[i].used,
                     right);
    }
    table_clear();
}

/* What comes once, and may be waited for. Each has a lock of its own: what is
 * nothing to another has no order with it, and adds no schedules. */
struct event {
    pthread_mutex_t lock;
    pthread_cond_t came;
    bool over;
};
#define EVENT                                                                  \
    {                                                                          \
        PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, false             \
    }

/* Philosophers who eat until the body lets them end. */
enum { EVENTS = 4 };
static struct event begun[EVENTS] = {EVENT, EVENT, EVENT, EVENT};
static struct event may_end[EVENTS] = {EVENT, EVENT, EVENT, EVENT};

static void happen(struct event *event)
{
    pthread_mutex_lock(&event->lock);
    event->over = true;
    pthread_cond_broadcast(&event->came);
    pthread_mutex_unlock(&event->lock);
}

static void await(struct event *event)
{
    pthread_mutex_lock(&event->lock);
    while (!event->over)
        pthread_cond_wait(&event->came, &event->lock);
    pthread_mutex_unlock(&event->lock);
}

static int eat_slowly(void *seat)
{
    size_t at = *(const size_t *)seat;

    happen(&begun[at]);
    await(&may_end[at]);
    return eat(seat);
}

static void *eat_long(void *seat)
{
    answer_check("table_eat()",
                 table_eat(table, *(const size_t *)seat, eat_slowly, seat), 0);
    return NULL;
}

/* What came in the round before has not come in this one. */
static void eat_begin(size_t seat)
{
    for (size_t i = 0; i < EVENTS; i++)
        begun[i].over = may_end[i].over = false;
    philosopher(eat_long, seat);
    trial_go();
    await(&begun[seat]);
}

static void eat_end(size_t seat)
{
    happen(&may_end[seat]);
    trial_run();
}

static struct trial_thread *ask_to_eat(void *(*start)(void *), size_t seat)
{
    struct trial_thread *thread = philosopher(start, seat);

    trial_go();
    trial_until_blocked(thread);
    return thread;
}

TRIAL(neighbours_wait, "beside one who eats both neighbours wait, then eat",
      .interrupts = true, .points = 10, .rounds = 60)
{
    static const size_t beside[] = {1, 3};

    if (!table_lay(4))
        return;
    eat_begin(0);
    for (int i = 0; i < 2; i++)
        trial_expect(!trial_finished(ask_to_eat(eat_once, beside[i])),
                     "philosopher %zu has eaten while philosopher 0, his "
                     "neighbour, was eating",
                     beside[i]);
    eat_end(0);
    table_clear();
}

/* The body lets 0 end, and nobody else before both of them eat. */
TRIAL(both_go_on, "when one has eaten, both whom he kept waiting can eat",
      .interrupts = true, .points = 10, .rounds = 60)
{
    if (!table_lay(4))
        return;
    eat_begin(0);
    ask_to_eat(eat_long, 1);
    ask_to_eat(eat_long, 3);
    happen(&may_end[0]);
    trial_until_rest();
    await(&begun[1]);
    await(&begun[3]);
    happen(&may_end[1]);
    eat_end(3);
    table_clear();
}

/* How many eat at the moment. Relaxed: it orders nothing for the table. */
static atomic_int eating;

static int eat_and_look(void *seat)
{
    if (atomic_fetch_add_explicit(&eating, 1, memory_order_relaxed) > 0)
        trial_reached();
    forks_use(*(const size_t *)seat);
    atomic_fetch_sub_explicit(&eating, 1, memory_order_relaxed);
    return 0;
}

static void *eat_in_company(void *seat)
{
    answer_check("table_eat()",
                 table_eat(table, *(const size_t *)seat, eat_and_look, seat),
                 0);
    return NULL;
}

/* A great table, and more guests than a byte counts to: every other seat is
 * taken, from the first on. Some come later, to seats in between, and to the
 * last one, which is beside the first. */
enum { GREAT = 1000, CROWD = 300, NEAR = 100, LATE = 3, ALL = CROWD + LATE };

struct guest {
    size_t seat;
    sem_t *may_end;
    struct trial_thread *thread;
};

static struct {
    struct guest guests[ALL];
    long used[GREAT]; /* of each fork; his who eats with it */
    sem_t begun, near_may_end, far_may_end, left;
} great;

static void sem_await(sem_t *semaphore)
{
    while (sem_wait(semaphore) != 0)
        ;
}

static int eat_in_crowd(void *arg)
{
    const struct guest *guest = arg;

    great.used[guest->seat]++;
    sem_post(&great.begun);
    sem_await(guest->may_end);
    great.used[(guest->seat + 1) % GREAT]++;
    return 0;
}

static void *be_one_of_many(void *arg)
{
    const struct guest *guest = arg;

    answer_check("table_eat()",
                 table_eat(table, guest->seat, eat_in_crowd, arg), 0);
    sem_post(&great.left);
    return NULL;
}

static void guest_come(size_t i, size_t seat)
{
    struct guest *guest = &great.guests[i];

    guest->seat = seat;
    guest->may_end =
        i >= NEAR && i < CROWD ? &great.far_may_end : &great.near_may_end;
    guest->thread = trial_spawn("one of a crowd", be_one_of_many, guest);
}

static void late_wait(void)
{
    for (size_t i = CROWD; i < ALL; i++)
        trial_until_blocked(great.guests[i].thread);
    trial_expect(sem_trywait(&great.begun) != 0,
                 "at a table of %d, one eats whose neighbour is eating", GREAT);
}

/* All eat until everybody does. Those far away end first, which helps none of
 * those who wait. */
static void crowd_eats(void)
{
    for (size_t i = 0; i < CROWD; i++)
        guest_come(i, 2 * i);
    trial_go();
    for (size_t i = 0; i < CROWD; i++)
        sem_await(&great.begun);
    guest_come(CROWD, GREAT - 1);
    for (size_t i = CROWD + 1; i < ALL; i++)
        guest_come(i, 2 * (i - CROWD) - 1);
    trial_go();
    late_wait();
    for (size_t i = NEAR; i < CROWD; i++)
        sem_post(&great.far_may_end);
    for (size_t i = NEAR; i < CROWD; i++)
        sem_await(&great.left);
    late_wait();
    for (size_t i = 0; i < NEAR + LATE; i++)
        sem_post(&great.near_may_end);
    trial_run();
}

static void great_table(void)
{
    if (!table_lay(GREAT))
        return;
    memset(great.used, 0, sizeof great.used);
    sem_init(&great.begun, 0, 0);
    sem_init(&great.near_may_end, 0, 0);
    sem_init(&great.far_may_end, 0, 0);
    sem_init(&great.left, 0, 0);
    trial_name(&great.begun, sizeof great.begun, "one more eats");
    crowd_eats();
    sem_destroy(&great.begun);
    sem_destroy(&great.near_may_end);
    sem_destroy(&great.far_may_end);
    sem_destroy(&great.left);
    table_clear();
}

/* A crowd is for real threads alone, and in the first round. */
static bool is_crowded(void)
{
    size_t stories = trial_size(60, 1);

    return trial_choose(stories) == 0 && stories > 1;
}

TRIAL(together, "two who are not neighbours can eat at the same time",
      .interrupts = true, .points = 10, .rounds = 60,
      .must_reach = "philosophers 0 and 2 of four eat at the same time")
{
    if (is_crowded()) {
        great_table();
        return;
    }
    if (!table_lay(4))
        return;
    atomic_init(&eating, 0);
    philosopher(eat_in_company, 0);
    philosopher(eat_in_company, 2);
    trial_run();
    table_clear();
}

/* 0 eats, a neighbour of his waits, and who is no neighbour of either eats. */
static void wait_and_pass(size_t waits, size_t passes)
{
    if (!table_lay(5))
        return;
    eat_begin(0);
    ask_to_eat(eat_once, waits);
    struct trial_thread *stranger = philosopher(eat_once, passes);
    trial_go();
    trial_join(stranger);
    eat_end(0);
    table_clear();
}

TRIAL(strangers_pass, "who waits for a fork holds up his neighbours at most",
      .interrupts = true, .points = 15, .rounds = 40)
{
    wait_and_pass(1, 3);
    wait_and_pass(4, 2);
}

/* A meal that fails, for once, and how often it was called. */
struct failure {
    int answer;
    int meals;
};

static int fail_once(void *arg)
{
    struct failure *failure = arg;

    return ++failure->meals == 1 ? failure->answer : 0;
}

/* More often than there are places at the table, if places are given out. What
 * a meal returns is its own business, though the table may have used the same
 * number for something. */
static void *fail_again(void *seat)
{
    static const int answers[] = {ENOSPC,    EBUSY,  EAGAIN, EINTR,  EDEADLK,
                                  ETIMEDOUT, EINVAL, -1,     INT_MIN};

    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        struct failure failure = {answers[i], 0};
        int answer =
            table_eat(table, *(const size_t *)seat, fail_once, &failure);
        trial_expect(answer == failure.answer && failure.meals == 1,
                     "a meal returned %d, and table_eat() %d after %d meals",
                     failure.answer, answer, failure.meals);
    }
    return NULL;
}

TRIAL(failed_meal, "after a meal that failed the forks are back",
      .interrupts = true, .points = 5, .rounds = 40)
{
    if (!table_lay(3))
        return;
    philosopher(fail_again, 1);
    trial_run();
    philosopher(eat_once, 0);
    philosopher(eat_once, 2);
    trial_run();
    table_clear();
}

TRIAL(two_tables, "what goes on at one table is no concern of another",
      .interrupts = true, .points = 5, .rounds = 40)
{
    if (!table_lay(3))
        return;
    struct table *first = table;
    eat_begin(0);
    if (table_lay(2)) {
        struct trial_thread *other = philosopher(eat_once, 0);
        trial_go();
        trial_join(other);
        table_clear();
    }
    table = first;
    seats = 3;
    eat_end(0);
    table_clear();
}
