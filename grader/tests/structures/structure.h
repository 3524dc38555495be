/*
 * Words for the concurrent structures, see explore_structures.sh.
 *
 * Orders are written without memory_order_, so that -DPUSH_CAS=relaxed weakens
 * one alone. A fence may also be none.
 */
#ifndef LOCKSTEP_STRUCTURE_H
#define LOCKSTEP_STRUCTURE_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>

#include "tests/orders.h"

#define ORDER_relaxed memory_order_relaxed
#define ORDER_acquire memory_order_acquire
#define ORDER_release memory_order_release
#define ORDER_acq_rel memory_order_acq_rel
#define ORDER_seq_cst memory_order_seq_cst

#define FENCE_acquire atomic_thread_fence(memory_order_acquire)
#define FENCE_release atomic_thread_fence(memory_order_release)
#define FENCE_acq_rel atomic_thread_fence(memory_order_acq_rel)
#define FENCE_seq_cst atomic_thread_fence(memory_order_seq_cst)

/* Runs b in a thread of its own, and a in this one. */
static inline void run_two(void (*a)(void), void *(*b)(void *))
{
    pthread_t thread;
    pthread_create(&thread, NULL, b, NULL);
    a();
    pthread_join(thread, NULL);
}

/* Runs b and c in threads of their own, and a in this one. */
static inline void run_three(void (*a)(void), void *(*b)(void *),
                             void *(*c)(void *))
{
    pthread_t second, third;
    pthread_create(&second, NULL, b, NULL);
    pthread_create(&third, NULL, c, NULL);
    a();
    pthread_join(second, NULL);
    pthread_join(third, NULL);
}

#endif
