/**
 * @file 01_lock.c
 * @brief Grades lesson 1: a counter that loses no increment.
 *
 * The counter is the student's own variable. It may be read only while no
 * thread is inside increment(), so every trial joins its threads first.
 */
#include "counter.h"

#include <stdint.h>

#include "trial/trial.h"

static void *count(void *times)
{
    increment(*(const size_t *)times);
    return NULL;
}

/* Twice in one thread: a lock that the first call kept stops the second. */
static void *count_twice(void *times)
{
    increment(0);
    increment(*(const size_t *)times);
    return NULL;
}

TRIAL(one_thread, "one thread alone counts each of its increments",
      .points = 20, .rounds = 2)
{
    /* More than sixteen bits count, and then more than thirty-two. */
    size_t times = trial_size(70000, 2), one = 1;

    trial_spawn("a", count_twice, &times);
    trial_run();
    trial_expect(counter == (long)times,
                 "counter is %ld after increment(0) and increment(%zu)",
                 counter, times);

    counter = UINT32_MAX;
    trial_spawn("b", count, &one);
    trial_run();
    trial_expect(counter == (long)UINT32_MAX + 1,
                 "counter is %ld after increment(1); it was %ld before",
                 counter, (long)UINT32_MAX);
}

/* One increment each is enough to lose one, and the picture of it is small. */
TRIAL(two_threads, "two threads together lose no increment", .points = 50)
{
    size_t times = trial_size(500, 1);

    trial_spawn("a", count, &times);
    trial_spawn("b", count, &times);
    trial_run();
    trial_expect(counter == (long)(2 * times),
                 "counter is %ld after increment(%zu) in each of two threads",
                 counter, times);
}

/* The threads ask for different numbers, and the counter goes on from where
 * earlier threads left it. */
TRIAL(many_threads, "a crowd of threads loses no increment either",
      .points = 30)
{
    size_t before = 1;
    size_t few = trial_size(50, 2);
    size_t many = trial_size(200, 1);

    increment(before);
    trial_spawn("a", count, &few);
    trial_spawn("b", count, &many);
    trial_spawn("c", count, &many);
    trial_run();
    trial_expect(counter == (long)(before + few + 2 * many),
                 "counter is %ld after increments of %zu, %zu, %zu and %zu",
                 counter, before, few, many, many);
}
