/* Variant: hand over hand with flags for locks: one mutex guards all the
 * flags, one condition variable tells when some node is free again.
 */
#include "list.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

struct node {
    bool held; /* whoever set it may use value and next */
    struct node *next;
    long key;
    long value;
};

struct list {
    struct node head; /* stands before the first element; it is none itself */
};

static int node_init(struct node *node, struct node *next, long key, long value)
{
    node->next = next;
    node->key = key;
    node->value = value;
    node->held = false;
    return 0;
}

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* guards the flags */
static pthread_cond_t released = PTHREAD_COND_INITIALIZER;

static int node_lock(struct node *node)
{
    pthread_mutex_lock(&lock);
    while (node->held) {
        pthread_cond_wait(&released, &lock);
    }
    node->held = true;
    return pthread_mutex_unlock(&lock);
}

static int node_unlock(struct node *node)
{
    pthread_mutex_lock(&lock);
    node->held = false;
    pthread_cond_broadcast(&released);
    return pthread_mutex_unlock(&lock);
}

int list_create(struct list **list)
{
    struct list *made = malloc(sizeof *made);
    if (made == NULL) {
        return ENOMEM;
    }
    int error = node_init(&made->head, NULL, 0, 0);
    if (error != 0) {
        free(made);
        return error;
    }
    *list = made;
    return 0;
}

/* Gives up a node that no other thread can know any more. */
static int node_free(struct node *node)
{
    free(node);
    return 0;
}

int list_destroy(struct list *list)
{
    int error = 0;
    struct node *node = list->head.next;

    while (node != NULL) {
        struct node *next = node->next;
        int failed = node_free(node);
        error = error != 0 ? error : failed;
        node = next;
    }
    free(list);
    return error;
}

/* One step: from a node, whose lock the caller holds, to the next one, which
 * exists. On an error no lock is held any more. */
static int step(struct node **node)
{
    struct node *next = (*node)->next;
    int error = node_lock(next);
    int failed = node_unlock(*node);

    if (error == 0 && failed != 0) {
        node_unlock(next);
    }
    *node = next;
    return error != 0 ? error : failed;
}

/* Goes to the last node before a key. On success the caller holds its lock. */
static int lock_before(struct list *list, long key, struct node **before)
{
    struct node *node = &list->head;
    int error = node_lock(node);

    while (error == 0 && node->next != NULL && node->next->key < key) {
        error = step(&node);
    }
    *before = node;
    return error;
}

/* Links the new element in behind `before`, whose lock the caller holds. */
static int insert_behind(struct node *before, long key, long value)
{
    if (before->next != NULL && before->next->key == key) {
        return EEXIST;
    }
    struct node *made = malloc(sizeof *made);
    if (made == NULL) {
        return ENOMEM;
    }
    int error = node_init(made, before->next, key, value);
    if (error != 0) {
        free(made);
        return error;
    }
    before->next = made;
    return 0;
}

int list_insert(struct list *list, long key, long value)
{
    struct node *before;
    int error = lock_before(list, key, &before);
    if (error != 0) {
        return error;
    }
    int result = insert_behind(before, key, value);
    error = node_unlock(before);
    return result != 0 ? result : error;
}

/* Takes out the element behind `before`, whose lock the caller holds. When the
 * element's own lock is ours as well, whoever was there has gone on, and nobody
 * can come: the way there leads through `before`. */
static int remove_behind(struct node *before, long key)
{
    struct node *node = before->next;
    if (node == NULL || node->key != key) {
        return ENOENT;
    }
    int error = node_lock(node);
    if (error != 0) {
        return error;
    }
    before->next = node->next;
    error = node_unlock(node);
    int failed = node_free(node);
    return error != 0 ? error : failed;
}

int list_remove(struct list *list, long key)
{
    struct node *before;
    int error = lock_before(list, key, &before);
    if (error != 0) {
        return error;
    }
    int result = remove_behind(before, key);
    error = node_unlock(before);
    return result != 0 ? result : error;
}

int list_visit(struct list *list,
               void (*visit)(long key, long *value, void *arg), void *arg)
{
    struct node *node = &list->head;
    int error = node_lock(node);

    while (error == 0 && node->next != NULL) {
        error = step(&node);
        if (error == 0) {
            visit(node->key, &node->value, arg);
        }
    }
    if (error != 0) {
        return error;
    }
    return node_unlock(node);
}
