/* Mutant: the read and the write are locked one by one. No data race is left,
 * and increments still get lost between the two critical sections.
 * Finding: assertion
 */
#include "counter.h"

#include <pthread.h>

long counter = 0;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static long counter_read(void)
{
    pthread_mutex_lock(&lock);
    long value = counter;
    pthread_mutex_unlock(&lock);
    return value;
}

static void counter_write(long value)
{
    pthread_mutex_lock(&lock);
    counter = value;
    pthread_mutex_unlock(&lock);
}

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter_write(counter_read() + 1);
    }
}
