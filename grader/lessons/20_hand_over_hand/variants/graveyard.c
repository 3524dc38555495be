/* Variant: what is taken out goes to a second list, and is freed in the end. A
 * visit holds two locks while `visit` runs, that of the element and that of
 * the one before.
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
    pthread_mutex_t graveyard_lock;
    struct node *graveyard; /* taken out, not yet freed */
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
    made->graveyard = NULL;
    int error = pthread_mutex_init(&made->graveyard_lock, NULL);
    if (error == 0) {
        error = node_init(&made->head, NULL, 0, 0);
        if (error != 0) {
            pthread_mutex_destroy(&made->graveyard_lock);
        }
    }
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
    int error = pthread_mutex_destroy(&node->lock);

    free(node);
    return error;
}

int list_destroy(struct list *list)
{
    int error = pthread_mutex_destroy(&list->head.lock);
    struct node *node = list->head.next;

    while (node != NULL) {
        struct node *next = node->next;
        int failed = node_free(node);
        error = error != 0 ? error : failed;
        node = next;
    }
    while (list->graveyard != NULL) {
        node = list->graveyard;
        list->graveyard = node->next;
        node_free(node);
    }
    pthread_mutex_destroy(&list->graveyard_lock);
    free(list);
    return error;
}

/* One step: from a node, whose lock the caller holds, to the next one, which
 * exists. On an error no lock is held any more. */
static int step(struct node **node)
{
    struct node *next = (*node)->next;
    int error = pthread_mutex_lock(&next->lock);
    int failed = pthread_mutex_unlock(&(*node)->lock);

    if (error == 0 && failed != 0) {
        pthread_mutex_unlock(&next->lock);
    }
    *node = next;
    return error != 0 ? error : failed;
}

/* Goes to the last node before a key. On success the caller holds its lock. */
static int lock_before(struct list *list, long key, struct node **before)
{
    struct node *node = &list->head;
    int error = pthread_mutex_lock(&node->lock);

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
    error = pthread_mutex_unlock(&before->lock);
    return result != 0 ? result : error;
}

/* Takes out the element behind `before`, whose lock the caller holds. When the
 * element's own lock is ours as well, whoever was there has gone on, and nobody
 * can come: the way there leads through `before`. */
static int remove_behind(struct list *list, struct node *before, long key)
{
    struct node *node = before->next;
    if (node == NULL || node->key != key) {
        return ENOENT;
    }
    int error = pthread_mutex_lock(&node->lock);
    if (error != 0) {
        return error;
    }
    before->next = node->next;
    pthread_mutex_lock(&list->graveyard_lock);
    node->next = list->graveyard;
    list->graveyard = node;
    pthread_mutex_unlock(&list->graveyard_lock);
    return pthread_mutex_unlock(&node->lock);
}

int list_remove(struct list *list, long key)
{
    struct node *before;
    int error = lock_before(list, key, &before);
    if (error != 0) {
        return error;
    }
    int result = remove_behind(list, before, key);
    error = pthread_mutex_unlock(&before->lock);
    return result != 0 ? result : error;
}

int list_visit(struct list *list,
               void (*visit)(long key, long *value, void *arg), void *arg)
{
    struct node *before = &list->head;
    pthread_mutex_lock(&before->lock);
    while (before->next != NULL) {
        struct node *node = before->next;
        pthread_mutex_lock(&node->lock);
        visit(node->key, &node->value, arg);
        pthread_mutex_unlock(&before->lock);
        before = node;
    }
    return pthread_mutex_unlock(&before->lock);
}
