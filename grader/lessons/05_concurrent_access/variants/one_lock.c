/* Variant: one lock for stack and shelf. They have nothing to do with each
 * other and wait for each other all the same, which the contract allows. */
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
    pthread_mutex_lock(&lock);
    *node = (struct node){top, parcel};
    top = node;
    pthread_mutex_unlock(&lock);
    return 0;
}

int parcel_pop(long *parcel)
{
    int result = ENOENT;

    pthread_mutex_lock(&lock);
    if (top != NULL) {
        struct node *node = top;
        *parcel = node->parcel;
        top = node->below;
        free(node);
        result = 0;
    }
    pthread_mutex_unlock(&lock);
    return result;
}

/* Changes the level unless it would leave the shelf's bounds. */
static int stock_change(long by, int refusal)
{
    int result = refusal;

    pthread_mutex_lock(&lock);
    if (by <= SHELF - pieces && pieces + by >= 0) {
        pieces += by;
        result = 0;
    }
    pthread_mutex_unlock(&lock);
    return result;
}

int stock_add(long count)
{
    return count <= 0 ? EINVAL : stock_change(count, ENOSPC);
}

int stock_take(long count)
{
    return count <= 0 ? EINVAL : stock_change(-count, ERANGE);
}

int stock_level(long *level)
{
    pthread_mutex_lock(&lock);
    *level = pieces;
    pthread_mutex_unlock(&lock);
    return 0;
}
