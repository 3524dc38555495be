/* Mutant: pushes and pops without a lock, by compare and exchange. A pop looks
 * into the top node for the one below while another pop may be freeing it.
 * Finding: race
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
static struct node *_Atomic top;
static long pieces;

int parcel_push(long parcel)
{
    struct node *node = malloc(sizeof *node);
    if (node == NULL) {
        return ENOMEM;
    }
    node->parcel = parcel;
    struct node *seen = top;
    do {
        node->below = seen;
    } while (!atomic_compare_exchange_weak(&top, &seen, node));
    return 0;
}

int parcel_pop(long *parcel)
{
    struct node *node = top;
    do {
        if (node == NULL) {
            return ENOENT;
        }
    } while (!atomic_compare_exchange_weak(&top, &node, node->below));
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
