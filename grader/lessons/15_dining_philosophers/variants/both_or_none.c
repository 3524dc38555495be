/* Variant: under one short lock, both forks are taken or none. While he
 * waits, nobody holds a fork; who puts his back wakes all. */
#include "table.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct table {
    pthread_mutex_t lock;
    pthread_cond_t moved;
    size_t seats;
    bool taken[];
};

int table_create(struct table **table, size_t seats)
{
    if (seats < 2 || seats > 1000) {
        return EINVAL;
    }
    struct table *new = calloc(1, sizeof *new + seats * sizeof new->taken[0]);
    if (new == NULL) {
        return ENOMEM;
    }
    new->seats = seats;
    int error = pthread_mutex_init(&new->lock, NULL);
    if (error == 0) {
        error = pthread_cond_init(&new->moved, NULL);
        if (error == 0) {
            *table = new;
            return 0;
        }
        pthread_mutex_destroy(&new->lock);
    }
    free(new);
    return error;
}

int table_destroy(struct table *table)
{
    pthread_cond_destroy(&table->moved);
    pthread_mutex_destroy(&table->lock);
    free(table);
    return 0;
}

int table_eat(struct table *table, size_t seat, int (*meal)(void *arg),
              void *arg)
{
    if (seat >= table->seats) {
        return EINVAL;
    }
    bool *left = &table->taken[seat];
    bool *right = &table->taken[(seat + 1) % table->seats];

    pthread_mutex_lock(&table->lock);
    while (*left || *right) {
        pthread_cond_wait(&table->moved, &table->lock);
    }
    *left = *right = true;
    pthread_mutex_unlock(&table->lock);
    int result = meal(arg);
    pthread_mutex_lock(&table->lock);
    *left = *right = false;
    pthread_cond_broadcast(&table->moved);
    pthread_mutex_unlock(&table->lock);
    return result;
}
