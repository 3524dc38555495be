/*
 * Lesson 15, a solution: forks are taken in the order of their numbers.
 *
 * Invariant: who holds one fork waits only for a fork with a higher number.
 * Along any chain of philosophers who wait for each other the numbers rise, so
 * no chain closes to a circle.
 */
#include "table.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

enum { SEATS_MAX = 1000 };

struct table {
    size_t seats;
    pthread_mutex_t forks[]; /* one for each seat; locked: in somebody's hand */
};

static int forks_destroy(struct table *table, size_t count)
{
    int error = 0;

    for (size_t i = 0; i < count; i++) {
        int failed = pthread_mutex_destroy(&table->forks[i]);
        error = error != 0 ? error : failed;
    }
    return error;
}

int table_create(struct table **table, size_t seats)
{
    if (seats < 2 || seats > SEATS_MAX) {
        return EINVAL;
    }
    struct table *new = malloc(sizeof *new + seats * sizeof new->forks[0]);
    if (new == NULL) {
        return ENOMEM;
    }
    new->seats = seats;
    for (size_t i = 0; i < seats; i++) {
        int error = pthread_mutex_init(&new->forks[i], NULL);
        if (error != 0) {
            forks_destroy(new, i);
            free(new);
            return error;
        }
    }
    *table = new;
    return 0;
}

int table_destroy(struct table *table)
{
    int error = forks_destroy(table, table->seats);

    free(table);
    return error;
}

/* Takes both forks, or none if that fails. */
static int forks_take(struct table *table, size_t low, size_t high)
{
    int error = pthread_mutex_lock(&table->forks[low]);
    if (error != 0) {
        return error;
    }
    error = pthread_mutex_lock(&table->forks[high]);
    if (error != 0) {
        pthread_mutex_unlock(&table->forks[low]);
    }
    return error;
}

static int forks_put_back(struct table *table, size_t low, size_t high)
{
    int error = pthread_mutex_unlock(&table->forks[high]);
    int other = pthread_mutex_unlock(&table->forks[low]);

    return error != 0 ? error : other;
}

/* Left of seat i lies fork i. On the right lies i + 1, which is higher, except
 * on the last seat, where it is fork 0. */
int table_eat(struct table *table, size_t seat, int (*meal)(void *arg),
              void *arg)
{
    if (seat >= table->seats) {
        return EINVAL;
    }
    bool last = seat == table->seats - 1;
    size_t low = last ? 0 : seat;
    size_t high = last ? seat : seat + 1;

    int error = forks_take(table, low, high);
    if (error != 0) {
        return error;
    }
    int result = meal(arg);
    error = forks_put_back(table, low, high);
    return result != 0 ? result : error;
}
