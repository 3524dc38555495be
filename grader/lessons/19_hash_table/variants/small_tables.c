/* Variant: as many small tables as there were buckets at first, each with a
 * lock and an array of its own. An entry never changes its small table, so
 * these grow one after the other, and nobody ever holds two of their locks.
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

/* A small table: the keys for which table_bucket(key, stripes) is the same. */
struct stripe {
    pthread_mutex_t lock; /* guards all of it, and its entries */
    struct entry **chains;
    size_t count;
};

struct table {
    pthread_mutex_t growth; /* one growth at a time; taken before a stripe's */
    size_t stripes;
    struct stripe stripe[];
};

/* Of the keys of one stripe: their remainders are spent already. */
static struct entry **chain_of(struct entry **chains, size_t count,
                               size_t stripes, long key)
{
    return &chains[(size_t)key / stripes % count];
}

static int stripe_init(struct stripe *stripe)
{
    stripe->count = 1;
    stripe->chains = calloc(1, sizeof *stripe->chains);
    if (stripe->chains == NULL) {
        return ENOMEM;
    }
    int error = pthread_mutex_init(&stripe->lock, NULL);
    if (error != 0) {
        free(stripe->chains);
    }
    return error;
}

static void stripe_destroy(struct stripe *stripe)
{
    for (size_t i = 0; i < stripe->count; i++) {
        struct entry *entry = stripe->chains[i];
        while (entry != NULL) {
            struct entry *next = entry->next;
            free(entry);
            entry = next;
        }
    }
    free(stripe->chains);
    pthread_mutex_destroy(&stripe->lock);
}

int table_create(struct table **table, size_t buckets)
{
    if (buckets == 0) {
        return EINVAL;
    }
    struct table *made =
        malloc(sizeof *made + buckets * sizeof made->stripe[0]);
    if (made == NULL) {
        return ENOMEM;
    }
    int error = pthread_mutex_init(&made->growth, NULL);
    if (error != 0) {
        free(made);
        return error;
    }
    for (made->stripes = 0; made->stripes < buckets; made->stripes++) {
        error = stripe_init(&made->stripe[made->stripes]);
        if (error != 0) {
            table_destroy(made);
            return error;
        }
    }
    *table = made;
    return 0;
}

int table_destroy(struct table *table)
{
    for (size_t i = 0; i < table->stripes; i++) {
        stripe_destroy(&table->stripe[i]);
    }
    int error = pthread_mutex_destroy(&table->growth);

    free(table);
    return error;
}

static struct stripe *stripe_of(struct table *table, long key)
{
    return &table->stripe[table_bucket(key, table->stripes)];
}

/* The caller holds the lock. */
static struct entry *find(struct table *table, struct stripe *stripe, long key)
{
    struct entry *entry =
        *chain_of(stripe->chains, stripe->count, table->stripes, key);

    while (entry != NULL && entry->key != key) {
        entry = entry->next;
    }
    return entry;
}

/* The caller holds the lock. */
static struct entry *add(struct table *table, struct stripe *stripe, long key)
{
    struct entry *entry = calloc(1, sizeof *entry);

    if (entry != NULL) {
        struct entry **chain =
            chain_of(stripe->chains, stripe->count, table->stripes, key);
        entry->key = key;
        entry->next = *chain;
        *chain = entry;
    }
    return entry;
}

int table_get(struct table *table, long key, long *value)
{
    struct stripe *stripe = stripe_of(table, key);
    int error = pthread_mutex_lock(&stripe->lock);

    if (error != 0) {
        return error;
    }
    const struct entry *entry = find(table, stripe, key);
    if (entry != NULL) {
        *value = entry->value;
    }
    error = pthread_mutex_unlock(&stripe->lock);
    return entry == NULL ? ENOENT : error;
}

int table_update(struct table *table, long key,
                 void (*change)(long *value, void *arg), void *arg)
{
    struct stripe *stripe = stripe_of(table, key);
    int error = pthread_mutex_lock(&stripe->lock);

    if (error != 0) {
        return error;
    }
    struct entry *entry = find(table, stripe, key);
    if (entry == NULL) {
        entry = add(table, stripe, key);
    }
    if (entry != NULL) {
        change(&entry->value, arg);
    }
    error = pthread_mutex_unlock(&stripe->lock);
    return entry == NULL ? ENOMEM : error;
}

/* Moves a stripe's entries to an array twice as long; frees the old one. */
static void stripe_grow(struct table *table, struct stripe *stripe,
                        struct entry **bigger)
{
    pthread_mutex_lock(&stripe->lock);
    size_t count = 2 * stripe->count;
    for (size_t i = 0; i < stripe->count; i++) {
        struct entry *entry = stripe->chains[i];
        while (entry != NULL) {
            struct entry *next = entry->next;
            struct entry **chain =
                chain_of(bigger, count, table->stripes, entry->key);
            entry->next = *chain;
            *chain = entry;
            entry = next;
        }
    }
    free(stripe->chains);
    stripe->chains = bigger;
    stripe->count = count;
    pthread_mutex_unlock(&stripe->lock);
}

/* Gets all the memory first, so that it can still fail as a whole. Nobody but
 * the holder of `growth` changes a count, so it can be read here. */
int table_grow(struct table *table)
{
    struct entry ***bigger = calloc(table->stripes, sizeof *bigger);

    if (bigger == NULL) {
        return ENOMEM;
    }
    int error = pthread_mutex_lock(&table->growth);
    if (error != 0) {
        free(bigger);
        return error;
    }
    for (size_t i = 0; i < table->stripes && error == 0; i++) {
        bigger[i] = calloc(2 * table->stripe[i].count, sizeof *bigger[i]);
        error = bigger[i] == NULL ? ENOMEM : 0;
    }
    for (size_t i = 0; i < table->stripes; i++) {
        if (error == 0) {
            stripe_grow(table, &table->stripe[i], bigger[i]);
        } else {
            free(bigger[i]);
        }
    }
    pthread_mutex_unlock(&table->growth);
    free(bigger);
    return error;
}
