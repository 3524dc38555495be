/* Variant: every bucket has a lock of its own, and a table that grows has new
 * ones. Whoever got a lock looks whether the table is still the same, and
 * begins again if not. Old arrays stay, since somebody may still wait for a
 * lock in one.
 */
#include "table.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

struct entry {
    struct entry *next;
    long key;
    long value;
};

struct bucket {
    pthread_mutex_t lock;
    struct entry *first;
};

struct array {
    struct array *older; /* kept: somebody may wait for a lock in it */
    size_t count;
    struct bucket buckets[];
};

struct table {
    pthread_mutex_t growing;
    _Atomic(struct array *) array; /* written with all its locks held */
};

static void array_free(struct array *array)
{
    for (size_t i = 0; i < array->count; i++) {
        pthread_mutex_destroy(&array->buckets[i].lock);
    }
    free(array);
}

static struct array *array_make(size_t count)
{
    struct array *array =
        calloc(1, sizeof *array + count * sizeof(struct bucket));
    while (array != NULL && array->count < count) {
        if (pthread_mutex_init(&array->buckets[array->count].lock, NULL) != 0) {
            array_free(array);
            return NULL;
        }
        array->count++;
    }
    return array;
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
    struct array *array = array_make(buckets);
    if (array == NULL) {
        free(made);
        return ENOMEM;
    }
    atomic_init(&made->array, array);
    int error = pthread_mutex_init(&made->growing, NULL);
    if (error != 0) {
        array_free(array);
        free(made);
        return error;
    }
    *table = made;
    return 0;
}

int table_destroy(struct table *table)
{
    struct array *array = atomic_load(&table->array);
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
    pthread_mutex_destroy(&table->growing);
    free(table);
    return 0;
}

/* Locks the bucket of a key. */
static struct bucket *bucket_enter(struct table *table, long key)
{
    for (;;) {
        struct array *array = atomic_load(&table->array);
        struct bucket *bucket =
            &array->buckets[table_bucket(key, array->count)];
        pthread_mutex_lock(&bucket->lock);
        if (atomic_load(&table->array) == array) {
            return bucket;
        }
        pthread_mutex_unlock(&bucket->lock);
    }
}

static struct entry *find(const struct bucket *bucket, long key)
{
    struct entry *entry = bucket->first;
    while (entry != NULL && entry->key != key) {
        entry = entry->next;
    }
    return entry;
}

int table_get(struct table *table, long key, long *value)
{
    struct bucket *bucket = bucket_enter(table, key);
    const struct entry *entry = find(bucket, key);
    if (entry != NULL) {
        *value = entry->value;
    }
    pthread_mutex_unlock(&bucket->lock);
    return entry != NULL ? 0 : ENOENT;
}

int table_update(struct table *table, long key,
                 void (*change)(long *value, void *arg), void *arg)
{
    struct bucket *bucket = bucket_enter(table, key);
    struct entry *entry = find(bucket, key);
    if (entry == NULL) {
        entry = calloc(1, sizeof *entry);
        if (entry != NULL) {
            entry->key = key;
            entry->next = bucket->first;
            bucket->first = entry;
        }
    }
    if (entry != NULL) {
        change(&entry->value, arg);
    }
    pthread_mutex_unlock(&bucket->lock);
    return entry != NULL ? 0 : ENOMEM;
}

static void move(struct array *from, struct array *to)
{
    for (size_t i = 0; i < from->count; i++) {
        struct entry *entry = from->buckets[i].first;
        while (entry != NULL) {
            struct entry *next = entry->next;
            struct bucket *bucket =
                &to->buckets[table_bucket(entry->key, to->count)];
            entry->next = bucket->first;
            bucket->first = entry;
            entry = next;
        }
        from->buckets[i].first = NULL;
    }
}

int table_grow(struct table *table)
{
    pthread_mutex_lock(&table->growing);
    struct array *old = atomic_load(&table->array);
    struct array *bigger = array_make(2 * old->count);
    if (bigger != NULL) {
        bigger->older = old;
        for (size_t i = 0; i < old->count; i++) {
            pthread_mutex_lock(&old->buckets[i].lock);
        }
        move(old, bigger);
        atomic_store(&table->array, bigger);
        for (size_t i = 0; i < old->count; i++) {
            pthread_mutex_unlock(&old->buckets[i].lock);
        }
    }
    pthread_mutex_unlock(&table->growing);
    return bigger != NULL ? 0 : ENOMEM;
}
