/* Variant: a waiter lets in one fewer than there are seats, so one of them
 * has both forks for himself in the end. */
#include "table.h"

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stdlib.h>

struct table {
    size_t seats;
    sem_t room;
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
    if (sem_init(&new->room, 0, (unsigned)seats - 1) != 0) {
        int error = errno;
        free(new);
        return error;
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
    sem_destroy(&table->room);
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

    while (sem_wait(&table->room) != 0) {
        if (errno != EINTR) {
            return errno;
        }
    }
    pthread_mutex_lock(left);
    pthread_mutex_lock(right);
    int result = meal(arg);
    pthread_mutex_unlock(right);
    pthread_mutex_unlock(left);
    sem_post(&table->room);
    return result;
}
