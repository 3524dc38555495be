/* Variant: a semaphore of 1 guards the counter. Each thread creates the next
 * one, and joins it before it ends. */
#include "numbers.h"

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>

static long counter;
static sem_t turn; /* guards counter */
static pthread_once_t once = PTHREAD_ONCE_INIT;
static int turn_error;

static void turn_init(void)
{
    turn_error = sem_init(&turn, 0, 1) == 0 ? 0 : errno;
}

static int turn_begin(void)
{
    int error = pthread_once(&once, turn_init);

    if (error != 0 || turn_error != 0) {
        return error != 0 ? error : turn_error;
    }
    while (sem_wait(&turn) != 0) {
        if (errno != EINTR) {
            return errno;
        }
    }
    return 0;
}

int increment_counter(long *number)
{
    int error = turn_begin();
    if (error != 0) {
        return error;
    }
    *number = ++counter;
    sem_post(&turn);
    return 0;
}

int counter_value(long *value)
{
    int error = turn_begin();
    if (error != 0) {
        return error;
    }
    *value = counter;
    sem_post(&turn);
    return 0;
}

/* What is left to do: the first number for this thread, the rest for others. */
struct rest {
    long *numbers;
    size_t count;
    int error;
};

static void *member_main(void *arg)
{
    struct rest *self = arg;
    struct rest next = {self->numbers + 1, self->count - 1, 0};
    pthread_t thread;
    int error = 0;

    if (next.count > 0) {
        error = pthread_create(&thread, NULL, member_main, &next);
    }
    self->error = increment_counter(&self->numbers[0]);
    if (next.count > 0 && error == 0) {
        pthread_join(thread, NULL);
        error = next.error;
    }
    self->error = self->error != 0 ? self->error : error;
    return NULL;
}

int crew_run(size_t count, long numbers[])
{
    struct rest all = {numbers, count, 0};
    pthread_t thread;

    if (count == 0 || count > CREW_MAX) {
        return EINVAL;
    }
    int error = pthread_create(&thread, NULL, member_main, &all);
    if (error != 0) {
        return error;
    }
    pthread_join(thread, NULL);
    return all.error;
}
