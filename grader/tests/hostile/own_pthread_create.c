/* Hostile: brings a pthread_create() that lets threads run one by one.
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
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
                   void *(*start)(void *), void *arg)
{
    (void)thread;
    (void)attributes;
    start(arg);
    return 0;
}
