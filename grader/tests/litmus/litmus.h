/*
 * Words for the litmus tests, see explore_litmus.sh.
 *
 * Orders are short, as in the papers: rlx, acq, rel, ar (acquire and release),
 * sc. A fence may also be none. Threads are called a, b, c and d.
 */
#ifndef LOCKSTEP_LITMUS_H
#define LOCKSTEP_LITMUS_H

#include <stdio.h>

#include "tests/orders.h"

#define ORDER_rlx memory_order_relaxed
#define ORDER_acq memory_order_acquire
#define ORDER_rel memory_order_release
#define ORDER_ar memory_order_acq_rel
#define ORDER_sc memory_order_seq_cst

#define FENCE_acq atomic_thread_fence(memory_order_acquire)
#define FENCE_rel atomic_thread_fence(memory_order_release)
#define FENCE_ar atomic_thread_fence(memory_order_acq_rel)
#define FENCE_sc atomic_thread_fence(memory_order_seq_cst)

/* The fences of the threads. */
#ifndef FA
#define FA none
#endif
#ifndef FB
#define FB none
#endif
#ifndef FC
#define FC none
#endif
#ifndef FD
#define FD none
#endif

static inline void run_two(void *(*a)(void *), void *(*b)(void *))
{
    pthread_t first, second;
    pthread_create(&first, NULL, a, NULL);
    pthread_create(&second, NULL, b, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
}

static inline void run_three(void *(*a)(void *), void *(*b)(void *),
                             void *(*c)(void *))
{
    pthread_t first, second, third;
    pthread_create(&first, NULL, a, NULL);
    pthread_create(&second, NULL, b, NULL);
    pthread_create(&third, NULL, c, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    pthread_join(third, NULL);
}

static inline void run_four(void *(*a)(void *), void *(*b)(void *),
                            void *(*c)(void *), void *(*d)(void *))
{
    pthread_t first, second, third, fourth;
    pthread_create(&first, NULL, a, NULL);
    pthread_create(&second, NULL, b, NULL);
    pthread_create(&third, NULL, c, NULL);
    pthread_create(&fourth, NULL, d, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    pthread_join(third, NULL);
    pthread_join(fourth, NULL);
}

#endif
