/**
 * @file 23_timeouts.c
 * @brief Grades lesson 23: waits that end, each for its own reason.
 *
 * Trials must not read a clock, with one exception, which this is: under the
 * explorer time is virtual and the same in every run. A wait that runs out
 * moves it to the wait's deadline, sleeping moves it, and nothing else does but
 * a look at it, a little. So a deadline on the wrong clock, or one that was
 * computed anew, shows in figures that no machine's load can change. Real
 * threads are only asked whether a wait gave up too early.
 */
#include "permits.h"

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <string.h>
#include <time.h>

#include "trial/trial.h"

static struct permits *set;

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

static struct permits *set_open(long free)
{
    struct permits *made = NULL;

    answer_check("permits_create()", permits_create(&made, free), 0);
    return made;
}

static void set_discard(struct permits *permits)
{
    answer_check("permits_destroy()", permits_destroy(permits), 0);
}

/* Every permit that is free is there, and none more. */
static void free_check(struct permits *permits, long right)
{
    long count = 0;

    while (count <= right && permits_take(permits, 7, 0) == 0)
        count++;
    trial_expect(count == right, "%s%ld permits are free, not %ld",
                 count > right ? "at least " : "", count, right);
}

/* A cancel is for one taker of one set, and no move takes as a taker. */
static void cancels_check(struct permits *other)
{
    for (int taker = 0; taker < PERMITS_TAKERS; taker++) {
        answer_check("permits_cancel()", permits_cancel(set, taker), 0);
        answer_check("permits_move() beside a cancel", permits_move(set, other),
                     0);
        answer_check("permits_move() back", permits_move(other, set), 0);
        for (int i = 0; i < PERMITS_TAKERS; i++) {
            if (i != taker) {
                answer_check("permits_take() by another",
                             permits_take(set, i, 0), 0);
                answer_check("permits_give()", permits_give(set), 0);
            }
        }
        answer_check("permits_take() from another set",
                     permits_take(other, taker, 0), 0);
        answer_check("permits_give()", permits_give(other), 0);
        answer_check("permits_take() after a cancel",
                     permits_take(set, taker, 0), ECANCELED);
    }
}

static void sum_check(struct permits *other, long right)
{
    long sum = -1;

    answer_check("permits_sum()", permits_sum(set, other, &sum), 0);
    trial_expect(sum == right, "a sum is %ld, not %ld", sum, right);
}

/* Numbers that are a taker's where they are kept in a byte or two. */
static void nobody_check(void)
{
    static const int nobody[] = {1 << 8, 1 << 16, INT_MIN, INT_MAX};

    for (size_t i = 0; i < sizeof nobody / sizeof *nobody; i++) {
        answer_check("permits_take() by nobody",
                     permits_take(set, nobody[i], 0), EINVAL);
        answer_check("permits_cancel() of nobody",
                     permits_cancel(set, nobody[i]), EINVAL);
    }
}

static void *clerk_main(void *unused)
{
    struct permits *none = NULL;
    int last = PERMITS_TAKERS - 1;

    answer_check("permits_create() of -1", permits_create(&none, -1), EINVAL);
    answer_check("permits_take() by nobody", permits_take(set, -1, 0), EINVAL);
    answer_check("permits_take() by nobody",
                 permits_take(set, PERMITS_TAKERS, 0), EINVAL);
    answer_check("permits_take() with patience -2", permits_take(set, 0, -2),
                 EINVAL);
    answer_check("permits_cancel() of nobody",
                 permits_cancel(set, PERMITS_TAKERS), EINVAL);
    nobody_check();
    answer_check("permits_take() of the last", permits_take(set, 0, 5), 0);
    answer_check("permits_take() without patience", permits_take(set, 0, 0),
                 ETIMEDOUT);
    answer_check("permits_take() of none", permits_take(set, 0, 3), ETIMEDOUT);
    answer_check("permits_give()", permits_give(set), 0);
    answer_check("permits_cancel()", permits_cancel(set, last), 0);
    answer_check("permits_cancel() again", permits_cancel(set, last), 0);
    answer_check("permits_take() after a cancel",
                 permits_take(set, last, PERMITS_FOREVER), ECANCELED);
    answer_check("permits_take() by another", permits_take(set, 0, 0), 0);
    answer_check("permits_take() after ECANCELED", permits_take(set, last, 0),
                 ETIMEDOUT);
    answer_check("permits_give()", permits_give(set), 0);
    answer_check("permits_move() to itself", permits_move(set, set), 0);
    free_check(set, 1);
    answer_check("permits_move() to itself, none free", permits_move(set, set),
                 EAGAIN);
    return unused;
}

TRIAL(rules, "one thread alone finds every rule of permits.h kept", .points = 5,
      .rounds = 5)
{
    set = set_open(1);
    trial_spawn("clerk", clerk_main, NULL);
    trial_run();
    set_discard(set);
}

/* A set that is made after another's end has no past, and the one that was
 * there before goes on. */
static void after_another(struct permits *other)
{
    answer_check("permits_cancel()", permits_cancel(set, 0), 0);
    set_discard(set);
    answer_check("permits_take() after permits_destroy() of another set",
                 permits_take(other, 0, 0), 0);
    answer_check("permits_give()", permits_give(other), 0);
    set = set_open(1);
    answer_check("permits_take() from a new set", permits_take(set, 0, 0), 0);
    answer_check("permits_take() of none", permits_take(set, 0, 0), ETIMEDOUT);
}

/* More permits than an int can count, in both together and in one. */
TRIAL(of_one_set,
      "a cancel is for one taker of one set, and every permit counts",
      .points = 5, .rounds = 3, .calm = true, .effort = 100000)
{
    const long many = (1L << 32) + 1;
    struct permits *other = set_open(many);

    set = set_open(1);
    cancels_check(other);
    sum_check(other, 1 + many);
    for (int i = 0; i < 2; i++)
        answer_check("permits_take()", permits_take(other, i, 0), 0);
    sum_check(other, many - 1);
    after_another(other);
    sum_check(other, many - 2);
    set_discard(set);
    answer_check("permits_take() from the last set", permits_take(other, 0, 0),
                 0);
    set_discard(other);
}

/* One take in a thread of its own, and what became of it. */
struct take {
    int taker;
    long patience;
    int answer;
    long long began, ended; /* on CLOCK_MONOTONIC, in nanoseconds */
    struct permits *from;   /* NULL: the set of the round */
};

static long long now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static void *take_one(void *arg)
{
    struct take *take = arg;

    take->began = now();
    take->answer = permits_take(take->from ? take->from : set, take->taker,
                                take->patience);
    take->ended = now();
    return NULL;
}

enum { SLACK = 100 }; /* milliseconds: looks at a clock take some time */

/* @param latest When the wait must have ended at the latest; 0: no limit. */
static void duration_check(const struct take *take, long long latest)
{
    long long lasted = (take->ended - take->began) / 1000000;

    if (take->answer != ETIMEDOUT)
        return;
    trial_expect(lasted >= take->patience,
                 "a take with a patience of %ld ms gave up after %lld ms",
                 take->patience, lasted);
    trial_expect(latest == 0 || take->ended <= latest + SLACK * 1000000LL,
                 "a take with a patience of %ld ms gave up after %lld ms",
                 take->patience, lasted);
}

static long long limit_of(const struct take *take)
{
    return take->began + take->patience * 1000000LL;
}

/* Milliseconds, 584 years: in nanoseconds of 64 bits, 448 us are left of them,
 * with a sign or without. */
#define SHORT_IN_NANOSECONDS 18446744073710L

enum { LOOK = 1000, LOOKS = 3 }; /* what a look at virtual time takes, in ns */

/* So that a call that looks at the clock once, twice or three times before it
 * waits comes to a time with no nanoseconds: the half of a second that there is
 * then, and another half. */
static void *take_to_the_second(void *arg)
{
    struct take *take = arg;

    for (int looks = 1; looks <= LOOKS; looks++) {
        struct timespec at;
        clock_gettime(CLOCK_MONOTONIC, &at);
        at.tv_sec++;
        at.tv_nsec = 500000000 - looks * LOOK;
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &at, NULL);
        take->began = at.tv_sec * 1000000000LL + at.tv_nsec;
        take->answer = permits_take(set, take->taker, take->patience);
        take->ended = now();
        answer_check("permits_take() of none", take->answer, ETIMEDOUT);
        duration_check(take, limit_of(take));
    }
    return NULL;
}

static void *give_one(void *unused)
{
    answer_check("permits_give()", permits_give(set), 0);
    return unused;
}

/* Virtual years pass in no time, but no more than 292. */
static void *give_late(void *unused)
{
    const struct timespec years = {.tv_sec = 200L * 365 * 24 * 3600};

    nanosleep(&years, NULL);
    return give_one(unused);
}

static void wait_for_years(long patience)
{
    struct take take = {0, patience, -1, 0, 0, NULL};

    set = set_open(0);
    struct trial_thread *taker = trial_spawn("taker", take_one, &take);
    if (trial_size(0, 1)) {
        trial_spawn("sleeper", give_late, NULL);
    } else {
        trial_go();
        trial_until_blocked(taker);
        give_one(NULL);
    }
    trial_run();
    answer_check(patience == PERMITS_FOREVER
                     ? "permits_take() without a limit"
                     : "permits_take() with a patience of 584 years or more",
                 take.answer, 0);
    set_discard(set);
}

/* Virtual time begins late in a second: half of one more carries. */
TRIAL(patience, "who waits gives up when the patience is at an end",
      .points = 10, .rounds = 4)
{
    struct take take = {0, (long)trial_size(23, 1507), -1, 0, 0, NULL};
    static const long years[] = {PERMITS_FOREVER, SHORT_IN_NANOSECONDS,
                                 LONG_MAX};
    size_t which = trial_choose(4);

    if (which > 0) {
        wait_for_years(years[which - 1]);
        return;
    }
    set = set_open(0);
    trial_spawn("taker", take_one, &take);
    trial_run();
    answer_check("permits_take() of none", take.answer, ETIMEDOUT);
    duration_check(&take, trial_size(0, 1) ? limit_of(&take) : 0);
    if (trial_size(0, 1)) {
        take.patience = 500;
        trial_spawn("taker", take_to_the_second, &take);
        trial_run();
    }
    set_discard(set);
}

/* When the sleeper is awake again, the taker's time is over, whether or not it
 * has been woken for nothing meanwhile. */
struct nap {
    struct timespec span;
    long long ended;
};

static void *sleep_on(void *arg)
{
    struct nap *nap = arg;

    nanosleep(&nap->span, NULL);
    nap->ended = now();
    answer_check("permits_cancel() of another", permits_cancel(set, 1), 0);
    return NULL;
}

TRIAL(one_deadline, "a wakeup for nothing makes no wait longer", .points = 10,
      .engines = TRIAL_EXPLORE)
{
    struct take take = {0, 1003, -1, 0, 0, NULL};
    struct nap nap = {{.tv_sec = 5}, 0};

    set = set_open(0);
    trial_spawn("taker", take_one, &take);
    trial_spawn("sleeper", sleep_on, &nap);
    trial_run();
    answer_check("permits_take() of none", take.answer, ETIMEDOUT);
    long long limit = limit_of(&take);
    duration_check(&take, limit > nap.ended ? limit : nap.ended);
    set_discard(set);
}

static void *set_clock(void *hours)
{
    struct timespec time;

    clock_gettime(CLOCK_REALTIME, &time);
    time.tv_sec += *(int *)hours * 3600L;
    clock_settime(CLOCK_REALTIME, &time);
    return NULL;
}

TRIAL(clock_of_the_day, "who sets the clock of the day changes no wait",
      .points = 10, .engines = TRIAL_EXPLORE)
{
    static int hours[2] = {-1, 1};

    for (int i = 0; i < 2; i++) {
        struct take take = {0, 1000, -1, 0, 0, NULL};
        set = set_open(0);
        trial_spawn("taker", take_one, &take);
        trial_spawn("administrator", set_clock, &hours[i]);
        trial_run();
        answer_check("permits_take() of none", take.answer, ETIMEDOUT);
        duration_check(&take, limit_of(&take));
        set_discard(set);
    }
}

/* Takes and gives back, so that there is always one for those who wait on. */
static void *take_and_give(void *arg)
{
    struct take *take = arg;

    take_one(take);
    if (take->answer == 0)
        answer_check("permits_give()", permits_give(set), 0);
    return NULL;
}

TRIAL(impatient_beside_patient,
      "a permit that comes as one gives up reaches the one who waits on",
      .points = 5, .rounds = 100)
{
    struct take hasty = {0, 1, -1, 0, 0, NULL};
    struct take patient = {1, PERMITS_FOREVER, -1, 0, 0, NULL};

    set = set_open(0);
    trial_spawn("patient", take_one, &patient);
    trial_spawn("hasty", take_and_give, &hasty);
    trial_spawn("giver", give_one, NULL);
    trial_run();
    answer_check("a patient permits_take()", patient.answer, 0);
    trial_expect(hasty.answer == 0 || hasty.answer == ETIMEDOUT,
                 "a hasty permits_take() returned %s",
                 error_name(hasty.answer));
    free_check(set, 0);
    set_discard(set);
}

static void *cancel_first(void *unused)
{
    answer_check("permits_cancel()", permits_cancel(set, 0), 0);
    return unused;
}

static struct trial_thread *start_waiting(const char *name, struct take *take)
{
    struct trial_thread *thread = trial_spawn(name, take_one, take);

    trial_go();
    trial_until_blocked(thread);
    return thread;
}

TRIAL(each_permit, "each permit that comes lets one go on who waits",
      .points = 5, .rounds = 4, .calm = true, .effort = 300000)
{
    size_t count = trial_size(PERMITS_TAKERS, 2);
    struct permits *other = set_open((long)count);
    bool moves = trial_choose(2) == 1;
    struct take takes[PERMITS_TAKERS];

    set = set_open(0);
    for (size_t i = 0; i < count; i++) {
        takes[i] = (struct take){(int)i, PERMITS_FOREVER, -1, 0, 0, NULL};
        start_waiting("taker", &takes[i]);
    }
    for (size_t i = 0; i < count; i++) {
        if (moves)
            answer_check("permits_move()", permits_move(other, set), 0);
        else
            give_one(NULL);
    }
    trial_run();
    for (size_t i = 0; i < count; i++)
        answer_check("permits_take()", takes[i].answer, 0);
    set_discard(set);
    set_discard(other);
}

/* The other is one with another number, or with the same one in another set. */
TRIAL(cancelled, "a cancel ends the wait of its taker, and of no other",
      .points = 5, .rounds = 60)
{
    bool apart = trial_choose(2) == 1;
    struct take first = {.taker = 0, .patience = PERMITS_FOREVER};
    struct take second = {.taker = apart ? 0 : 1, .patience = PERMITS_FOREVER};

    set = set_open(0);
    second.from = apart ? set_open(0) : set;
    struct trial_thread *other = start_waiting("second", &second);
    struct trial_thread *one = start_waiting("first", &first);
    trial_expect(!trial_finished(one) && !trial_finished(other),
                 "a take did not wait, though no permit was free");
    cancel_first(NULL);
    trial_join(one);
    answer_check("a cancelled permits_take()", first.answer, ECANCELED);
    trial_until_blocked(other);
    trial_expect(!trial_finished(other), "a cancel ended another's wait");
    answer_check("permits_give()", permits_give(second.from), 0);
    trial_run();
    answer_check("permits_take()", second.answer, 0);
    if (apart)
        set_discard(second.from);
    set_discard(set);
}

/* A taker waits, and then somebody does what it waits for. */
static bool ends_early(void *(*help)(void *), int right)
{
    struct take take = {0, (long)trial_size(20, 3600000), -1, 0, 0, NULL};

    set = set_open(0);
    start_waiting("taker", &take);
    trial_expect(trial_until_rest(),
                 "a take with a patience goes round in circles, not asleep");
    help(NULL);
    trial_run();
    trial_expect(take.answer == right || take.answer == ETIMEDOUT,
                 "a permits_take() returned %s, not %s",
                 error_name(take.answer), error_name(right));
    set_discard(set);
    return take.answer == right && take.ended < limit_of(&take);
}

/* Time may always run out first. But some schedule must show that it need not;
 * virtual time stands still while a thread just waits. */
TRIAL(before_its_time, "a permit or a cancel ends a wait before its time is up",
      .points = 5, .rounds = 3,
      .must_reach = "a permit and a cancel each end a wait before its time")
{
    bool permit = ends_early(give_one, 0);
    bool cancel = ends_early(cancel_first, ECANCELED);

    if (permit && cancel)
        trial_reached();
}

/* A permit comes for who waits, and then the cancel. Either the taker has it,
 * or it is free and can be moved. */
static void permit_is_moved(void)
{
    struct take take = {0, PERMITS_FOREVER, -1, 0, 0, NULL};
    struct permits *other = set_open(0);

    set = set_open(0);
    start_waiting("taker", &take);
    give_one(NULL);
    cancel_first(NULL);
    int moved = permits_move(set, other);
    trial_run();
    if (take.answer == 0) {
        answer_check("permits_move() from an empty set", moved, EAGAIN);
        answer_check("permits_take() after a cancel", permits_take(set, 0, 0),
                     ECANCELED);
    } else {
        answer_check("a cancelled permits_take()", take.answer, ECANCELED);
        answer_check("permits_move() of what was not taken", moved, 0);
        free_check(other, 1);
    }
    free_check(set, 0);
    set_discard(set);
    set_discard(other);
}

/* Nobody is in time here: the cancel, a permit and two takers meet. Whichever
 * the first taker gets, the other is left for later. */
TRIAL(cancel_and_permit,
      "a cancel at the last moment is not lost, nor a permit", .points = 5,
      .rounds = 200)
{
    struct take first = {0, PERMITS_FOREVER, -1, 0, 0, NULL};
    struct take second = {1, PERMITS_FOREVER, -1, 0, 0, NULL};

    if (trial_choose(2) == 1) {
        permit_is_moved();
        return;
    }
    set = set_open(0);
    trial_spawn("first", take_and_give, &first);
    trial_spawn("second", take_one, &second);
    trial_spawn("canceller", cancel_first, NULL);
    trial_go();
    give_one(NULL);
    trial_run();
    answer_check("permits_take()", second.answer, 0);
    if (first.answer == 0)
        answer_check("permits_take() after a cancel", permits_take(set, 0, 0),
                     ECANCELED);
    else
        answer_check("a cancelled permits_take()", first.answer, ECANCELED);
    free_check(set, 0);
    set_discard(set);
}

/* One who moves permits to and fro. */
struct mover {
    struct permits *from, *to;
    size_t turns;
};

static void *move_some(void *arg)
{
    struct mover *mover = arg;

    for (size_t i = 0; i < mover->turns; i++)
        answer_check("permits_move()", permits_move(mover->from, mover->to), 0);
    return NULL;
}

TRIAL(crossing, "moves from a to b and from b to a all end", .points = 10,
      .rounds = 60)
{
    size_t turns = trial_size(50, 1);
    struct permits *a = set_open((long)turns), *b = set_open((long)turns);
    struct mover there = {a, b, turns}, back = {b, a, turns};

    trial_spawn("mover a", move_some, &there);
    trial_spawn("mover b", move_some, &back);
    trial_run();
    free_check(a, (long)turns);
    free_check(b, (long)turns);
    set_discard(a);
    set_discard(b);
}

/* Looks at two sets, while there is so much in both. */
struct audit {
    struct permits *a, *b;
    size_t turns;
    long least, most;
};

static void *sum_some(void *arg)
{
    struct audit *look = arg;
    long sum = -1;

    for (size_t i = 0; i < look->turns; i++) {
        answer_check("permits_sum()", permits_sum(look->a, look->b, &sum), 0);
        trial_expect(sum >= look->least && sum <= look->most,
                     look->least == look->most
                         ? "a sum is %ld, and there is %ld permit"
                         : "a sum is %ld, and there are %ld or one more",
                     sum, look->least);
    }
    return NULL;
}

static void *move_back(void *arg)
{
    struct mover *mover = arg;
    struct mover there = {mover->from, mover->to, 1};
    struct mover back = {mover->to, mover->from, 1};

    for (size_t i = 0; i < mover->turns; i++) {
        move_some(&there);
        move_some(&back);
    }
    return NULL;
}

/* Never has fewer than there were. */
static void *give_then_take(void *arg)
{
    struct mover *mover = arg;

    for (size_t i = 0; i < mover->turns; i++) {
        struct permits *less = i % 2 == 0 ? mover->from : mover->to;
        struct permits *more = i % 2 == 0 ? mover->to : mover->from;
        answer_check("permits_give()", permits_give(more), 0);
        answer_check("permits_take()", permits_take(less, 0, 0), 0);
    }
    return NULL;
}

/* A permit moves between the two, or between two others; or there is one more
 * for a while, given to one set before one is taken from the other. */
TRIAL(whole_sum, "a sum neither misses a permit nor counts it twice",
      .points = 5, .rounds = 60)
{
    size_t turns = trial_size(30, 1), story = trial_choose(4);
    struct permits *a = set_open(1), *b = set_open(0);
    struct permits *c = set_open(1), *d = set_open(0);
    struct audit look = {a, b, turns, 1, 1};
    struct mover moves = {a, b, turns};

    if (story == 1)
        moves = (struct mover){c, d, turns};
    if (story >= 2)
        look.most = 2;
    if (story == 3) /* looks the other way round */
        look = (struct audit){b, a, turns, 1, 2};
    trial_spawn("auditor", sum_some, &look);
    trial_spawn("mover", story < 2 ? move_back : give_then_take, &moves);
    trial_run();
    set_discard(a);
    set_discard(b);
    set_discard(c);
    set_discard(d);
}

/* What is counted in a byte has come round after so many, in two bytes after so
 * many more. The explorer, which takes no more than some steps, leaves it at
 * the first. */
static int round_size(void)
{
    return (int)trial_size(1 << 16, 1 << 8);
}

/* Many takes, and then some that a permit ends: the last of a round, the first
 * and the second of the next. In virtual time the many are in vain, since a
 * wait that runs out takes none there. */
static void take_after_many(void)
{
    set = set_open(0);
    for (int i = 0; i < round_size() - 2; i++) {
        bool in_vain = trial_size(0, 1);
        if (!in_vain)
            give_one(NULL);
        answer_check("permits_take(), one of many", permits_take(set, 0, 0),
                     in_vain ? ETIMEDOUT : 0);
    }
    for (int i = 0; i < 3; i++) {
        struct take take = {0, PERMITS_FOREVER, -1, 0, 0, NULL};
        start_waiting("taker", &take);
        give_one(NULL);
        trial_run();
        answer_check("permits_take() after many others", take.answer, 0);
    }
    set_discard(set);
}

/* As many permits as were given, however many. */
static void give_many(void)
{
    set = set_open(0);
    for (int i = 0; i <= round_size(); i++)
        give_one(NULL);
    free_check(set, round_size() + 1);
    set_discard(set);
}

/* Two sets, so many others apart, are two all the same: moves go both ways. Who
 * makes threads for each set may be out of them for a while. */
static void move_between_distant(void)
{
    long turns = 20000;
    struct permits *a = set_open(turns), *b = NULL;
    int error = 0;

    for (int i = 0; i < round_size() && error == 0; i++) {
        if (b != NULL)
            set_discard(b);
        b = NULL;
        error = permits_create(&b, turns);
    }
    if (error == 0) {
        struct mover there = {a, b, (size_t)turns}, back = {b, a, there.turns};
        trial_spawn("mover a", move_some, &there);
        trial_spawn("mover b", move_some, &back);
        trial_run();
        free_check(a, turns);
        free_check(b, turns);
        set_discard(b);
    }
    set_discard(a);
}

TRIAL(after_many, "after tens of thousands of calls, or sets, all is as before",
      .points = 5, .rounds = 1, .schedules = 1, .calm = true, .sampled = true)
{
    take_after_many();
    give_many();
    if (trial_size(1, 0))
        move_between_distant();
}
