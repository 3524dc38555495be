/**
 * @file real.h
 * @brief The functions behind wrapped ones that the engine itself uses.
 *
 * The linker sends the kit's calls to the wrappers, too; these go past them.
 */
#ifndef LOCKSTEP_REAL_H
#define LOCKSTEP_REAL_H

#include <pthread.h>
#include <time.h>

int __real_pthread_create(pthread_t *, const pthread_attr_t *,
                          void *(*)(void *), void *);
int __real_pthread_join(pthread_t, void **);
int __real_pthread_detach(pthread_t);
_Noreturn void __real_pthread_exit(void *);
int __real_pthread_mutex_lock(pthread_mutex_t *);
int __real_pthread_mutex_unlock(pthread_mutex_t *);
int __real_sched_yield(void);
/* ThreadSanitizer's own: an order that the kit means to make. */
void __tsan_acquire(void *address);
void __tsan_release(void *address);
int __real_nanosleep(const struct timespec *, struct timespec *);

#endif
