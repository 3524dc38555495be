/**
 * @file 13_barrier.c
 * @brief Grades lesson 13: nobody goes on alone, round after round.
 *
 * What a barrier is for shows in plain data: a thread writes before it, others
 * read behind it. If the barrier lets anybody through too early, that is a data
 * race, and the value is not there yet. No clock is needed.
 */
#include "barrier.h"

#include <errno.h>
#include <string.h>

#include "trial/trial.h"

enum { MOST_THREADS = 4, ROUNDS = 50, MOST_ROUNDS = 300 };

static const char *const names[MOST_THREADS] = {"anna", "bert", "carl", "dora"};

/* The barrier of the round; the trial's body makes it. Another one, if there
 * is one, is used in every second round. */
static struct barrier *barrier, *another;
static unsigned count;

/* One thread's way: what it wrote before each round, and what it was told. */
struct walker {
    int self;
    int rounds;
    int done[MOST_ROUNDS]; /* plain: the barrier alone orders it */
    int answers[MOST_ROUNDS];
    bool destroys; /* if it is told this in the last round */
    int told;
};

static struct walker walkers[MOST_THREADS];

static const char *answer_name(int answer)
{
    const char *name = answer == BARRIER_SERIAL ? "BARRIER_SERIAL"
                       : answer == 0            ? "0"
                                                : strerrorname_np(answer);

    return name ? name : "an unknown error";
}

static void answer_check(const char *call, int answer, int right)
{
    trial_expect(answer == right, "%s returned %s, not %s", call,
                 answer_name(answer), answer_name(right));
}

/* False if there is no barrier to try anything with. */
static bool barrier_open(unsigned threads)
{
    int error = barrier_create(&barrier, threads);

    count = threads;
    another = NULL;
    memset(walkers, 0, sizeof walkers);
    for (int i = 0; i < MOST_THREADS; i++)
        walkers[i].self = i;
    answer_check("barrier_create()", error, 0);
    return error == 0;
}

static void barrier_close(void)
{
    answer_check("barrier_destroy()", barrier_destroy(barrier), 0);
}

/* Behind the barrier all must be where this thread is. */
static void others_check(const struct walker *self, int round)
{
    for (unsigned i = 0; i < count; i++)
        trial_expect(walkers[i].done[round],
                     "%s went on in round %d, and %s had not come",
                     names[self->self], round + 1, names[i]);
}

static void *walk(void *arg)
{
    struct walker *self = arg;

    for (int round = 0; round < self->rounds; round++) {
        self->done[round] = 1;
        self->answers[round] =
            barrier_wait(another && round % 2 ? another : barrier);
        if (self->answers[round] > 0)
            return NULL;
        others_check(self, round);
        if (self->destroys && self->answers[round] == self->told)
            barrier_close();
    }
    return NULL;
}

/* All threads walk, with so many rounds each. */
static void walk_all(int rounds)
{
    for (unsigned i = 0; i < count; i++) {
        walkers[i].rounds = rounds;
        trial_spawn(names[i], walk, &walkers[i]);
    }
    trial_run();
}

/* How many threads were told `answer` in a round. */
static unsigned told(int round, int answer)
{
    unsigned sum = 0;

    for (unsigned i = 0; i < count; i++)
        sum += walkers[i].answers[round] == answer;
    return sum;
}

static void round_check(int round)
{
    unsigned serial = told(round, BARRIER_SERIAL), others = told(round, 0);

    trial_expect(serial == 1, "in round %d %u threads were the serial one",
                 round + 1, serial);
    trial_expect(serial + others == count,
                 "in round %d %u of %u threads were told an error", round + 1,
                 count - serial - others, count);
}

static void *alone_main(void *unused)
{
    struct barrier *second = NULL;

    answer_check("barrier_create()", barrier_create(&second, 1), 0);
    if (second == NULL)
        return unused;
    for (int i = 0; i < 3; i++)
        answer_check("barrier_wait() of one alone", barrier_wait(barrier),
                     BARRIER_SERIAL);
    answer_check("barrier_break()", barrier_break(barrier), 0);
    answer_check("barrier_break() again", barrier_break(barrier), 0);
    answer_check("barrier_wait() at a broken barrier", barrier_wait(barrier),
                 ECANCELED);
    answer_check("barrier_wait() at another one", barrier_wait(second),
                 BARRIER_SERIAL);
    answer_check("barrier_destroy()", barrier_destroy(second), 0);
    return unused;
}

TRIAL(rules, "one thread alone finds every rule of barrier.h kept",
      .points = 10, .rounds = 10)
{
    struct barrier *none = NULL;

    answer_check("barrier_create() for 0 threads", barrier_create(&none, 0),
                 EINVAL);
    if (!barrier_open(1))
        return;
    trial_spawn("anna", alone_main, NULL);
    trial_run();
    barrier_close();
}

TRIAL(all_arrive, "nobody goes on before all have come", .points = 15,
      .rounds = 100)
{
    if (!barrier_open((unsigned)trial_size(MOST_THREADS, 3)))
        return;
    walk_all(1);
    barrier_close();
}

/* The fast one may be back before the slow one has left. */
TRIAL(many_rounds, "the barrier can be used again at once", .points = 10,
      .rounds = 40)
{
    bool most = trial_choose(trial_size(8, 1)) == 1; /* of two threads */
    unsigned threads = (unsigned)trial_size(most ? 2 : MOST_THREADS, 2);

    if (!barrier_open(threads))
        return;
    walk_all((int)trial_size(most ? MOST_ROUNDS : ROUNDS, 3));
    barrier_close();
}

static void *walk_alone(void *of)
{
    int rounds = (int)trial_size(20, 2);

    for (int i = 0; i < rounds; i++)
        answer_check("barrier_wait() of one alone", barrier_wait(of),
                     BARRIER_SERIAL);
    return NULL;
}

static void *wait_in_vain(void *of)
{
    answer_check("barrier_wait() at a broken barrier", barrier_wait(of),
                 ECANCELED);
    return NULL;
}

/* At each of two barriers there is one thread of two. */
static void wait_apart(struct barrier *second)
{
    trial_spawn(names[0], wait_in_vain, barrier);
    trial_spawn(names[1], wait_in_vain, second);
    trial_go();
    trial_until_rest();
    answer_check("barrier_break()", barrier_break(barrier), 0);
    answer_check("barrier_break()", barrier_break(second), 0);
    trial_run();
}

/* Two threads go to one barrier after the other; or a third one goes round and
 * round at a barrier of its own; or each of two waits at its own. */
TRIAL(two_in_turn, "threads can use two barriers, by turns or at one time",
      .points = 5, .rounds = 40)
{
    struct barrier *second = NULL;
    enum { TURNS, ALONE, APART, STORIES };
    size_t story = trial_choose(STORIES);

    answer_check("barrier_create()",
                 barrier_create(&second, story == ALONE ? 1 : 2), 0);
    if (second == NULL || !barrier_open(2))
        return;
    if (story == TURNS)
        another = second;
    if (story == ALONE)
        trial_spawn(names[2], walk_alone, second);
    if (story == APART)
        wait_apart(second);
    else
        walk_all((int)trial_size(20, 3));
    barrier_close();
    answer_check("barrier_destroy()", barrier_destroy(second), 0);
}

TRIAL(one_serial, "in each round one thread is the serial one", .points = 15,
      .rounds = 60)
{
    int rounds = (int)trial_size(ROUNDS / 2, 2);

    if (!barrier_open((unsigned)trial_size(MOST_THREADS, 2)))
        return;
    walk_all(rounds);
    for (int round = 0; round < rounds; round++)
        round_check(round);
    barrier_close();
}

static void *break_it(void *unused)
{
    answer_check("barrier_break()", barrier_break(barrier), 0);
    return unused;
}

static void *break_and_destroy(void *unused)
{
    break_it(unused);
    barrier_close();
    return unused;
}

/* Two wait for a third who never comes, or for many more. */
TRIAL(break_frees_all, "a break ends every wait there is", .points = 10,
      .rounds = 60)
{
    static const unsigned counts[] = {3, 3, 257, 65537};
    struct trial_thread *threads[2];
    size_t way = trial_choose(4);
    bool at_once = way == 1 && trial_size(false, true); /* all are in there */

    if (!barrier_open(counts[way]))
        return;
    count = 2; /* of them come */
    for (int i = 0; i < 2; i++) {
        walkers[i].rounds = 1;
        threads[i] = trial_spawn(names[i], walk, &walkers[i]);
    }
    trial_go();
    for (int i = 0; i < 2; i++)
        trial_until_blocked(threads[i]);
    if (at_once)
        trial_until_rest();
    trial_spawn("breaker", at_once ? break_and_destroy : break_it, NULL);
    trial_run();
    for (int i = 0; i < 2; i++)
        answer_check("barrier_wait() at a broken barrier",
                     walkers[i].answers[0], ECANCELED);
    if (!at_once)
        barrier_close();
}

/* The break comes before the last one has come, or after. */
TRIAL(whole_or_broken, "a round is complete for all of its threads or for none",
      .points = 10, .rounds = 200)
{
    if (!barrier_open(2))
        return;
    trial_spawn("breaker", break_it, NULL);
    walk_all(1);
    if (told(0, ECANCELED) != count)
        round_check(0);
    barrier_close();
}

/* The serial thread, whoever it is, takes the barrier away at once; or the
 * first one does, if it is another. */
TRIAL(destroy_at_once, "who returns may destroy the barrier at once",
      .points = 15, .rounds = 100)
{
    bool serial = trial_choose(2) == 0;

    if (!barrier_open((unsigned)trial_size(MOST_THREADS, 2)))
        return;
    for (int i = 0; i < (serial ? MOST_THREADS : 1); i++) {
        walkers[i].destroys = true;
        walkers[i].told = serial ? BARRIER_SERIAL : 0;
    }
    walk_all(1);
    if (serial ? told(0, BARRIER_SERIAL) == 0 : walkers[0].answers[0] != 0)
        barrier_close();
}
