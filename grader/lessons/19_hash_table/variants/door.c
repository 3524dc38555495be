/* Variant: a readers-writers lock as the door. Whoever uses a bucket is inside
 * as a reader, whoever lets the table grow is inside alone. So the locks of
 * the buckets can go when the buckets go.
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
    struct entry *first;
};

struct table {
    pthread_rwlock_t door; /* guards the two below */
    size_t count;
    struct bucket *buckets;
};

static void buckets_free(struct bucket *buckets, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        pthread_mutex_destroy(&buckets[i].lock);
    }
    free(buckets);
}

static struct bucket *buckets_make(size_t count)
{
    struct bucket *buckets = calloc(count, sizeof *buckets);
    for (size_t i = 0; buckets != NULL && i < count; i++) {
        if (pthread_mutex_init(&buckets[i].lock, NULL) != 0) {
            buckets_free(buckets, i);
            return NULL;
        }
    }
    return buckets;
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
    made->count = buckets;
    made->buckets = buckets_make(buckets);
    if (made->buckets == NULL) {
        free(made);
        return ENOMEM;
    }
    int error = pthread_rwlock_init(&made->door, NULL);
    if (error != 0) {
        buckets_free(made->buckets, buckets);
        free(made);
        return error;
    }
    *table = made;
    return 0;
}

int table_destroy(struct table *table)
{
    for (size_t i = 0; i < table->count; i++) {
        struct entry *entry = table->buckets[i].first;
        while (entry != NULL) {
            struct entry *next = entry->next;
            free(entry);
            entry = next;
        }
    }
    buckets_free(table->buckets, table->count);
    pthread_rwlock_destroy(&table->door);
    free(table);
    return 0;
}

static struct bucket *bucket_enter(struct table *table, long key)
{
    pthread_rwlock_rdlock(&table->door);
    struct bucket *bucket = &table->buckets[table_bucket(key, table->count)];
    pthread_mutex_lock(&bucket->lock);
    return bucket;
}

static void bucket_leave(struct table *table, struct bucket *bucket)
{
    pthread_mutex_unlock(&bucket->lock);
    pthread_rwlock_unlock(&table->door);
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
    bucket_leave(table, bucket);
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
    bucket_leave(table, bucket);
    return entry != NULL ? 0 : ENOMEM;
}

static void move(struct bucket *from, size_t count, struct bucket *to)
{
    for (size_t i = 0; i < count; i++) {
        struct entry *entry = from[i].first;
        while (entry != NULL) {
            struct entry *next = entry->next;
            struct bucket *bucket = &to[table_bucket(entry->key, 2 * count)];
            entry->next = bucket->first;
            bucket->first = entry;
            entry = next;
        }
    }
}

int table_grow(struct table *table)
{
    pthread_rwlock_wrlock(&table->door);
    struct bucket *bigger = buckets_make(2 * table->count);
    if (bigger != NULL) {
        move(table->buckets, table->count, bigger);
        buckets_free(table->buckets, table->count);
        table->buckets = bigger;
        table->count *= 2;
    }
    pthread_rwlock_unlock(&table->door);
    return bigger != NULL ? 0 : ENOMEM;
}
