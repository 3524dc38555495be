/* Variant: each call does its work between one lock and one unlock. On a mutex
 * that is there from the start, used in pairs, neither of them can fail. */
#include "warehouse.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

struct node {
    struct node *below;
    long parcel;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* guards all below */
static struct node *top;
static long pieces;

int parcel_push(long parcel)
{
    struct node *node = malloc(sizeof *node);
    if (node == NULL) {
        return ENOMEM;
    }
    node->parcel = parcel;
    pthread_mutex_lock(&lock);
    node->below = top;
    top = node;
    pthread_mutex_unlock(&lock);
    return 0;
}

int parcel_pop(long *parcel)
{
    pthread_mutex_lock(&lock);
    struct node *node = top;
    if (node != NULL) {
        top = node->below;
    }
    pthread_mutex_unlock(&lock);
    if (node == NULL) {
        return ENOENT;
    }
    *parcel = node->parcel;
    free(node);
    return 0;
}

int stock_add(long count)
{
    int result = ENOSPC;

    if (count <= 0) {
        return EINVAL;
    }
    pthread_mutex_lock(&lock);
    if (count <= SHELF - pieces) {
        pieces += count;
        result = 0;
    }
    pthread_mutex_unlock(&lock);
    return result;
}

int stock_take(long count)
{
    int result = ERANGE;

    if (count <= 0) {
        return EINVAL;
    }
    pthread_mutex_lock(&lock);
    if (count <= pieces) {
        pieces -= count;
        result = 0;
    }
    pthread_mutex_unlock(&lock);
    return result;
}

int stock_level(long *level)
{
    pthread_mutex_lock(&lock);
    *level = pieces;
    pthread_mutex_unlock(&lock);
    return 0;
}
