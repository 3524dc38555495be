/*
 * Lesson 19: a hash table that grows while others use it.
 *
 * The contract is in table.h, the story in README.md. `make run L=19` shows
 * what goes wrong, `make check L=19` grades what you write here.
 */
#include "table.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

struct entry {
    struct entry *next;
    long key;
    long value;
};

struct bucket {
    pthread_mutex_t lock;
    struct entry *first; /* a chain of entries, in no order */
};

struct array {
    struct array *older; /* what the table had before: freed in the end */
    size_t count;
    struct bucket buckets[];
};

/* All of this is yours: you may keep other things, and lock other locks. */
struct table {
    struct array *array;
};

static void array_free(struct array *array)
{
    for (size_t i = 0; i < array->count; i++) {
        pthread_mutex_destroy(&array->buckets[i].lock);
    }
    free(array);
}

static int array_make(struct array **made, size_t count)
{
    struct array *array =
        calloc(1, sizeof *array + count * sizeof(struct bucket));
    if (array == NULL) {
        return ENOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        int error = pthread_mutex_init(&array->buckets[i].lock, NULL);
        if (error != 0) {
            array->count = i;
            array_free(array);
            return error;
        }
    }
    array->count = count;
    *made = array;
    return 0;
}

static struct bucket *bucket_of(struct array *array, long key)
{
    return &array->buckets[table_bucket(key, array->count)];
}

/* The entry of a key, or NULL if it has none. */
static struct entry *find(const struct bucket *bucket, long key)
{
    struct entry *entry = bucket->first;
    while (entry != NULL && entry->key != key) {
        entry = entry->next;
    }
    return entry;
}

int table_create(struct table **table, size_t buckets)
{
    if (buckets == 0) {
        return EINVAL;
    }
    struct table *made = malloc(sizeof *made);
    if (made == NULL) {
        return ENOMEM;
    }
    int error = array_make(&made->array, buckets);
    if (error != 0) {
        free(made);
        return error;
    }
    *table = made;
    return 0;
}

int table_destroy(struct table *table)
{
    struct array *array = table->array;
    for (size_t i = 0; i < array->count; i++) {
        struct entry *entry = array->buckets[i].first;
        while (entry != NULL) {
            struct entry *next = entry->next;
            free(entry);
            entry = next;
        }
    }
    while (array != NULL) {
        struct array *older = array->older;
        array_free(array);
        array = older;
    }
    free(table);
    return 0;
}

/* Your work begins here. "A look does no harm": it takes no lock. */
int table_get(struct table *table, long key, long *value)
{
    struct entry *entry = find(bucket_of(table->array, key), key);
    if (entry == NULL) {
        return ENOENT;
    }
    *value = entry->value;
    return 0;
}

/* "A change may take long, so don't keep the lock for it." */
int table_update(struct table *table, long key,
                 void (*change)(long *value, void *arg), void *arg)
{
    struct bucket *bucket = bucket_of(table->array, key);
    int error = pthread_mutex_lock(&bucket->lock);
    if (error != 0) {
        return error;
    }
    struct entry *entry = find(bucket, key);
    if (entry == NULL) {
        entry = calloc(1, sizeof *entry);
        if (entry == NULL) {
            pthread_mutex_unlock(&bucket->lock);
            return ENOMEM;
        }
        entry->key = key;
        entry->next = bucket->first;
        bucket->first = entry;
    }
    pthread_mutex_unlock(&bucket->lock);
    change(&entry->value, arg);
    return 0;
}

/* "It concerns no single bucket, so there is no lock for it." */
int table_grow(struct table *table)
{
    struct array *old = table->array, *bigger = NULL;
    int error = array_make(&bigger, 2 * old->count);
    if (error != 0) {
        return error;
    }
    for (size_t i = 0; i < old->count; i++) {
        struct entry *entry = old->buckets[i].first;
        while (entry != NULL) {
            struct entry *next = entry->next;
            struct bucket *bucket = bucket_of(bigger, entry->key);
            entry->next = bucket->first;
            bucket->first = entry;
            entry = next;
        }
    }
    bigger->older = old;
    table->array = bigger;
    return 0;
}
