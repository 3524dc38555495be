/* Mutant: takes trylock for lock. When another thread holds the mutex the
 * call fails with EBUSY, and this code counts all the same.
 * Finding: race
 */
#include "counter.h"

#include <pthread.h>

long counter = 0;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        int error = pthread_mutex_trylock(&lock);
        counter++;
        if (error == 0) {
            pthread_mutex_unlock(&lock);
        }
    }
}
