/**
 * @file clock.h
 * @brief What timed waits ask about virtual time.
 */
#ifndef LOCKSTEP_CLOCK_H
#define LOCKSTEP_CLOCK_H

#include "explore/core/deadline.h"
#include "explore/core/thread.h"

/** @return What @p clock will show in so many nanoseconds. */
struct timespec clock_ahead(clockid_t clock, uint64_t nanoseconds);

/** @brief Notes a deadline that can hardly be meant, as one that was given as a
 *  span of time or by another clock is, for the running thread's report.
 *  @return Seconds since it passed, negative: until it comes; 0: nothing
 *          strange, or none (NULL). */
long long deadline_strange(const struct deadline *deadline, const void *pc);

/** A deadline that can hardly be meant. */
struct strange_deadline {
    long long seconds; /**< as deadline_strange() says; 0: there was none */
    const void *pc;    /**< of the call that it was given to */
    char thread[THREAD_NAME]; /**< whose call it was */
};

/** The first one of all schedules. */
extern struct strange_deadline strange_deadline;

/** @brief The running thread's wait @p op ran out of time, which moves on.
 *  @return The call's error number: a deadline that is no time is EINVAL. */
int deadline_over(const struct op *op);

#endif
