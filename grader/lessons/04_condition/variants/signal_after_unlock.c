/* Variant: the signal may come after the unlock, as long as the change that it
 * announces was made under the lock. */
#include "mailbox.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct mailbox {
    pthread_mutex_t lock;
    pthread_cond_t not_full;
    pthread_cond_t not_empty;
    size_t capacity;
    size_t first;
    size_t count;
    bool closed;
    long letters[];
};

int mailbox_create(struct mailbox **mailbox, size_t capacity)
{
    if (capacity == 0 || capacity > (size_t)-1 / 2 / sizeof(long)) {
        return EINVAL;
    }
    struct mailbox *box = calloc(1, sizeof *box + capacity * sizeof(long));
    if (box == NULL) {
        return ENOMEM;
    }
    int error = pthread_mutex_init(&box->lock, NULL);
    if (error != 0) {
        goto out_free;
    }
    error = pthread_cond_init(&box->not_full, NULL);
    if (error != 0) {
        goto out_lock;
    }
    error = pthread_cond_init(&box->not_empty, NULL);
    if (error != 0) {
        goto out_not_full;
    }
    box->capacity = capacity;
    *mailbox = box;
    return 0;

out_not_full:
    pthread_cond_destroy(&box->not_full);
out_lock:
    pthread_mutex_destroy(&box->lock);
out_free:
    free(box);
    return error;
}

int mailbox_destroy(struct mailbox *box)
{
    pthread_cond_destroy(&box->not_empty);
    pthread_cond_destroy(&box->not_full);
    pthread_mutex_destroy(&box->lock);
    free(box);
    return 0;
}

/* The caller holds the lock. */
static void letter_add(struct mailbox *box, long letter)
{
    box->letters[(box->first + box->count) % box->capacity] = letter;
    box->count++;
}

/* The caller holds the lock. */
static long letter_take(struct mailbox *box)
{
    long letter = box->letters[box->first];
    box->first = (box->first + 1) % box->capacity;
    box->count--;
    return letter;
}

int mailbox_put(struct mailbox *box, long letter)
{
    int result = EPIPE;

    pthread_mutex_lock(&box->lock);
    while (box->count == box->capacity && !box->closed) {
        pthread_cond_wait(&box->not_full, &box->lock);
    }
    if (!box->closed) {
        letter_add(box, letter);
        result = 0;
    }
    pthread_mutex_unlock(&box->lock);
    if (result == 0) {
        pthread_cond_signal(&box->not_empty);
    }
    return result;
}

int mailbox_get(struct mailbox *box, long *letter)
{
    int result = EPIPE;

    pthread_mutex_lock(&box->lock);
    while (box->count == 0 && !box->closed) {
        pthread_cond_wait(&box->not_empty, &box->lock);
    }
    if (box->count > 0) {
        *letter = letter_take(box);
        result = 0;
    }
    pthread_mutex_unlock(&box->lock);
    if (result == 0) {
        pthread_cond_signal(&box->not_full);
    }
    return result;
}

int mailbox_close(struct mailbox *box)
{
    pthread_mutex_lock(&box->lock);
    box->closed = true;
    pthread_mutex_unlock(&box->lock);
    pthread_cond_broadcast(&box->not_full);
    pthread_cond_broadcast(&box->not_empty);
    return 0;
}
