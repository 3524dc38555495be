/* Variant: one lock, held for moments only, and a time for everything. An
 * insertion never waits: a visit that began before passes by what is newer
 * than itself. A visit does not overtake an older one, and a removal waits for
 * all visits that are still to come to its element.
 */
#include "list.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

struct node {
    struct node *next;
    unsigned long since; /* when it was inserted */
    long key;
    long value;
};

/* A visit under way; lives on the stack of its thread. */
struct visitor {
    struct visitor *older;
    unsigned long since; /* when it began: newer elements are not seen */
    bool on_the_way;     /* it is done with the keys up to `done` */
    long done;
};

struct list {
    pthread_mutex_t lock; /* guards all of it, but the values */
    pthread_cond_t moved; /* some visitor is done with a key */
    unsigned long now;
    struct node *first;
    struct visitor *newest;
};

int list_create(struct list **list)
{
    struct list *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return ENOMEM;
    }
    int error = pthread_mutex_init(&made->lock, NULL);
    if (error == 0) {
        error = pthread_cond_init(&made->moved, NULL);
        if (error != 0) {
            pthread_mutex_destroy(&made->lock);
        }
    }
    if (error != 0) {
        free(made);
        return error;
    }
    *list = made;
    return 0;
}

int list_destroy(struct list *list)
{
    while (list->first != NULL) {
        struct node *node = list->first;
        list->first = node->next;
        free(node);
    }
    int error = pthread_cond_destroy(&list->moved);
    int other = pthread_mutex_destroy(&list->lock);

    free(list);
    return error != 0 ? error : other;
}

/* Where the pointer to the first node is whose key is not below. The caller
 * holds the lock, and so it is for all that follows. */
static struct node **place_of(struct list *list, long key)
{
    struct node **place = &list->first;

    while (*place != NULL && (*place)->key < key) {
        place = &(*place)->next;
    }
    return place;
}

/* Whether one of these visitors has still to come to the key. */
static bool expected(const struct visitor *visitor, long key)
{
    for (; visitor != NULL; visitor = visitor->older) {
        if (!visitor->on_the_way || visitor->done < key) {
            return true;
        }
    }
    return false;
}

int list_insert(struct list *list, long key, long value)
{
    struct node *made = malloc(sizeof *made);
    if (made == NULL) {
        return ENOMEM;
    }
    pthread_mutex_lock(&list->lock);
    struct node **place = place_of(list, key);
    int error = *place != NULL && (*place)->key == key ? EEXIST : 0;
    if (error == 0) {
        *made = (struct node){*place, ++list->now, key, value};
        *place = made;
    }
    pthread_mutex_unlock(&list->lock);
    if (error != 0) {
        free(made);
    }
    return error;
}

int list_remove(struct list *list, long key)
{
    pthread_mutex_lock(&list->lock);
    struct node **place = place_of(list, key);
    while (*place != NULL && (*place)->key == key &&
           expected(list->newest, key)) {
        pthread_cond_wait(&list->moved, &list->lock);
        place = place_of(list, key);
    }
    struct node *node = *place;
    bool there = node != NULL && node->key == key;
    if (there) {
        *place = node->next;
    }
    pthread_mutex_unlock(&list->lock);
    if (there) {
        free(node);
    }
    return there ? 0 : ENOENT;
}

/* The element to which the visitor comes next, or NULL if there is none. */
static struct node *next_of(struct list *list, const struct visitor *self)
{
    struct node *node = list->first;

    while (node != NULL && ((self->on_the_way && node->key <= self->done) ||
                            node->since > self->since)) {
        node = node->next;
    }
    return node;
}

static void visitor_leave(struct list *list, const struct visitor *self)
{
    struct visitor **place = &list->newest;

    while (*place != self) {
        place = &(*place)->older;
    }
    *place = self->older;
    pthread_cond_broadcast(&list->moved);
}

int list_visit(struct list *list,
               void (*visit)(long key, long *value, void *arg), void *arg)
{
    struct visitor self = {.on_the_way = false};

    pthread_mutex_lock(&list->lock);
    self.since = list->now;
    self.older = list->newest;
    list->newest = &self;
    struct node *node = next_of(list, &self);
    while (node != NULL) {
        if (expected(self.older, node->key)) {
            pthread_cond_wait(&list->moved, &list->lock);
        } else {
            pthread_mutex_unlock(&list->lock);
            visit(node->key, &node->value, arg);
            pthread_mutex_lock(&list->lock);
            self.on_the_way = true;
            self.done = node->key;
            pthread_cond_broadcast(&list->moved);
        }
        node = next_of(list, &self);
    }
    visitor_leave(list, &self);
    pthread_mutex_unlock(&list->lock);
    return 0;
}
