/* Variant: no forks and no lock held by a philosopher. A table has a thread of
 * its own, the waiter: who wants to eat, or has eaten, puts a note into his
 * list, and sleeps on a semaphore of his own until the waiter serves him. Only
 * the waiter knows who eats.
 */
#include "table.h"

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stdlib.h>

enum { SEATS_MAX = 1000 };

enum state { THINKS, ASKS, EATS };

struct seat {
    bool noted;       /* has a note in the list; guarded by lock */
    enum state state; /* the waiter's alone */
    sem_t served;
};

struct table {
    pthread_mutex_t lock;
    sem_t notes;
    bool closed; /* guarded by lock */
    pthread_t waiter;
    size_t count;
    struct seat seats[];
};

static void seat_serve(struct table *table, size_t i)
{
    struct seat *seat = &table->seats[i];
    size_t left = (i + table->count - 1) % table->count;
    size_t right = (i + 1) % table->count;

    if (seat->state == ASKS && table->seats[left].state != EATS &&
        table->seats[right].state != EATS) {
        seat->state = EATS;
        sem_post(&seat->served);
    }
}

/* Returns whether there was a note. */
static bool note_take(struct table *table, size_t *i, bool *closed)
{
    bool found = false;

    pthread_mutex_lock(&table->lock);
    for (*i = 0; *i < table->count; ++*i) {
        if (table->seats[*i].noted) {
            table->seats[*i].noted = false;
            found = true;
            break;
        }
    }
    *closed = table->closed;
    pthread_mutex_unlock(&table->lock);
    return found;
}

static void *waiter_main(void *argument)
{
    struct table *table = argument;
    bool closed = false;

    while (!closed) {
        size_t i = 0;

        while (sem_wait(&table->notes) != 0) {
        }
        if (!note_take(table, &i, &closed)) {
            continue;
        }
        if (table->seats[i].state == THINKS) {
            table->seats[i].state = ASKS;
            seat_serve(table, i);
        } else {
            table->seats[i].state = THINKS;
            seat_serve(table, (i + table->count - 1) % table->count);
            seat_serve(table, (i + 1) % table->count);
            sem_post(&table->seats[i].served);
        }
    }
    return NULL;
}

static void parts_undo(struct table *table)
{
    while (table->count > 0) {
        sem_destroy(&table->seats[--table->count].served);
    }
    sem_destroy(&table->notes);
    pthread_mutex_destroy(&table->lock);
}

static int parts_make(struct table *table, size_t seats)
{
    int error = pthread_mutex_init(&table->lock, NULL);
    if (error != 0) {
        return error;
    }
    if (sem_init(&table->notes, 0, 0) != 0) {
        error = errno;
        pthread_mutex_destroy(&table->lock);
        return error;
    }
    for (; table->count < seats; table->count++) {
        if (sem_init(&table->seats[table->count].served, 0, 0) != 0) {
            error = errno;
            parts_undo(table);
            return error;
        }
    }
    return 0;
}

int table_create(struct table **table, size_t seats)
{
    if (seats < 2 || seats > SEATS_MAX) {
        return EINVAL;
    }
    struct table *new = calloc(1, sizeof *new + seats * sizeof new->seats[0]);
    if (new == NULL) {
        return ENOMEM;
    }
    int error = parts_make(new, seats);
    if (error == 0) {
        error = pthread_create(&new->waiter, NULL, waiter_main, new);
        if (error == 0) {
            *table = new;
            return 0;
        }
        parts_undo(new);
    }
    free(new);
    return error;
}

int table_destroy(struct table *table)
{
    pthread_mutex_lock(&table->lock);
    table->closed = true;
    pthread_mutex_unlock(&table->lock);
    sem_post(&table->notes);
    int error = pthread_join(table->waiter, NULL);

    parts_undo(table);
    free(table);
    return error;
}

static void note_leave(struct table *table, size_t i)
{
    pthread_mutex_lock(&table->lock);
    table->seats[i].noted = true;
    pthread_mutex_unlock(&table->lock);
    sem_post(&table->notes);
    while (sem_wait(&table->seats[i].served) != 0) {
    }
}

int table_eat(struct table *table, size_t seat, int (*meal)(void *arg),
              void *arg)
{
    if (seat >= table->count) {
        return EINVAL;
    }
    note_leave(table, seat);
    int result = meal(arg);
    note_leave(table, seat);
    return result;
}
