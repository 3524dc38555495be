/* Variant: the stack is an array that grows, and a semaphore of 1 keeps its
 * users apart; the shelf counts its gaps beside its pieces, under a mutex. */
#include "warehouse.h"

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int turn_error; /* of sem_init() */
static sem_t turn;     /* guards the next three */
static long *parcels;
static size_t used;
static size_t room;

static pthread_mutex_t shelf = PTHREAD_MUTEX_INITIALIZER; /* guards both */
static long pieces;
static long gaps = SHELF;

static void turn_begin(void)
{
    turn_error = sem_init(&turn, 0, 1) == 0 ? 0 : errno;
}

static int stack_enter(void)
{
    pthread_once(&once, turn_begin);
    while (turn_error == 0 && sem_wait(&turn) != 0) {
        /* a signal came: once more */
    }
    return turn_error;
}

/* The caller has the turn. */
static int push(long parcel)
{
    if (used == room) {
        size_t more = room == 0 ? 4 : 2 * room;
        long *grown = realloc(parcels, more * sizeof *grown);
        if (grown == NULL) {
            return ENOMEM;
        }
        parcels = grown;
        room = more;
    }
    parcels[used++] = parcel;
    return 0;
}

int parcel_push(long parcel)
{
    int result = stack_enter();
    if (result != 0) {
        return result;
    }
    result = push(parcel);
    sem_post(&turn);
    return result;
}

int parcel_pop(long *parcel)
{
    int result = stack_enter();
    if (result != 0) {
        return result;
    }
    if (used > 0) {
        *parcel = parcels[--used];
    } else {
        result = ENOENT;
    }
    sem_post(&turn);
    return result;
}

/* Moves `count` from one number to the other, if it is there. */
static int swap(long *from, long *to, long count, int refusal)
{
    int result = refusal;

    if (count <= 0) {
        return EINVAL;
    }
    pthread_mutex_lock(&shelf);
    if (*from >= count) {
        *from -= count;
        *to += count;
        result = 0;
    }
    pthread_mutex_unlock(&shelf);
    return result;
}

int stock_add(long count)
{
    return swap(&gaps, &pieces, count, ENOSPC);
}

int stock_take(long count)
{
    return swap(&pieces, &gaps, count, ERANGE);
}

int stock_level(long *level)
{
    pthread_mutex_lock(&shelf);
    *level = pieces;
    pthread_mutex_unlock(&shelf);
    return 0;
}
