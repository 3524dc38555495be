/*
 * Thread-specific data.
 *
 * The one idea: values belong to the thread and so need no scheduling point.
 * Destructors run on the ending thread and may block like any other code.
 */
#include "explore/model/key.h"

#include <errno.h>
#include <limits.h>

#include "explore/core/digest.h"
#include "explore/model/calls.h"

int __real_pthread_key_create(pthread_key_t *, void (*)(void *));
int __real_pthread_key_delete(pthread_key_t);
void *__real_pthread_getspecific(pthread_key_t);
int __real_pthread_setspecific(pthread_key_t, const void *);

struct key {
    bool taken;
    void (*destructor)(void *);
};

static struct key keys[KEYS_MAX];

void keys_clear(void)
{
    for (unsigned i = 0; i < KEYS_MAX; i++)
        keys[i].taken = false;
}

void keys_digest(struct digest *digest)
{
    for (unsigned i = 0; i < KEYS_MAX; i++)
        digest_word(digest, keys[i].taken);
}

void keys_destroy(struct thread *thread)
{
    bool again = true;
    for (int round = 0; again && round < PTHREAD_DESTRUCTOR_ITERATIONS;
         round++) {
        again = false;
        for (unsigned i = 0; i < thread->keys_used; i++) {
            void *value = (void *)thread->keys[i];
            if (!value || !keys[i].taken || !keys[i].destructor)
                continue;
            thread->keys[i] = NULL;
            again = true;
            keys[i].destructor(value);
        }
    }
}

/* A number is given out again: it must not bring back old values. */
static void values_forget(unsigned key)
{
    for (unsigned i = 0; i < threads.live_count; i++)
        if (key < threads.live[i]->keys_used)
            threads.live[i]->keys[key] = NULL;
}

int __wrap_pthread_key_create(pthread_key_t *key, void (*destructor)(void *))
{
    if (!schedule.active)
        return __real_pthread_key_create(key, destructor);
    if (call_fails("pthread_key_create", key, CALLER))
        return EAGAIN;
    footprint_touch(keys, sizeof keys, true);
    for (unsigned i = 0; i < KEYS_MAX; i++) {
        if (keys[i].taken)
            continue;
        keys[i] = (struct key){true, destructor};
        values_forget(i);
        ARGUMENT_FILLED(key);
        *key = i;
        return 0;
    }
    return EAGAIN;
}

int __wrap_pthread_key_delete(pthread_key_t key)
{
    if (!schedule.active)
        return __real_pthread_key_delete(key);
    if (key >= KEYS_MAX || !keys[key].taken)
        return EINVAL;
    footprint_touch(keys, sizeof keys, true);
    keys[key].taken = false;
    return 0;
}

void *__wrap_pthread_getspecific(pthread_key_t key)
{
    if (!schedule.active)
        return __real_pthread_getspecific(key);
    const struct thread *self = schedule.current;
    return key < self->keys_used ? (void *)self->keys[key] : NULL;
}

int __wrap_pthread_setspecific(pthread_key_t key, const void *value)
{
    if (!schedule.active)
        return __real_pthread_setspecific(key, value);
    struct thread *self = schedule.current;
    if (key >= KEYS_MAX || !keys[key].taken)
        return EINVAL;
    while (self->keys_used <= key)
        self->keys[self->keys_used++] = NULL;
    self->keys[key] = value;
    return 0;
}
