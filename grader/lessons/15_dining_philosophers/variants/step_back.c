/* Variant: nobody waits with a fork in hand: who does not get the second
 * one puts the first one back, and waits for the other one first. */
#include "table.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct table {
    size_t seats;
    pthread_mutex_t forks[];
};

int table_create(struct table **table, size_t seats)
{
    if (seats < 2 || seats > 1000) {
        return EINVAL;
    }
    struct table *new = calloc(1, sizeof *new + seats * sizeof new->forks[0]);
    if (new == NULL) {
        return ENOMEM;
    }
    for (; new->seats < seats; new->seats++) {
        int error = pthread_mutex_init(&new->forks[new->seats], NULL);
        if (error != 0) {
            table_destroy(new);
            return error;
        }
    }
    *table = new;
    return 0;
}

int table_destroy(struct table *table)
{
    for (size_t i = 0; i < table->seats; i++) {
        pthread_mutex_destroy(&table->forks[i]);
    }
    free(table);
    return 0;
}

int table_eat(struct table *table, size_t seat, int (*meal)(void *arg),
              void *arg)
{
    if (seat >= table->seats) {
        return EINVAL;
    }
    pthread_mutex_t *left = &table->forks[seat];
    pthread_mutex_t *right = &table->forks[(seat + 1) % table->seats];

    pthread_mutex_lock(left);
    while (pthread_mutex_trylock(right) != 0) {
        pthread_mutex_unlock(left);
        pthread_mutex_t *first = right;
        right = left;
        left = first;
        pthread_mutex_lock(left);
    }
    int result = meal(arg);
    pthread_mutex_unlock(right);
    pthread_mutex_unlock(left);
    return result;
}
