/*
 * Small games, for explore_games.sh. Each trial's end says what its threads
 * left behind, as an expectation that fails: so games that come to the same
 * ends come to the same results.
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

#include "trial/trial.h"

static int number, result;
static atomic_int flag;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t other = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static sem_t permits;

/* A branch for each of two threads keeps what they do apart. */
static void both(void *(*one)(void *), void *(*two)(void *))
{
    trial_spawn("a", one, NULL);
    trial_spawn("b", two, NULL);
    trial_run();
}

static void left(const char *what, int value)
{
    trial_expect(value == -1, "%s: %d", what, value);
}

static void *add(void *unused)
{
    number++;
    return unused;
}

TRIAL(update_lost, "an update may be lost")
{
    both(add, add);
    left("number", number);
}

static void *add_locked(void *unused)
{
    pthread_mutex_lock(&lock);
    int seen = number;
    pthread_mutex_unlock(&lock);
    pthread_mutex_lock(&lock);
    number = seen + 1;
    pthread_mutex_unlock(&lock);
    return unused;
}

TRIAL(lock_given_up, "a lock is given up between look and change")
{
    both(add_locked, add_locked);
    left("number", number);
}

static void *one_first(void *unused)
{
    pthread_mutex_lock(&lock);
    pthread_mutex_lock(&other);
    pthread_mutex_unlock(&other);
    pthread_mutex_unlock(&lock);
    return unused;
}

static void *other_first(void *unused)
{
    pthread_mutex_lock(&other);
    pthread_mutex_lock(&lock);
    pthread_mutex_unlock(&lock);
    pthread_mutex_unlock(&other);
    return unused;
}

TRIAL(two_locks, "each may wait for the other")
{
    both(one_first, other_first);
}

static void *await(void *unused)
{
    pthread_mutex_lock(&lock);
    if (number == 0)
        pthread_cond_wait(&changed, &lock);
    result = number;
    pthread_mutex_unlock(&lock);
    return unused;
}

static void *change(void *unused)
{
    pthread_mutex_lock(&lock);
    number = 1;
    pthread_mutex_unlock(&lock);
    pthread_cond_signal(&changed);
    return unused;
}

TRIAL(wait_once, "who waits once may be woken for nothing")
{
    both(await, change);
    left("result", result);
}

static void *take(void *unused)
{
    result += sem_trywait(&permits) == 0 ? 1 : 10;
    return unused;
}

static void *give(void *unused)
{
    sem_post(&permits);
    sem_wait(&permits);
    return unused;
}

TRIAL(permit, "a permit is taken by one of two")
{
    sem_init(&permits, 0, 0);
    both(take, give);
    left("result", result);
}

/* The flag is as before when it is over: only a register knows what it was. */
static void *set_and_clear(void *unused)
{
    atomic_store(&flag, 1);
    atomic_store(&flag, 0);
    return unused;
}

static void *look_twice(void *unused)
{
    int first = atomic_load(&flag), second = atomic_load(&flag);
    result = 10 * first + second;
    return unused;
}

TRIAL(looks, "a thread remembers what it has seen")
{
    both(look_twice, set_and_clear);
    left("result", result);
}

static void *keep(void *value)
{
    atomic_store(&flag, 7);
    result = (int)(intptr_t)value;
    return NULL;
}

static pthread_t created;

__attribute__((noinline)) static void look_and_create(void)
{
    void *seen = (void *)(intptr_t)atomic_load(&flag);
    pthread_create(&created, NULL, keep, seen);
}

/* The creator forgets what it has seen: only the new thread is told. */
static void *create(void *unused)
{
    look_and_create();
    pthread_join(created, NULL);
    return unused;
}

TRIAL(told_at_its_start, "a thread knows what it was created with")
{
    both(create, set_and_clear);
    left("result", result);
}

static atomic_int data, ready;

static void *publish(void *unused)
{
    atomic_store_explicit(&data, 1, memory_order_relaxed);
    atomic_store_explicit(&ready, 1, memory_order_relaxed);
    return unused;
}

static void *receive(void *unused)
{
    int is = atomic_load_explicit(&ready, memory_order_relaxed);
    result = 10 * is + atomic_load_explicit(&data, memory_order_relaxed);
    return unused;
}

TRIAL(relaxed, "a load may see an older value")
{
    both(receive, publish);
    left("result", result);
}

static void *receive_late(void *unused)
{
    int is = atomic_load_explicit(&ready, memory_order_relaxed);
    atomic_load_explicit(&data, memory_order_relaxed);
    result = 10 * is + atomic_load_explicit(&data, memory_order_relaxed);
    return unused;
}

TRIAL(seen_is_seen, "who saw a value sees none before it, and keeps none")
{
    both(receive_late, publish);
    left("result", result);
}

static atomic_int over;

static void *publish_all(void *unused)
{
    atomic_store_explicit(&data, 1, memory_order_relaxed);
    atomic_store_explicit(&ready, 1, memory_order_release);
    atomic_store_explicit(&flag, 1, memory_order_relaxed);
    atomic_store_explicit(&over, 1, memory_order_relaxed);
    return unused;
}

__attribute__((noinline)) static void forget(atomic_int *seen,
                                             memory_order order)
{
    atomic_load_explicit(seen, order);
}

/* When all is written, nothing in memory or in a frame tells what was seen of
 * `ready`, and so whether the data can be overlooked. In between the thread
 * comes to a point at which it has the same choice in both cases. */
static void *receive_and_forget(void *unused)
{
    int is = atomic_load_explicit(&over, memory_order_relaxed);
    forget(&ready, memory_order_acquire);
    forget(&flag, memory_order_relaxed);
    result = 10 * is + atomic_load_explicit(&data, memory_order_relaxed);
    return unused;
}

TRIAL(forgotten, "what a load has seen decides what a later one may see")
{
    both(receive_and_forget, publish_all);
    left("result", result);
}

static void *write_one(void *unused)
{
    number = 1;
    add_locked(NULL);
    return unused;
}

static void *write_two(void *unused)
{
    number = 20;
    add_locked(NULL);
    return unused;
}

TRIAL(last_writer, "what is left in memory decides")
{
    both(write_one, write_two);
    left("number", number);
}

static void *use(void *unused)
{
    int *block = malloc(sizeof *block);
    if (!block)
        return unused;
    *block = ++number;
    result = *block;
    free(block);
    return unused;
}

TRIAL(blocks, "a thread's block is its own")
{
    both(use, use);
    left("result", result);
}
