/* Variant: a semaphore that starts at 1 lets one thread in at a time. It has
 * no static initialiser, so the first caller prepares it, exactly once. */
#include "counter.h"

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>

long counter = 0;
static sem_t turn;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void turn_create(void)
{
    if (sem_init(&turn, 0, 1) != 0) {
        abort();
    }
}

static void turn_take(void)
{
    while (sem_wait(&turn) != 0) {
        if (errno != EINTR) {
            abort();
        }
    }
}

void increment(size_t times)
{
    if (pthread_once(&once, turn_create) != 0) {
        abort();
    }
    for (size_t i = 0; i < times; i++) {
        turn_take();
        counter++;
        if (sem_post(&turn) != 0) {
            abort();
        }
    }
}
