/* Variant: Chandy and Misra's clean and dirty forks. Each fork has an owner
 * and is dirty after a meal; a neighbour who asks gets a dirty fork at once
 * unless its owner is eating, and a clean one only after the meal.
 */
#include "table.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

enum { SEATS_MAX = 1000 };

struct fork {
    size_t owner;
    bool dirty;
};

struct seat {
    bool eats;
    pthread_cond_t
        moved; /* a fork of this seat changed hands or was put down */
};

struct table {
    pthread_mutex_t lock; /* guards all below */
    size_t count;
    struct fork *forks;
    struct seat *seats;
};

static void table_free(struct table *table)
{
    free(table->seats);
    free(table->forks);
    free(table);
}

int table_create(struct table **table, size_t seats)
{
    if (seats < 2 || seats > SEATS_MAX) {
        return EINVAL;
    }
    struct table *new = malloc(sizeof *new);
    struct fork *forks = malloc(seats * sizeof *forks);
    struct seat *chairs = malloc(seats * sizeof *chairs);
    if (new == NULL || forks == NULL || chairs == NULL) {
        free(chairs);
        free(forks);
        free(new);
        return ENOMEM;
    }
    new->count = 0;
    new->forks = forks;
    new->seats = chairs;
    int error = pthread_mutex_init(&new->lock, NULL);
    if (error != 0) {
        table_free(new);
        return error;
    }
    while (new->count < seats) {
        size_t i = new->count;
        /* fork i lies between i - 1 and i: the lower one has it at first */
        forks[i] = (struct fork){i == 0 ? 0 : i - 1, true};
        chairs[i].eats = false;
        error = pthread_cond_init(&chairs[i].moved, NULL);
        if (error != 0) {
            table_destroy(new);
            return error;
        }
        new->count++;
    }
    *table = new;
    return 0;
}

int table_destroy(struct table *table)
{
    for (size_t i = 0; i < table->count; i++) {
        pthread_cond_destroy(&table->seats[i].moved);
    }
    int error = pthread_mutex_destroy(&table->lock);

    table_free(table);
    return error;
}

/* Whether the seat has the fork, after it has asked for it. */
static bool fork_ask(struct table *table, size_t i, size_t seat)
{
    struct fork *fork = &table->forks[i];

    if (fork->owner == seat) {
        return true;
    }
    if (!fork->dirty || table->seats[fork->owner].eats) {
        return false;
    }
    *fork = (struct fork){seat, false};
    return true;
}

int table_eat(struct table *table, size_t seat, int (*meal)(void *arg),
              void *arg)
{
    if (seat >= table->count) {
        return EINVAL;
    }
    size_t right = (seat + 1) % table->count;
    size_t left = (seat + table->count - 1) % table->count;

    pthread_mutex_lock(&table->lock);
    bool has_one = fork_ask(table, seat, seat);
    bool has_both = fork_ask(table, right, seat) && has_one;
    while (!has_both) { /* he asks for both each time, whatever he gets */
        pthread_cond_wait(&table->seats[seat].moved, &table->lock);
        has_one = fork_ask(table, seat, seat);
        has_both = fork_ask(table, right, seat) && has_one;
    }
    table->seats[seat].eats = true;
    pthread_mutex_unlock(&table->lock);
    int result = meal(arg);
    pthread_mutex_lock(&table->lock);
    table->seats[seat].eats = false;
    table->forks[seat].dirty = true;
    table->forks[right].dirty = true;
    pthread_cond_signal(&table->seats[left].moved);
    pthread_cond_signal(&table->seats[right].moved);
    pthread_mutex_unlock(&table->lock);
    return result;
}
