/*
 * Lesson 15: philosophers share forks, two to a meal.
 *
 * The contract is in table.h, the story in README.md. `make run L=15` shows
 * what goes wrong, `make check L=15` grades what you write here.
 */
#include "table.h"

#include <errno.h>
#include <pthread.h>
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

/* TODO: everybody does the same here. What if they all do it at once? */
int table_eat(struct table *table, size_t seat, int (*meal)(void *arg),
              void *arg)
{
    if (seat >= table->seats) {
        return EINVAL;
    }
    pthread_mutex_t *left = &table->forks[seat];
    pthread_mutex_t *right = &table->forks[(seat + 1) % table->seats];

    int error = pthread_mutex_lock(left);
    if (error != 0) {
        return error;
    }
    error = pthread_mutex_lock(right);
    if (error != 0) {
        pthread_mutex_unlock(left);
        return error;
    }
    int result = meal(arg);
    if (result != 0) {
        return result; /* TODO: is this all there is to do? */
    }
    error = pthread_mutex_unlock(right);
    int other = pthread_mutex_unlock(left);
    return error != 0 ? error : other;
}
