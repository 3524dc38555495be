/* Variant: one lock, held for moments only. A change runs without it, on an
 * entry that is marked as busy; who wants the same entry waits on a condition.
 * Growth relinks entries, it does not touch values, and need not wait for
 * anybody.
 */
#include "table.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct entry {
    struct entry *next;
    long key;
    long value;
    bool busy; /* somebody changes the value, without the lock */
};

struct table {
    pthread_mutex_t lock; /* guards all but the value of a busy entry */
    pthread_cond_t done;  /* some entry is no longer busy */
    size_t count;
    struct entry **buckets;
};

int table_create(struct table **table, size_t buckets)
{
    if (buckets == 0) {
        return EINVAL;
    }
    struct table *made = malloc(sizeof *made);
    if (made == NULL) {
        return ENOMEM;
    }
    made->count = buckets;
    made->buckets = calloc(buckets, sizeof(struct entry *));
    if (made->buckets == NULL) {
        free(made);
        return ENOMEM;
    }
    int error = pthread_mutex_init(&made->lock, NULL);
    if (error == 0) {
        error = pthread_cond_init(&made->done, NULL);
        if (error != 0) {
            pthread_mutex_destroy(&made->lock);
        }
    }
    if (error != 0) {
        free(made->buckets);
        free(made);
        return error;
    }
    *table = made;
    return 0;
}

int table_destroy(struct table *table)
{
    for (size_t i = 0; i < table->count; i++) {
        struct entry *entry = table->buckets[i];
        while (entry != NULL) {
            struct entry *next = entry->next;
            free(entry);
            entry = next;
        }
    }
    pthread_cond_destroy(&table->done);
    pthread_mutex_destroy(&table->lock);
    free(table->buckets);
    free(table);
    return 0;
}

/* The key's entry, once it is not busy, or NULL. The caller holds the lock. */
static struct entry *find(struct table *table, long key)
{
    struct entry *entry = table->buckets[table_bucket(key, table->count)];
    while (entry != NULL && entry->key != key) {
        entry = entry->next;
    }
    while (entry != NULL && entry->busy) {
        pthread_cond_wait(&table->done, &table->lock);
    }
    return entry;
}

int table_get(struct table *table, long key, long *value)
{
    pthread_mutex_lock(&table->lock);
    const struct entry *entry = find(table, key);
    if (entry != NULL) {
        *value = entry->value;
    }
    pthread_mutex_unlock(&table->lock);
    return entry != NULL ? 0 : ENOENT;
}

/* The caller holds the lock. */
static struct entry *find_or_make(struct table *table, long key)
{
    struct entry *entry = find(table, key);
    if (entry == NULL) {
        entry = calloc(1, sizeof *entry);
        if (entry != NULL) {
            struct entry **bucket =
                &table->buckets[table_bucket(key, table->count)];
            entry->key = key;
            entry->next = *bucket;
            *bucket = entry;
        }
    }
    return entry;
}

int table_update(struct table *table, long key,
                 void (*change)(long *value, void *arg), void *arg)
{
    pthread_mutex_lock(&table->lock);
    struct entry *entry = find_or_make(table, key);
    if (entry != NULL) {
        entry->busy = true;
        pthread_mutex_unlock(&table->lock);
        change(&entry->value, arg);
        pthread_mutex_lock(&table->lock);
        entry->busy = false;
        pthread_cond_broadcast(&table->done);
    }
    pthread_mutex_unlock(&table->lock);
    return entry != NULL ? 0 : ENOMEM;
}

int table_grow(struct table *table)
{
    pthread_mutex_lock(&table->lock);
    size_t count = 2 * table->count;
    struct entry **bigger = calloc(count, sizeof(struct entry *));
    for (size_t i = 0; bigger != NULL && i < table->count; i++) {
        struct entry *entry = table->buckets[i];
        while (entry != NULL) {
            struct entry *next = entry->next;
            struct entry **bucket = &bigger[table_bucket(entry->key, count)];
            entry->next = *bucket;
            *bucket = entry;
            entry = next;
        }
    }
    if (bigger != NULL) {
        free(table->buckets);
        table->buckets = bigger;
        table->count = count;
    }
    pthread_mutex_unlock(&table->lock);
    return bigger != NULL ? 0 : ENOMEM;
}
