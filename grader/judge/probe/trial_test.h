/**
 * @file trial_test.h
 * @brief What TRIAL() means in the judge: a Criterion test.
 */
#ifndef LOCKSTEP_TRIAL_TEST_H
#define LOCKSTEP_TRIAL_TEST_H

#include <criterion/criterion.h>

#include "judge/probe/trial_run.h"

/** In the judge a trial is a Criterion test that runs its probes. The body
 *  stays, unused: the compiler checks it in both compilations. */
#define TRIAL(trial_id, promise_text, ...)                                     \
    __attribute__((unused)) static void trial_body_##trial_id(void);           \
    static const struct trial trial_of_##trial_id = {.name = #trial_id,        \
                                                     .promise = promise_text,  \
                                                     .line = TRIAL_LINE,       \
                                                     __VA_ARGS__};             \
    __attribute__((used, section("trials"))) static const struct trial         \
        *const trial_entry_##trial_id = &trial_of_##trial_id;                  \
    Test(trials, trial_id)                                                     \
    {                                                                          \
        cr_assert(trial_run_probes(&trial_of_##trial_id));                     \
    }                                                                          \
    static void trial_body_##trial_id(void)

#endif
