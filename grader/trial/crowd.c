/* Hundreds of threads in one call; see crowd.h. */
#include "trial/crowd.h"

#include <stdio.h>

#include "trial/trial.h"

/* The latest one. What threads are called, and their numbers, are lent. */
static struct {
    size_t count;
    struct trial_thread *threads[CROWD_MOST];
    size_t numbers[CROWD_MOST];
    char names[CROWD_MOST][16];
} crowd;

void trial_gather(size_t count, size_t steps, void *(*start)(void *number))
{
    crowd.count = count < CROWD_MOST ? count : CROWD_MOST;
    for (size_t i = 0; i < crowd.count; i++) {
        crowd.numbers[i] = i;
        snprintf(crowd.names[i], sizeof crowd.names[i], "number %zu", i + 1);
        crowd.threads[i] =
            trial_spawn(crowd.names[i], start, &crowd.numbers[i]);
        trial_stop_after(crowd.threads[i], steps);
    }
    trial_go();
    trial_until_rest();
}

void trial_release(void)
{
    for (size_t i = 0; i < crowd.count; i++) {
        trial_resume(crowd.threads[i]);
        trial_until_blocked(crowd.threads[i]);
    }
}
