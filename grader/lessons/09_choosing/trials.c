/**
 * @file 09_choosing.c
 * @brief Grades lesson 9: work is handed over, and all who ask hear of it.
 *
 * A piece is a plain number on the submitter's side, read on the collector's:
 * if the desk does not order the two, that is the race which is found. What the
 * desk is made of is nobody's business here.
 */
#include "desk.h"

#include <errno.h>
#include <string.h>

#include "trial/crowd.h"
#include "trial/trial.h"

enum { PIECES = 300 }; /* more than a byte counts to */

/* The desk of the round. */
static struct desk *desk;

static const char *error_name(int error)
{
    const char *name = strerrorname_np(error);

    return name ? name : "an unknown error";
}

static void answer_check(const char *call, int answer)
{
    trial_expect(answer == 0, "%s returned %s, not 0", call,
                 error_name(answer));
}

static bool desk_open(void)
{
    int error = desk_create(&desk);

    answer_check("desk_create()", error);
    return error == 0;
}

static void desk_discard(void)
{
    answer_check("desk_destroy()", desk_destroy(desk));
}

/* What one thread does with pieces first, first + 1, ... */
struct work {
    size_t first, count;
    long pieces[PIECES]; /* the submitter's: given away one by one */
};

static void *submit_all(void *arg)
{
    struct work *work = arg;

    for (size_t i = 0; i < work->count; i++) {
        work->pieces[i] = (long)(work->first + i);
        answer_check("desk_submit()", desk_submit(desk, &work->pieces[i]));
    }
    return NULL;
}

static void *collect_all(void *arg)
{
    struct work *work = arg;

    for (size_t i = 0; i < work->count; i++) {
        void *piece = NULL;
        answer_check("desk_collect()", desk_collect(desk, &piece));
        trial_expect(piece != NULL, "desk_collect() stored no piece");
        if (piece == NULL)
            return NULL;
        trial_expect(*(long *)piece == (long)(work->first + i),
                     "piece %ld was collected, where %zu was due",
                     *(long *)piece, work->first + i);
    }
    return NULL;
}

static void *wait_for(void *count)
{
    answer_check("desk_wait()", desk_wait(desk, *(size_t *)count));
    return NULL;
}

/* Starts a thread and goes on when it can't, or is done. */
static struct trial_thread *start(const char *name, void *(*body)(void *),
                                  void *arg)
{
    struct trial_thread *thread = trial_spawn(name, body, arg);

    trial_go();
    trial_until_blocked(thread);
    return thread;
}

/* Hands over pieces first, first + 1, ..., one thread after the other where
 * the desk leaves that open, and is done when they are. */
static void hand_over(size_t first, size_t count)
{
    static struct work given;
    struct work taken = {.first = first, .count = count};

    given.first = first;
    given.count = count;
    struct trial_thread *submitter = start("submitter", submit_all, &given);
    struct trial_thread *collector = start("collector", collect_all, &taken);
    trial_join(submitter);
    trial_join(collector);
}

TRIAL(hands_over, "every piece of work arrives, once and in order",
      .interrupts = true, .points = 10, .rounds = 50)
{
    struct work given = {.first = 1, .count = trial_size(PIECES, 2)};
    struct work taken = {.first = 1, .count = given.count};

    if (!desk_open())
        return;
    trial_spawn("submitter", submit_all, &given);
    trial_spawn("collector", collect_all, &taken);
    trial_run();
    desk_discard();
}

TRIAL(collector_waits, "who collects waits until there is a piece of work",
      .points = 15, .rounds = 40)
{
    struct work given = {.first = 1, .count = 1}, taken = given;

    if (!desk_open())
        return;
    struct trial_thread *collector = start("collector", collect_all, &taken);
    trial_expect(!trial_finished(collector),
                 "desk_collect() returned before anything was submitted");
    trial_spawn("submitter", submit_all, &given);
    trial_run();
    desk_discard();
}

TRIAL(submitter_waits, "who submits waits while another piece is on the desk",
      .points = 15, .rounds = 40)
{
    struct work given = {.first = 1, .count = 2}, taken = given;

    if (!desk_open())
        return;
    struct trial_thread *submitter = start("submitter", submit_all, &given);
    trial_expect(!trial_finished(submitter),
                 "two pieces were submitted before one was collected");
    trial_spawn("collector", collect_all, &taken);
    trial_run();
    desk_discard();
}

static void *wait_up_to_2(void *first)
{
    for (size_t count = *(size_t *)first; count <= 2; count++)
        wait_for(&count);
    return NULL;
}

/* The watcher waits for 2 pieces, or again for 2 when it was told of 1. */
TRIAL(wait_counts,
      "desk_wait() returns when so many have been collected, and "
      "not before",
      .interrupts = true, .points = 15, .rounds = 30)
{
    size_t first = 2 - trial_choose(2);

    if (!desk_open())
        return;
    struct trial_thread *watcher = start("watcher", wait_up_to_2, &first);
    trial_expect(!trial_finished(watcher),
                 "a wait for 2 pieces ended after none was collected");
    hand_over(1, 1);
    struct work given = {.first = 2, .count = 1}, taken = given;
    start("submitter", submit_all, &given);
    trial_until_blocked(watcher);
    trial_expect(!trial_finished(watcher),
                 "a wait for 2 pieces ended after 1 was collected");
    trial_spawn("collector", collect_all, &taken);
    trial_run();
    desk_discard();
}

/* Both wait for the same, and must not use it up, nor a part of it. */
TRIAL(all_are_told, "any number of threads may wait, each for its own count",
      .points = 15, .rounds = 20)
{
    size_t two = 2;

    if (!desk_open())
        return;
    start("watcher a", wait_for, &two);
    start("watcher b", wait_for, &two);
    hand_over(1, 2);
    trial_run();
    desk_discard();
}

TRIAL(last_moment, "who begins to wait while it happens hears of it, too",
      .points = 5, .rounds = 200)
{
    struct work given = {.first = 1, .count = 1}, taken = given;
    size_t one = 1;

    if (!desk_open())
        return;
    start("submitter", submit_all, &given);
    trial_spawn("collector", collect_all, &taken);
    trial_spawn("watcher", wait_for, &one);
    trial_run();
    desk_discard();
}

static void *wait_late(void *collected)
{
    for (size_t count = 0; count <= *(size_t *)collected; count++)
        wait_for(&count);
    return NULL;
}

TRIAL(past_is_kept, "a wait for what has happened already returns at once",
      .points = 5, .rounds = 50)
{
    size_t pieces = trial_size(PIECES, 2);

    if (!desk_open())
        return;
    hand_over(1, pieces);
    trial_spawn("late watcher", wait_late, &pieces);
    trial_run();
    desk_discard();
}

/* Steps that take one of a crowd to where it waits. */
enum { HUNDRED = 100, STEPS = 20 };

static void *wait_in_crowd(void *number)
{
    (void)number;
    return wait_for(&(size_t){1});
}

TRIAL(hundred_wait, "a hundred threads can wait, and each of them is told",
      .points = 5, .engines = TRIAL_EXPLORE, .schedules = 1, .calm = true,
      .sampled = true)
{
    struct work given = {.first = 1, .count = 1}, taken = given;

    if (!desk_open())
        return;
    trial_gather(HUNDRED, STEPS, wait_in_crowd);
    trial_spawn("submitter", submit_all, &given);
    trial_spawn("collector", collect_all, &taken);
    trial_go();
    trial_until_rest();
    trial_release();
    trial_run();
    desk_discard();
}
