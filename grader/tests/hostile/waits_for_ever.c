/* Hostile: waits for what nobody will ever do.
 * Verdict: fail
 * Finding: deadlock
 */
#include <semaphore.h>

#include "counter.h"

long counter = 0;
static sem_t never;

void increment(size_t times)
{
    counter += (long)times;
    sem_wait(&never);
}
