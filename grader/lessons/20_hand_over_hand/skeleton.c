/*
 * Lesson 20: a sorted list in which many threads are at work at once.
 *
 * The contract is in list.h, the story in README.md. `make run L=20` shows
 * what goes wrong, `make check L=20` grades what you write here.
 */
#include "list.h"

#include <errno.h>
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>

struct node {
    pthread_mutex_t lock; /* guards value and next; the key never changes */
    struct node *next;
    long key;
    long value;
};

struct list {
    struct node head; /* stands before the first element; it is none itself */
};

/* The lock is prepared last, so there is nothing to undo if that fails. */
static int node_init(struct node *node, struct node *next, long key, long value)
{
    node->next = next;
    node->key = key;
    node->value = value;
    return pthread_mutex_init(&node->lock, NULL);
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

int list_destroy(struct list *list)
{
    int error = pthread_mutex_destroy(&list->head.lock);
    struct node *node = list->head.next;
    while (node != NULL) {
        struct node *next = node->next;
        pthread_mutex_destroy(&node->lock);
        free(node);
        node = next;
    }
    free(list);
    return error;
}

/* Your work begins here. Takes the lock of the last node before a key. The lock
 * of each node on the way is held while this node is looked at. */
static struct node *lock_before(struct list *list, long key)
{
    struct node *node = &list->head;
    pthread_mutex_lock(&node->lock);
    while (node->next != NULL && node->next->key < key) {
        struct node *next = node->next;
        pthread_mutex_unlock(&node->lock);
        pthread_mutex_lock(&next->lock);
        node = next;
    }
    return node;
}

int list_insert(struct list *list, long key, long value)
{
    struct node *made = malloc(sizeof *made);
    if (made == NULL) {
        return ENOMEM;
    }
    struct node *before = lock_before(list, key);
    int error = EEXIST;
    if (before->next == NULL || before->next->key != key) {
        error = node_init(made, before->next, key, value);
    }
    if (error == 0) {
        before->next = made;
    } else {
        free(made);
    }
    pthread_mutex_unlock(&before->lock);
    return error;
}

int list_remove(struct list *list, long key)
{
    struct node *before = lock_before(list, key);
    struct node *node = before->next;
    if (node == NULL || node->key != key) {
        pthread_mutex_unlock(&before->lock);
        return ENOENT;
    }
    before->next = node->next;
    pthread_mutex_unlock(&before->lock);
    pthread_mutex_destroy(&node->lock);
    free(node);
    return 0;
}

int list_visit(struct list *list,
               void (*visit)(long key, long *value, void *arg), void *arg)
{
    struct node *node = &list->head;
    pthread_mutex_lock(&node->lock);
    while (node->next != NULL) {
        struct node *next = node->next;
        pthread_mutex_unlock(&node->lock);
        pthread_mutex_lock(&next->lock);
        visit(next->key, &next->value, arg);
        node = next;
    }
    pthread_mutex_unlock(&node->lock);
    return 0;
}
