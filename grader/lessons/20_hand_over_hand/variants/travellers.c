/* Variant: a plain list under one lock, held for moments only, and a queue of
 * the calls that are under way, in the order of their arrival. Each may go as
 * far as the one before it has left the way free. The lock is given up while
 * `visit` runs.
 */
#include "list.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>

struct node {
    struct node *next;
    long key;
    long value;
};

/* A call under way; it lies on its thread's stack. */
struct traveller {
    struct traveller *older; /* came right before this one, NULL if none */
    struct traveller *younger;
    long at; /* has been let go as far as here */
};

struct list {
    pthread_mutex_t lock; /* guards all; a value belongs to who is there */
    pthread_cond_t moved; /* a traveller has gone on, or has left */
    struct node *first;
    struct traveller *youngest;
};

int list_create(struct list **list)
{
    struct list *made = malloc(sizeof *made);
    if (made == NULL) {
        return ENOMEM;
    }
    made->first = NULL;
    made->youngest = NULL;
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
    pthread_cond_destroy(&list->moved);
    pthread_mutex_destroy(&list->lock);
    free(list);
    return 0;
}

/* Where the pointer to the first node with this key or a higher one lies. */
static struct node **place_of(struct list *list, long key)
{
    struct node **place = &list->first;
    while (*place != NULL && (*place)->key < key) {
        place = &(*place)->next;
    }
    return place;
}

static int insert_at(struct node **place, long key, long value)
{
    if (*place != NULL && (*place)->key == key) {
        return EEXIST;
    }
    struct node *made = malloc(sizeof *made);
    if (made == NULL) {
        return ENOMEM;
    }
    made->key = key;
    made->value = value;
    made->next = *place;
    *place = made;
    return 0;
}

static int remove_at(struct node **place, long key)
{
    struct node *node = *place;
    if (node == NULL || node->key != key) {
        return ENOENT;
    }
    *place = node->next;
    free(node);
    return 0;
}

static void set_out(struct list *list, struct traveller *self)
{
    pthread_mutex_lock(&list->lock);
    *self = (struct traveller){list->youngest, NULL, LONG_MIN};
    if (list->youngest != NULL) {
        list->youngest->younger = self;
    }
    list->youngest = self;
}

/* Waits until everybody who came before has gone past a key. It is enough to
 * look at the one who came right before: the others are ahead of that one. */
static void go_to(struct list *list, struct traveller *self, long key)
{
    while (self->older != NULL && self->older->at <= key) {
        pthread_cond_wait(&list->moved, &list->lock);
    }
    self->at = key;
    pthread_cond_broadcast(&list->moved);
}

/* The same for who touches nothing on his way: he comes as close as he can, and
 * so lets those go on who want to go less far. */
static void go_straight_to(struct list *list, struct traveller *self, long key)
{
    while (self->older != NULL && self->older->at <= key) {
        if (self->older->at > LONG_MIN && self->older->at - 1 > self->at) {
            self->at = self->older->at - 1;
            pthread_cond_broadcast(&list->moved);
        }
        pthread_cond_wait(&list->moved, &list->lock);
    }
    self->at = key;
    pthread_cond_broadcast(&list->moved);
}

static void leave(struct list *list, struct traveller *self)
{
    if (self->older != NULL) {
        self->older->younger = self->younger;
    }
    if (self->younger != NULL) {
        self->younger->older = self->older;
    } else {
        list->youngest = self->older;
    }
    pthread_cond_broadcast(&list->moved);
    pthread_mutex_unlock(&list->lock);
}

int list_insert(struct list *list, long key, long value)
{
    struct traveller self;

    set_out(list, &self);
    go_straight_to(list, &self, key);
    int result = insert_at(place_of(list, key), key, value);
    leave(list, &self);
    return result;
}

int list_remove(struct list *list, long key)
{
    struct traveller self;

    set_out(list, &self);
    go_straight_to(list, &self, key);
    int result = remove_at(place_of(list, key), key);
    leave(list, &self);
    return result;
}

/* The node to be visited after a key. Who came before may still insert one
 * there or take one out, so look again after each wait. */
static struct node *next_stop(struct list *list, struct traveller *self,
                              struct node **place)
{
    struct node *node = *place;
    while (node != NULL && self->older != NULL &&
           self->older->at <= node->key) {
        pthread_cond_wait(&list->moved, &list->lock);
        node = *place;
    }
    if (node != NULL) {
        go_to(list, self, node->key);
    }
    return node;
}

int list_visit(struct list *list,
               void (*visit)(long key, long *value, void *arg), void *arg)
{
    struct traveller self;

    set_out(list, &self);
    struct node *node = next_stop(list, &self, &list->first);
    while (node != NULL) {
        pthread_mutex_unlock(&list->lock);
        visit(node->key, &node->value, arg);
        pthread_mutex_lock(&list->lock);
        node = next_stop(list, &self, &node->next);
    }
    leave(list, &self);
    return 0;
}
