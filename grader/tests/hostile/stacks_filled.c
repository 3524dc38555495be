/* Hostile: fills the stacks of many threads.
 * Verdict: fail
 * Finding: crash|race
 * Needs: sandbox
 */
#include <pthread.h>
#include <string.h>

#include "counter.h"

enum { THREADS = 400, FRAME = 6 << 20 };

long counter = 0;

static void *fill(void *unused)
{
    char frame[FRAME];
    memset(frame, 1, sizeof frame);
    return frame[FRAME - 1] ? unused : NULL;
}

void increment(size_t times)
{
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++) {
        if (pthread_create(&threads[i], NULL, fill, NULL) != 0) {
            return;
        }
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
    }
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
