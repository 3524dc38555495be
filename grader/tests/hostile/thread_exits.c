/* Hostile: ends the threads of the trial behind its back.
 * Verdict: fail
 * Finding: race
 */
#include <pthread.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
    pthread_exit(NULL);
}
