/**
 * @file 25_store_buffering.c
 * @brief Grades lesson 25: one at most is inside, and sees it all.
 *
 * In `one_gets_in` nobody leaves, so all that can go wrong is that both are
 * told that they are in. What is guarded is plain memory: where nothing orders
 * two who were inside, that is a data race.
 */
#include "entry.h"

#include <pthread.h>

#include "trial/trial.h"

enum { TURNS = 200 };

/* More than fit into two bytes; for the explorer, which takes no more than some
 * steps, more than fit into one. */
static long many(void)
{
    return (long)trial_size((1 << 16) + 4, (1 << 8) + 4);
}

static const char *const names[] = {"left", "right"};

/* What entry_try() said, with nobody else there or with the other side in. */
static void try_check(int side, long right)
{
    long number = entry_try(side);

    trial_expect(number == right, "entry_try(%d) returned %ld, not %ld", side,
                 number, right);
}

static void *clerk_main(void *unused)
{
    long number = 0;

    for (int side = 0; side < 2; side++) {
        for (int turn = 0; turn < 2; turn++) {
            try_check(side, ++number);
            try_check(1 - side, 0);
            try_check(1 - side, 0);
            entry_leave(side);
        }
    }
    while (number < many()) {
        try_check(0, ++number);
        entry_leave(0);
    }
    try_check(0, ++number);
    for (long refusals = 0; refusals < many(); refusals++)
        try_check(1, 0);
    entry_leave(0);
    try_check(1, ++number);
    entry_leave(1);
    return unused;
}

TRIAL(rules, "one thread alone finds every rule of `entry.h` kept",
      .points = 15, .rounds = 3)
{
    trial_spawn("clerk", clerk_main, NULL);
    trial_run();
}

/* One of the two. */
struct visitor {
    int side;
    size_t turns;
    long number;  /* of its last visit */
    long count;   /* of its visits */
    long *guests; /* all visits; plain, for the place guards it */
};

static void *try_once(void *argument)
{
    struct visitor *self = argument;

    self->number = entry_try(self->side);
    return NULL;
}

TRIAL(one_gets_in, "of two who try at the same time one at most gets in",
      .points = 25)
{
    struct visitor visitors[2] = {{.side = 0}, {.side = 1}};

    for (int i = 0; i < 2; i++)
        trial_spawn(names[i], try_once, &visitors[i]);
    trial_run();
    trial_expect(visitors[0].number == 0 || visitors[1].number == 0,
                 "both sides got in, and nobody has left");
}

static void *visit(void *argument)
{
    struct visitor *self = argument;

    for (size_t i = 0; i < self->turns; i++) {
        long number = entry_try(self->side);
        if (number == 0)
            continue;
        self->count++;
        ++*self->guests;
        trial_expect(number > self->number && number == *self->guests,
                     "visit %ld got number %ld", *self->guests, number);
        self->number = number;
        entry_leave(self->side);
    }
    return NULL;
}

/* Both sides come so often. @return How many visits were made. */
static long visits_try(size_t turns)
{
    long guests = 0;
    struct visitor visitors[2] = {
        {.side = 0, .turns = turns, .guests = &guests},
        {.side = 1, .turns = turns, .guests = &guests}};

    trial_name(&guests, sizeof guests, "guests");
    for (int i = 0; i < 2; i++)
        trial_spawn(names[i], visit, &visitors[i]);
    trial_run();
    long count = visitors[0].count + visitors[1].count;
    trial_expect(guests == count, "%ld visits were made, and %ld of them show",
                 count, guests);
    return count;
}

TRIAL(one_after_the_other, "who gets in sees all that was done inside before",
      .points = 20)
{
    visits_try(trial_size(TURNS, 1));
}

TRIAL(again_and_again, "it goes on like this, and who has left is no hindrance",
      .points = 20)
{
    long count = visits_try(trial_size(TURNS, 2));

    for (int side = 0; side < 2; side++) {
        try_check(side, ++count);
        entry_leave(side);
    }
}

/* Somebody who is inside, and stays there for as long as the gate is shut. */
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;

static void *stay(void *argument)
{
    struct visitor *self = argument;

    self->number = entry_try(self->side);
    pthread_mutex_lock(&gate);
    pthread_mutex_unlock(&gate);
    if (self->number > 0)
        entry_leave(self->side);
    return NULL;
}

TRIAL(nobody_waits, "who can't get in is told so, and does not wait",
      .points = 10, .rounds = 20)
{
    struct visitor visitors[2] = {{.side = 0}, {.side = 1}};

    pthread_mutex_lock(&gate);
    struct trial_thread *thread = trial_spawn("left", stay, &visitors[0]);
    trial_go();
    trial_until_blocked(thread);
    thread = trial_spawn("right", try_once, &visitors[1]);
    trial_go();
    trial_until_blocked(thread);
    trial_expect(trial_finished(thread),
                 "a thread waits for the one that is inside");
    pthread_mutex_unlock(&gate);
    trial_run();
    trial_expect(visitors[0].number == 1,
                 "nobody was there, and left was refused");
    trial_expect(visitors[1].number == 0, "left was inside, and right got in");
}
