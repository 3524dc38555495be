/* Honest but for a leak: nobody frees what strdup() and its like give.
 * Verdict: fail
 * Finding: leak
 */
#include <pthread.h>
#include <string.h>

#include "counter.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

long counter = 0;

void increment(size_t times)
{
    char *copy = strdup("one by one");
    pthread_mutex_lock(&lock);
    counter += (long)(copy ? times : 0);
    pthread_mutex_unlock(&lock);
}
