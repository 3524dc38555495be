/* Mutant: one lock for the list. All is safe, and everybody waits for the
 * slowest visit.
 * Finding: assertion
 */
#include "list.h"

#include <errno.h>
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>

struct node {
    struct node *next;
    long key;
    long value;
};

struct list {
    pthread_mutex_t lock;
    struct node *first;
};

int list_create(struct list **list)
{
    struct list *made = malloc(sizeof *made);
    if (made == NULL) {
        return ENOMEM;
    }
    made->first = NULL;
    pthread_mutex_init(&made->lock, NULL);
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

int list_insert(struct list *list, long key, long value)
{
    pthread_mutex_lock(&list->lock);
    int result = insert_at(place_of(list, key), key, value);
    pthread_mutex_unlock(&list->lock);
    return result;
}

int list_remove(struct list *list, long key)
{
    pthread_mutex_lock(&list->lock);
    int result = remove_at(place_of(list, key), key);
    pthread_mutex_unlock(&list->lock);
    return result;
}

int list_visit(struct list *list,
               void (*visit)(long key, long *value, void *arg), void *arg)
{
    pthread_mutex_lock(&list->lock);
    for (struct node *node = list->first; node != NULL; node = node->next) {
        visit(node->key, &node->value, arg);
    }
    pthread_mutex_unlock(&list->lock);
    return 0;
}
