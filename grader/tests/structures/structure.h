/*
 * Words for the concurrent structures, see explore_structures.sh.
 *
 * Orders are written without memory_order_, so that -DPUSH_CAS=relaxed weakens
 * one alone. A fence may also be none.
 */
#ifndef LOCKSTEP_STRUCTURE_H
#define LOCKSTEP_STRUCTURE_H

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#define ORDER(order) ORDER_1(order)
#define ORDER_1(order) memory_order_##order

/* Without an order there is none in the code, either. */
#define FENCE(order) FENCE_1(order)
#define FENCE_1(order) FENCE_##order
#define FENCE_none (void)0
#define FENCE_acquire atomic_thread_fence(memory_order_acquire)
#define FENCE_release atomic_thread_fence(memory_order_release)
#define FENCE_acq_rel atomic_thread_fence(memory_order_acq_rel)
#define FENCE_seq_cst atomic_thread_fence(memory_order_seq_cst)

#define LOAD(place, order) atomic_load_explicit(&(place), ORDER(order))
#define STORE(place, value, order)                                             \
    atomic_store_explicit(&(place), value, ORDER(order))
#define ADD(place, value, order)                                               \
    atomic_fetch_add_explicit(&(place), value, ORDER(order))
#define SWAP(place, value, order)                                              \
    atomic_exchange_explicit(&(place), value, ORDER(order))
#define CAS(place, expected, value, order, failing)                            \
    atomic_compare_exchange_strong_explicit(&(place), expected, value,         \
                                            ORDER(order), ORDER(failing))

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
