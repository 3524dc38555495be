/**
 * @file wait.h
 * @brief A wait on a condition variable, whatever it is called.
 */
#ifndef LOCKSTEP_STRESS_WAIT_H
#define LOCKSTEP_STRESS_WAIT_H

#include <pthread.h>
#include <time.h>

/** What the caller wants from wait_on(). */
struct cond_wait {
    const char *call;             /**< its name, a literal */
    const void *at;               /**< where it is made */
    clockid_t clock;              /**< of `until`, or COND_CLOCK */
    const struct timespec *until; /**< NULL: without a deadline */
};

/** The deadline is on the clock that the condition variable was made with. */
enum { COND_CLOCK = -1 };

/** @brief Waits, and records in the books that the mutex is free meanwhile.
 *  @return What the C library returned. */
int wait_on(pthread_cond_t *condition, pthread_mutex_t *mutex,
            const struct cond_wait *how);

/** @brief Signals, or broadcasts, by @p send; records it in the books.
 *  @return What the C library returned. */
int signal_to(pthread_cond_t *condition, int (*send)(pthread_cond_t *),
              const char *call, const void *at);

#endif
