/* Variant: no forks at all: each philosopher thinks, is hungry or eats, and
 * he may eat if neither neighbour does. Who has eaten looks whether that
 * lets a neighbour eat, and serves him. */
#include "table.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

enum state { THINKING, HUNGRY, EATING };

struct seat {
    enum state state; /* guarded by the table's lock */
    pthread_cond_t served;
};

struct table {
    pthread_mutex_t lock;
    size_t count;
    struct seat seats[];
};

int table_create(struct table **table, size_t seats)
{
    if (seats < 2 || seats > 1000) {
        return EINVAL;
    }
    struct table *new = calloc(1, sizeof *new + seats * sizeof new->seats[0]);
    if (new == NULL) {
        return ENOMEM;
    }
    int error = pthread_mutex_init(&new->lock, NULL);
    if (error != 0) {
        free(new);
        return error;
    }
    for (; new->count < seats; new->count++) {
        error = pthread_cond_init(&new->seats[new->count].served, NULL);
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
    for (size_t i = 0; i < table->count; i++) {
        pthread_cond_destroy(&table->seats[i].served);
    }
    pthread_mutex_destroy(&table->lock);
    free(table);
    return 0;
}

static struct seat *seat_at(struct table *table, size_t i)
{
    return &table->seats[i % table->count];
}

/* The caller holds the lock. */
static void serve_if_possible(struct table *table, size_t i)
{
    struct seat *self = seat_at(table, i);

    if (self->state == HUNGRY && seat_at(table, i + 1)->state != EATING &&
        seat_at(table, i + table->count - 1)->state != EATING) {
        self->state = EATING;
        pthread_cond_signal(&self->served);
    }
}

int table_eat(struct table *table, size_t i, int (*meal)(void *arg), void *arg)
{
    if (i >= table->count) {
        return EINVAL;
    }
    struct seat *self = seat_at(table, i);

    pthread_mutex_lock(&table->lock);
    self->state = HUNGRY;
    serve_if_possible(table, i);
    while (self->state != EATING) {
        pthread_cond_wait(&self->served, &table->lock);
    }
    pthread_mutex_unlock(&table->lock);
    int result = meal(arg);
    pthread_mutex_lock(&table->lock);
    self->state = THINKING;
    serve_if_possible(table, i + 1);
    serve_if_possible(table, i + table->count - 1);
    pthread_mutex_unlock(&table->lock);
    return result;
}
