/**
 * @file alone.h
 * @brief One thread in a running schedule, without a fiber: for the models of
 *        calls that never wait.
 */
#ifndef LOCKSTEP_TESTS_ALONE_H
#define LOCKSTEP_TESTS_ALONE_H

#include "explore/core/schedule.h"
#include "explore/search/strategies.h"
#include "toy.h"

/** @brief Prepares the explorer's parts, and begins a schedule whose only
 *  thread runs. Call it once in a test. */
static inline void alone_setup(void)
{
    const struct toy nothing = TOY("..");
    toy_setup();
    toy_play(&nothing, &strategy_plain);
    threads_clear();
    schedule.limits = (struct limits){.steps = 1000};
    schedule_begin();
    schedule.current = thread_make(NULL, NULL, NULL, NULL);
    schedule.active = true;
}

#endif
