/* Mutant: destroys what was initialised and forgets what was allocated.
 * Finding: leak
 * Engines: explore
 */
#include "mailbox.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

struct mailbox {
    pthread_mutex_t lock;     /* guards all members below except capacity */
    pthread_cond_t not_full;  /* count < capacity, or closed */
    pthread_cond_t not_empty; /* count > 0, or closed */
    size_t capacity;          /* never changes */
    size_t first;             /* where the oldest letter lies */
    size_t count;             /* how many letters there are */
    bool closed;
    long letters[]; /* a ring: behind the last place comes the first */
};

int mailbox_create(struct mailbox **mailbox, size_t capacity)
{
    if (capacity == 0 ||
        capacity > (SIZE_MAX - sizeof(struct mailbox)) / sizeof(long)) {
        return EINVAL;
    }
    struct mailbox *box = malloc(sizeof *box + capacity * sizeof(long));
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
    box->first = 0;
    box->count = 0;
    box->closed = false;
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
    int empty = pthread_cond_destroy(&box->not_empty);
    int full = pthread_cond_destroy(&box->not_full);
    int lock = pthread_mutex_destroy(&box->lock);

    return empty != 0 ? empty : full != 0 ? full : lock;
}

/* Puts the letter in, or waits until that is possible or pointless. The caller
 * holds the lock, and holds it again when this returns. */
static int put_locked(struct mailbox *box, long letter)
{
    while (box->count == box->capacity && !box->closed) {
        int error = pthread_cond_wait(&box->not_full, &box->lock);
        if (error != 0) {
            return error;
        }
    }
    if (box->closed) {
        return EPIPE;
    }
    box->letters[(box->first + box->count) % box->capacity] = letter;
    box->count++;
    return pthread_cond_signal(&box->not_empty);
}

/* The same for a letter that is to be taken out. */
static int get_locked(struct mailbox *box, long *letter)
{
    while (box->count == 0 && !box->closed) {
        int error = pthread_cond_wait(&box->not_empty, &box->lock);
        if (error != 0) {
            return error;
        }
    }
    if (box->count == 0) {
        return EPIPE;
    }
    *letter = box->letters[box->first];
    box->first = (box->first + 1) % box->capacity;
    box->count--;
    return pthread_cond_signal(&box->not_full);
}

/* Everybody who waits has a reason to look again, so everybody is woken. */
static int close_locked(struct mailbox *box)
{
    box->closed = true;
    int full = pthread_cond_broadcast(&box->not_full);
    int empty = pthread_cond_broadcast(&box->not_empty);
    return full != 0 ? full : empty;
}

int mailbox_put(struct mailbox *box, long letter)
{
    int error = pthread_mutex_lock(&box->lock);
    if (error != 0) {
        return error;
    }
    int result = put_locked(box, letter);
    error = pthread_mutex_unlock(&box->lock);
    return result != 0 ? result : error;
}

int mailbox_get(struct mailbox *box, long *letter)
{
    int error = pthread_mutex_lock(&box->lock);
    if (error != 0) {
        return error;
    }
    int result = get_locked(box, letter);
    error = pthread_mutex_unlock(&box->lock);
    return result != 0 ? result : error;
}

int mailbox_close(struct mailbox *box)
{
    int error = pthread_mutex_lock(&box->lock);
    if (error != 0) {
        return error;
    }
    int result = close_locked(box);
    error = pthread_mutex_unlock(&box->lock);
    return result != 0 ? result : error;
}
