/* Variant: the level is atomic and replaced only if it is still the one that
 * was checked, so check and change are one step without a lock. The stack has
 * a reader-writer lock of which only the writer's side is used. */
#include "warehouse.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

struct node {
    struct node *below;
    long parcel;
};

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER; /* guards top */
static struct node *top;
static atomic_long pieces;

int parcel_push(long parcel)
{
    struct node *node = malloc(sizeof *node);
    if (node == NULL) {
        return ENOMEM;
    }
    node->parcel = parcel;
    pthread_rwlock_wrlock(&lock);
    node->below = top;
    top = node;
    pthread_rwlock_unlock(&lock);
    return 0;
}

int parcel_pop(long *parcel)
{
    pthread_rwlock_wrlock(&lock);
    struct node *node = top;
    if (node != NULL) {
        top = node->below;
    }
    pthread_rwlock_unlock(&lock);
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
    long level = pieces;

    if (count <= 0) {
        return EINVAL;
    }
    do {
        if (count > level) {
            return ERANGE;
        }
    } while (!atomic_compare_exchange_weak(&pieces, &level, level - count));
    return 0;
}

int stock_level(long *level)
{
    *level = pieces;
    return 0;
}
