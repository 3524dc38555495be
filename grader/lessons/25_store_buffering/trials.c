/**
 * @file 25_store_buffering.c
 * @brief Grades lesson 25: one at most is inside, and sees it all.
 *
 * In `one_gets_in` nobody leaves and nothing is guarded, so all that can go
 * wrong is that both are told that they are in. What is guarded elsewhere is
 * plain memory: where nothing orders two who were inside, that is a data race.
 */
#include "entry.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>

#include "trial/trial.h"

enum { TURNS = 200 };

static const char *const names[] = {"left", "right"};

/* The place of the round. */
static struct entry *entry;

static bool open_entry(struct entry **made)
{
    int error = entry_create(made);
    const char *name = strerrorname_np(error);

    trial_expect(error == 0, "entry_create() returned %s",
                 name ? name : "an unknown error");
    return error == 0;
}

/* Nobody else is there, or somebody is inside at the other side. */
static void try_check(struct entry *of, int side, bool right)
{
    bool inside = entry_try(of, side);

    trial_expect(inside == right, "side %d %s, and %s", side,
                 inside ? "got in" : "was refused",
                 right ? "nobody else was there" : "the other one was inside");
}

static void *clerk_main(void *unused)
{
    struct entry *other = NULL;

    for (int side = 0; side < 2; side++) {
        for (int turn = 0; turn < 2; turn++) {
            try_check(entry, side, true);
            try_check(entry, 1 - side, false);
            try_check(entry, 1 - side, false);
            entry_leave(entry, side);
        }
    }
    if (!open_entry(&other))
        return unused;
    for (int side = 0; side < 2; side++) {
        try_check(entry, side, true);
        try_check(other, 1 - side, true);
        entry_leave(entry, side);
        try_check(other, side, false);
        entry_leave(other, 1 - side);
    }
    entry_destroy(other);
    return unused;
}

TRIAL(rules, "one thread alone finds every rule of `entry.h` kept",
      .points = 15, .rounds = 10)
{
    if (!open_entry(&entry))
        return;
    trial_spawn("clerk", clerk_main, NULL);
    trial_run();
    entry_destroy(entry);
}

/* One of the two. */
struct visitor {
    int side;
    size_t turns;
    bool inside;  /* after one try */
    long visits;  /* how often it got in */
    long *guests; /* all visits; plain, for the place guards it */
};

static void *try_once(void *argument)
{
    struct visitor *self = argument;

    self->inside = entry_try(entry, self->side);
    return NULL;
}

TRIAL(one_gets_in, "of two who try at the same time one at most gets in",
      .points = 30)
{
    struct visitor visitors[2] = {{.side = 0}, {.side = 1}};

    if (!open_entry(&entry))
        return;
    for (int i = 0; i < 2; i++)
        trial_spawn(names[i], try_once, &visitors[i]);
    trial_run();
    trial_expect(!visitors[0].inside || !visitors[1].inside,
                 "both sides got in, and nobody has left");
    for (int i = 0; i < 2; i++)
        if (visitors[i].inside)
            entry_leave(entry, i);
    entry_destroy(entry);
}

static void *visit(void *argument)
{
    struct visitor *self = argument;

    for (size_t i = 0; i < self->turns; i++) {
        if (entry_try(entry, self->side)) {
            self->visits++;
            ++*self->guests;
            entry_leave(entry, self->side);
        }
    }
    return NULL;
}

/* Both sides come so often. Afterwards each must find the place free. */
static void visits_try(size_t left, size_t right)
{
    long guests = 0;
    struct visitor visitors[2] = {
        {.side = 0, .turns = left, .guests = &guests},
        {.side = 1, .turns = right, .guests = &guests}};

    if (!open_entry(&entry))
        return;
    trial_name(&guests, sizeof guests, "guests");
    for (int i = 0; i < 2; i++)
        trial_spawn(names[i], visit, &visitors[i]);
    trial_run();
    long visits = visitors[0].visits + visitors[1].visits;
    trial_expect(guests == visits, "%ld visits were made, and %ld of them show",
                 visits, guests);
    for (int i = 0; i < 2; i++) {
        try_check(entry, i, true);
        entry_leave(entry, i);
    }
    entry_destroy(entry);
}

TRIAL(no_trace_is_left, "when all have left or were refused, the place is free",
      .points = 15)
{
    visits_try(trial_size(TURNS, 1), trial_size(TURNS, 1));
}

TRIAL(one_after_the_other, "who gets in sees all that was done inside before",
      .points = 30)
{
    visits_try(trial_size(TURNS, 2), trial_size(TURNS, 2));
}

/* Somebody who is inside, and stays there for as long as the gate is shut. */
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;

static void *stay(void *argument)
{
    struct visitor *self = argument;

    self->inside = entry_try(entry, self->side);
    pthread_mutex_lock(&gate);
    pthread_mutex_unlock(&gate);
    if (self->inside)
        entry_leave(entry, self->side);
    return NULL;
}

TRIAL(nobody_waits, "who can't get in is told so, and does not wait",
      .points = 10, .rounds = 20)
{
    struct visitor visitors[2] = {{.side = 0}, {.side = 1}};

    if (!open_entry(&entry))
        return;
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
    trial_expect(visitors[0].inside, "nobody was there, and left was refused");
    trial_expect(!visitors[1].inside, "left was inside, and right got in");
    if (visitors[1].inside)
        entry_leave(entry, 1);
    entry_destroy(entry);
}
