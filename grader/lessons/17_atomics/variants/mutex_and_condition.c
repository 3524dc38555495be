/* Variant: not one atomic of its own. A mutex is a lock that takes turns in no
 * order; with a queue of numbers and a condition it becomes a fair one. */
#include "atomics.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

static pthread_mutex_t number_lock = PTHREAD_MUTEX_INITIALIZER;
static long next_number = 0; /* guarded by number_lock */

long number_take(long limit)
{
    pthread_mutex_lock(&number_lock);
    long number = next_number < limit ? next_number++ : -1;
    pthread_mutex_unlock(&number_lock);
    return number;
}

struct spin {
    pthread_mutex_t lock;
};

int spin_create(struct spin **spin)
{
    struct spin *made = malloc(sizeof *made);

    if (made == NULL) {
        return ENOMEM;
    }
    if (pthread_mutex_init(&made->lock, NULL) != 0) {
        free(made);
        return ENOMEM;
    }
    *spin = made;
    return 0;
}

void spin_destroy(struct spin *spin)
{
    pthread_mutex_destroy(&spin->lock);
    free(spin);
}

void spin_run(struct spin *spin, void (*work)(void *argument), void *argument)
{
    pthread_mutex_lock(&spin->lock);
    work(argument);
    pthread_mutex_unlock(&spin->lock);
}

struct ticket {
    pthread_mutex_t lock;
    pthread_cond_t moved;
    unsigned long next;
    unsigned long serving;
};

int ticket_create(struct ticket **ticket)
{
    struct ticket *made = calloc(1, sizeof *made);

    if (made == NULL) {
        return ENOMEM;
    }
    if (pthread_mutex_init(&made->lock, NULL) != 0) {
        free(made);
        return ENOMEM;
    }
    if (pthread_cond_init(&made->moved, NULL) != 0) {
        pthread_mutex_destroy(&made->lock);
        free(made);
        return ENOMEM;
    }
    *ticket = made;
    return 0;
}

void ticket_destroy(struct ticket *ticket)
{
    pthread_cond_destroy(&ticket->moved);
    pthread_mutex_destroy(&ticket->lock);
    free(ticket);
}

void ticket_run(struct ticket *ticket, void (*work)(void *argument),
                void *argument)
{
    pthread_mutex_lock(&ticket->lock);
    unsigned long mine = ticket->next++;
    while (ticket->serving != mine) {
        pthread_cond_wait(&ticket->moved, &ticket->lock);
    }
    pthread_mutex_unlock(&ticket->lock);
    work(argument);
    pthread_mutex_lock(&ticket->lock);
    ticket->serving++;
    pthread_cond_broadcast(&ticket->moved);
    pthread_mutex_unlock(&ticket->lock);
}
