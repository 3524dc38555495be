/* Harmless: C11's call_once(), which the explorer follows.
 * Verdict: pass
 */
#include <pthread.h>
#include <threads.h>

#include "counter.h"

long counter = 0;
static pthread_mutex_t lock;
static once_flag once = ONCE_FLAG_INIT;

static void lock_make(void)
{
    if (pthread_mutex_init(&lock, NULL) != 0) {
        counter = -1;
    }
}

void increment(size_t times)
{
    call_once(&once, lock_make);
    for (size_t i = 0; i < times; i++) {
        pthread_mutex_lock(&lock);
        counter++;
        pthread_mutex_unlock(&lock);
    }
}
