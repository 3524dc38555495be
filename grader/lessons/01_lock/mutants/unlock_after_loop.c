/* Mutant: locks in every turn of the loop and unlocks once behind it. The
 * second turn waits for a lock that its own thread holds.
 * Finding: misuse
 */
#include "counter.h"

#include <pthread.h>

long counter = 0;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void increment(size_t times)
{
    if (times == 0) {
        return;
    }
    for (size_t i = 0; i < times; i++) {
        pthread_mutex_lock(&lock);
        counter++;
    }
    pthread_mutex_unlock(&lock);
}
