/* Mutant: never frees a node, "because another thread might still look at it".
 * Finding: leak
 * Engines: explore
 */
#include "warehouse.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

struct node {
    struct node *below;
    long parcel;
};

static pthread_mutex_t stack_lock = PTHREAD_MUTEX_INITIALIZER;
static struct node *top; /* guarded by stack_lock, and all nodes below it */

static pthread_mutex_t stock_lock = PTHREAD_MUTEX_INITIALIZER;
static long pieces; /* guarded by stock_lock */

/* A node belongs to its maker until top points to it: what is prepared before
 * needs no lock. */
int parcel_push(long parcel)
{
    struct node *node = malloc(sizeof *node);
    if (node == NULL) {
        return ENOMEM;
    }
    node->parcel = parcel;
    int error = pthread_mutex_lock(&stack_lock);
    if (error != 0) {
        free(node);
        return error;
    }
    node->below = top;
    top = node;
    return pthread_mutex_unlock(&stack_lock);
}

/* And it belongs to its taker as soon as top points elsewhere. */
int parcel_pop(long *parcel)
{
    int error = pthread_mutex_lock(&stack_lock);
    if (error != 0) {
        return error;
    }
    struct node *node = top;
    if (node != NULL) {
        top = node->below;
    }
    error = pthread_mutex_unlock(&stack_lock);
    if (node == NULL) {
        return ENOENT;
    }
    *parcel = node->parcel;
    return error;
}

int stock_add(long count)
{
    if (count <= 0) {
        return EINVAL;
    }
    int error = pthread_mutex_lock(&stock_lock);
    if (error != 0) {
        return error;
    }
    int result = 0;
    if (count > SHELF - pieces) {
        result = ENOSPC;
    } else {
        pieces += count;
    }
    error = pthread_mutex_unlock(&stock_lock);
    return result != 0 ? result : error;
}

int stock_take(long count)
{
    if (count <= 0) {
        return EINVAL;
    }
    int error = pthread_mutex_lock(&stock_lock);
    if (error != 0) {
        return error;
    }
    int result = 0;
    if (count > pieces) {
        result = ERANGE;
    } else {
        pieces -= count;
    }
    error = pthread_mutex_unlock(&stock_lock);
    return result != 0 ? result : error;
}

/* To read is to use: the number must not change meanwhile. */
int stock_level(long *level)
{
    int error = pthread_mutex_lock(&stock_lock);
    if (error != 0) {
        return error;
    }
    *level = pieces;
    return pthread_mutex_unlock(&stock_lock);
}
