/* Hostile: starts thread after thread that waits for ever, by calls that any
 * answer may make.
 * Verdict: fail
 * Finding: crash|timeout|deadlock|lost-wakeup|misuse|race
 * Needs: sandbox
 */
#include <pthread.h>

#include "counter.h"

long counter = 0;

static pthread_mutex_t never = PTHREAD_MUTEX_INITIALIZER;

static void *wait_here(void *unused)
{
    pthread_mutex_lock(&never);
    return unused;
}

void increment(size_t times)
{
    pthread_t thread;
    pthread_mutex_lock(&never);
    while (pthread_create(&thread, NULL, wait_here, NULL) == 0) {
    }
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
