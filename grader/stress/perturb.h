/**
 * @file perturb.h
 * @brief Random yields and short sleeps around synchronization calls and before
 *        atomic operations.
 */
#ifndef LOCKSTEP_PERTURB_H
#define LOCKSTEP_PERTURB_H

#include <stdbool.h>
#include <stdint.h>

#include "stress/registry.h"

/** @return The next value of the splitmix64 sequence at @p state
 *  (Steele, Lea, Flood: "Fast splittable pseudorandom number generators",
 *  OOPSLA 2014). */
uint64_t random_next(uint64_t *state);

/** @brief Fixes how @p thread will be perturbed in this round. */
void perturb_seed(struct trial_thread *thread, uint64_t seed);

/** @brief Maybe yields, maybe sleeps for up to 100 microseconds. */
void perturb(struct trial_thread *self);

/** @return true once in @p n times, by the thread's own randomness. */
bool perturb_once_in(struct trial_thread *self, unsigned n);

#endif
