/* Variant: counts nothing one by one; it adds the whole number in a single
 * critical section. Shorter, faster, and as right. */
#include "counter.h"

#include <pthread.h>
#include <stdlib.h>

long counter = 0;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void increment(size_t times)
{
    if (pthread_mutex_lock(&lock) != 0) {
        abort();
    }
    counter += (long)times;
    if (pthread_mutex_unlock(&lock) != 0) {
        abort();
    }
}
