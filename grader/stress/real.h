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

/** @brief The library's pthread_create(). */
int __real_pthread_create(pthread_t *, const pthread_attr_t *,
                          void *(*)(void *), void *);
/** @brief The library's pthread_join(). */
int __real_pthread_join(pthread_t, void **);
/** @brief The library's pthread_timedjoin_np(). */
int __real_pthread_timedjoin_np(pthread_t, void **, const struct timespec *);
/** @brief The library's pthread_tryjoin_np(). */
int __real_pthread_tryjoin_np(pthread_t, void **);
/** @brief The library's pthread_setname_np(): the kit's names are not the
 *  student's memory. */
int __real_pthread_setname_np(pthread_t, const char *);
/** @brief The library's pthread_detach(). */
int __real_pthread_detach(pthread_t);
/** @brief The library's pthread_exit(). */
_Noreturn void __real_pthread_exit(void *);
/** @brief The library's pthread_mutex_lock(). */
int __real_pthread_mutex_lock(pthread_mutex_t *);
/** @brief The library's pthread_mutex_unlock(). */
int __real_pthread_mutex_unlock(pthread_mutex_t *);
/** @brief The library's sched_yield(). */
int __real_sched_yield(void);
/** @brief What was released at @p address happens before what follows. */
void __tsan_acquire(void *address);
/** @brief What came before is released at @p address. */
void __tsan_release(void *address);
/** @brief The library's pthread_attr_getdetachstate(). */
int __real_pthread_attr_getdetachstate(const pthread_attr_t *, int *);
/** @brief The library's nanosleep(). */
int __real_nanosleep(const struct timespec *, struct timespec *);

#endif
