/* Mutant: takes the left fork only: the neighbour on the left does not use
 * that one first.
 * Finding: assertion
 */
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
    new->seats = seats;
    for (size_t i = 0; i < seats; i++) {
        pthread_mutex_init(&new->forks[i], NULL);
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
    pthread_mutex_lock(&table->forks[seat]);
    int result = meal(arg);
    pthread_mutex_unlock(&table->forks[seat]);
    return result;
}
