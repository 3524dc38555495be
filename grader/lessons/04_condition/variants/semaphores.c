/* Variant: two semaphores count the letters and the gaps. A close adds one of
 * each that is no letter and no gap; who draws it passes it on. */
#include "mailbox.h"

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stdlib.h>

struct mailbox {
    pthread_mutex_t lock;
    sem_t gaps;
    sem_t letters_in;
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
    if (sem_init(&box->gaps, 0, (unsigned)capacity) != 0) {
        error = errno;
        goto out_lock;
    }
    if (sem_init(&box->letters_in, 0, 0) != 0) {
        error = errno;
        goto out_gaps;
    }
    box->capacity = capacity;
    *mailbox = box;
    return 0;

out_gaps:
    sem_destroy(&box->gaps);
out_lock:
    pthread_mutex_destroy(&box->lock);
out_free:
    free(box);
    return error;
}

int mailbox_destroy(struct mailbox *box)
{
    sem_destroy(&box->letters_in);
    sem_destroy(&box->gaps);
    pthread_mutex_destroy(&box->lock);
    free(box);
    return 0;
}

static void draw(sem_t *semaphore)
{
    while (sem_wait(semaphore) != 0) {
        if (errno != EINTR) {
            abort();
        }
    }
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
    draw(&box->gaps);
    pthread_mutex_lock(&box->lock);
    bool closed = box->closed;
    if (!closed) {
        letter_add(box, letter);
    }
    pthread_mutex_unlock(&box->lock);
    sem_post(closed ? &box->gaps : &box->letters_in);
    return closed ? EPIPE : 0;
}

int mailbox_get(struct mailbox *box, long *letter)
{
    draw(&box->letters_in);
    pthread_mutex_lock(&box->lock);
    bool empty = box->count == 0; /* so it is closed: the extra one was drawn */
    if (!empty) {
        *letter = letter_take(box);
    }
    pthread_mutex_unlock(&box->lock);
    sem_post(empty ? &box->letters_in : &box->gaps);
    return empty ? EPIPE : 0;
}

int mailbox_close(struct mailbox *box)
{
    pthread_mutex_lock(&box->lock);
    bool first = !box->closed;
    box->closed = true;
    pthread_mutex_unlock(&box->lock);
    if (first) {
        sem_post(&box->gaps);
        sem_post(&box->letters_in);
    }
    return 0;
}
