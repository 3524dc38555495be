/* Mutant: "a look does no harm": a get takes no lock.
 * Finding: race
 */
#include "table.h"

#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

struct entry {
    struct entry *next;
    long key;
    long value;
};

struct table {
    size_t count;           /* of the buckets: lock_count times a power of 2 */
    struct entry **buckets; /* chains, in no order */
    size_t lock_count;      /* never changes */
    pthread_mutex_t locks[];
};

static pthread_mutex_t *lock_of(struct table *table, long key)
{
    return &table->locks[table_bucket(key, table->lock_count)];
}

/* The caller holds the lock of the key. */
static struct entry **bucket_of(struct table *table, long key)
{
    return &table->buckets[table_bucket(key, table->count)];
}

/* The entry of a key, or NULL. The caller holds the lock of the key. */
static struct entry *find(struct table *table, long key)
{
    struct entry *entry = *bucket_of(table, key);
    while (entry != NULL && entry->key != key) {
        entry = entry->next;
    }
    return entry;
}

/* Destroys the locks that have been made; the first error counts. */
static int locks_destroy(struct table *table)
{
    int error = 0;

    while (table->lock_count > 0) {
        table->lock_count--;
        int failed = pthread_mutex_destroy(&table->locks[table->lock_count]);
        error = error != 0 ? error : failed;
    }
    return error;
}

int table_create(struct table **table, size_t buckets)
{
    if (buckets == 0) {
        return EINVAL;
    }
    if (buckets > (SIZE_MAX - sizeof **table) / sizeof(pthread_mutex_t)) {
        return ENOMEM;
    }
    int error = ENOMEM;
    struct table *made =
        malloc(sizeof *made + buckets * sizeof(pthread_mutex_t));
    if (made == NULL) {
        return error;
    }
    made->count = buckets;
    made->lock_count = 0;
    made->buckets = calloc(buckets, sizeof *made->buckets);
    if (made->buckets == NULL) {
        goto out_table;
    }
    while (made->lock_count < buckets) {
        error = pthread_mutex_init(&made->locks[made->lock_count], NULL);
        if (error != 0) {
            goto out_locks;
        }
        made->lock_count++;
    }
    *table = made;
    return 0;

out_locks:
    locks_destroy(made);
    free(made->buckets);
out_table:
    free(made);
    return error;
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
    int error = locks_destroy(table);
    free(table->buckets);
    free(table);
    return error;
}

int table_get(struct table *table, long key, long *value)
{
    const struct entry *entry = find(table, key);
    if (entry == NULL) {
        return ENOENT;
    }
    *value = entry->value;
    return 0;
}

/* The entry of a key, made if there is none, or NULL if there is no memory for
 * it. The caller holds the lock of the key. */
static struct entry *find_or_make(struct table *table, long key)
{
    struct entry *entry = find(table, key);
    if (entry != NULL) {
        return entry;
    }
    entry = calloc(1, sizeof *entry);
    if (entry != NULL) {
        struct entry **bucket = bucket_of(table, key);
        entry->key = key;
        entry->next = *bucket;
        *bucket = entry;
    }
    return entry;
}

int table_update(struct table *table, long key,
                 void (*change)(long *value, void *arg), void *arg)
{
    pthread_mutex_t *lock = lock_of(table, key);
    int error = pthread_mutex_lock(lock);
    if (error != 0) {
        return error;
    }
    struct entry *entry = find_or_make(table, key);
    if (entry != NULL) {
        change(&entry->value, arg);
    }
    int result = entry != NULL ? 0 : ENOMEM;
    error = pthread_mutex_unlock(lock);
    return result != 0 ? result : error;
}

/* The caller holds all locks. */
static int grow_locked(struct table *table)
{
    if (table->count > SIZE_MAX / 2) {
        return ENOMEM;
    }
    size_t old_count = table->count;
    struct entry **old = table->buckets;
    struct entry **bigger = calloc(2 * old_count, sizeof *bigger);
    if (bigger == NULL) {
        return ENOMEM;
    }
    table->buckets = bigger;
    table->count = 2 * old_count;
    for (size_t i = 0; i < old_count; i++) {
        struct entry *entry = old[i];
        while (entry != NULL) {
            struct entry *next = entry->next;
            struct entry **bucket = bucket_of(table, entry->key);
            entry->next = *bucket;
            *bucket = entry;
            entry = next;
        }
    }
    free(old);
    return 0;
}

int table_grow(struct table *table)
{
    size_t locked = 0;
    int error = 0;

    while (locked < table->lock_count) {
        error = pthread_mutex_lock(&table->locks[locked]);
        if (error != 0) {
            goto out_unlock;
        }
        locked++;
    }
    error = grow_locked(table);
out_unlock:
    while (locked > 0) {
        int failed = pthread_mutex_unlock(&table->locks[--locked]);
        error = error != 0 ? error : failed;
    }
    return error;
}
