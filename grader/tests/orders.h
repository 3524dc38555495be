/*
 * Atomic accesses whose memory orders the flags of a compiler choose: for the
 * litmus tests and the concurrent structures. What an order and a fence are
 * called is theirs: they define ORDER_... and FENCE_... for each name.
 */
#ifndef LOCKSTEP_ORDERS_H
#define LOCKSTEP_ORDERS_H

#include <pthread.h>
#include <stdatomic.h>

#define ORDER(order) ORDER_1(order)
#define ORDER_1(order) ORDER_##order

/* Without an order there is none in the code, either. */
#define FENCE(order) FENCE_1(order)
#define FENCE_1(order) FENCE_##order
#define FENCE_none (void)0

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
#define WEAK_CAS(place, expected, value, order, failing)                       \
    atomic_compare_exchange_weak_explicit(&(place), expected, value,           \
                                          ORDER(order), ORDER(failing))

#endif
