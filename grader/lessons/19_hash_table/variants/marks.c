/* Variant: one mutex, held for moments, and a mark for each bucket in use. Who
 * waits for a mark may wake for nothing, and is in the way of others then, for
 * a moment. */
#include "table.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct entry {
    struct entry *next;
    long key, value;
};

struct table {
    pthread_mutex_t lock;
    pthread_cond_t freed;
    size_t original, count, in_use;
    bool growing;
    bool *busy;
    struct entry **first;
};

int table_create(struct table **table, size_t buckets)
{
    int error;
    if (buckets == 0)
        return EINVAL;
    struct table *made = calloc(1, sizeof *made);
    if (made == NULL)
        return ENOMEM;
    made->original = made->count = buckets;
    error = ENOMEM;
    if ((made->busy = calloc(buckets, sizeof *made->busy)) == NULL)
        goto out;
    if ((made->first = calloc(buckets, sizeof *made->first)) == NULL)
        goto out_busy;
    if ((error = pthread_mutex_init(&made->lock, NULL)) != 0)
        goto out_first;
    if ((error = pthread_cond_init(&made->freed, NULL)) != 0)
        goto out_lock;
    *table = made;
    return 0;
out_lock:
    pthread_mutex_destroy(&made->lock);
out_first:
    free(made->first);
out_busy:
    free(made->busy);
out:
    free(made);
    return error;
}

int table_destroy(struct table *table)
{
    for (size_t i = 0; i < table->count; i++)
        while (table->first[i] != NULL) {
            struct entry *gone = table->first[i];
            table->first[i] = gone->next;
            free(gone);
        }
    pthread_cond_destroy(&table->freed);
    pthread_mutex_destroy(&table->lock);
    free(table->first);
    free(table->busy);
    free(table);
    return 0;
}

static struct entry **find(struct table *table, long key)
{
    struct entry **place = &table->first[table_bucket(key, table->count)];
    while (*place != NULL && (*place)->key != key)
        place = &(*place)->next;
    return place;
}

static bool *enter(struct table *table, long key)
{
    bool *busy = &table->busy[table_bucket(key, table->original)];
    while (*busy || table->growing)
        pthread_cond_wait(&table->freed, &table->lock);
    return busy;
}

int table_get(struct table *table, long key, long *value)
{
    int error = ENOENT;
    pthread_mutex_lock(&table->lock);
    enter(table, key);
    struct entry *entry = *find(table, key);
    if (entry != NULL) {
        *value = entry->value;
        error = 0;
    }
    pthread_mutex_unlock(&table->lock);
    return error;
}

int table_update(struct table *table, long key,
                 void (*change)(long *value, void *arg), void *arg)
{
    pthread_mutex_lock(&table->lock);
    bool *busy = enter(table, key);
    struct entry **place = find(table, key), *entry = *place;
    if (entry == NULL) {
        entry = calloc(1, sizeof *entry);
        if (entry == NULL) {
            pthread_mutex_unlock(&table->lock);
            return ENOMEM;
        }
        entry->key = key;
        *place = entry;
    }
    *busy = true;
    table->in_use++;
    pthread_mutex_unlock(&table->lock);
    change(&entry->value, arg);
    pthread_mutex_lock(&table->lock);
    *busy = false;
    table->in_use--;
    pthread_cond_broadcast(&table->freed);
    pthread_mutex_unlock(&table->lock);
    return 0;
}

int table_grow(struct table *table)
{
    int error = 0;
    pthread_mutex_lock(&table->lock);
    while (table->growing)
        pthread_cond_wait(&table->freed, &table->lock);
    table->growing = true;
    while (table->in_use != 0)
        pthread_cond_wait(&table->freed, &table->lock);
    size_t count = 2 * table->count;
    struct entry **first = calloc(count, sizeof *first);
    if (first == NULL) {
        error = ENOMEM;
    } else {
        for (size_t i = 0; i < table->count; i++)
            while (table->first[i] != NULL) {
                struct entry *entry = table->first[i];
                table->first[i] = entry->next;
                entry->next = first[table_bucket(entry->key, count)];
                first[table_bucket(entry->key, count)] = entry;
            }
        free(table->first);
        table->first = first;
        table->count = count;
    }
    table->growing = false;
    pthread_cond_broadcast(&table->freed);
    pthread_mutex_unlock(&table->lock);
    return error;
}
