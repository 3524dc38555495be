/* Hostile: leaves a thread that goes on after the trial.
 * Verdict: fail
 * Finding: race
 */
#include <pthread.h>

#include "counter.h"

long counter = 0;

static void *go_on(void *unused)
{
    for (int i = 0; i < 1000; i++) {
        counter++;
    }
    return unused;
}

void increment(size_t times)
{
    pthread_t thread;
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
    if (pthread_create(&thread, NULL, go_on, NULL) == 0) {
        pthread_detach(thread);
    }
}
