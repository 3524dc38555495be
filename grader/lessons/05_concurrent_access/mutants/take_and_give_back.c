/* Mutant: the level is atomic, and a take subtracts first and gives back if
 * that was too much. Meanwhile the level is below 0, and others are refused.
 * Finding: assertion
 */
#include "warehouse.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

struct node {
    struct node *below;
    long parcel;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* guards all below */
static struct node *top;
static atomic_long pieces;

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
    long level = pieces;

    if (count <= 0) {
        return EINVAL;
    }
    do {
        if (count > SHELF - level) {
            return ENOSPC;
        }
    } while (!atomic_compare_exchange_weak(&pieces, &level, level + count));
    return 0;
}

int stock_take(long count)
{
    if (count <= 0) {
        return EINVAL;
    }
    if (atomic_fetch_sub(&pieces, count) < count) {
        atomic_fetch_add(&pieces, count);
        return ERANGE;
    }
    return 0;
}

int stock_level(long *level)
{
    *level = pieces;
    return 0;
}
