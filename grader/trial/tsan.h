/**
 * @file tsan.h
 * @brief The part of ThreadSanitizer's interface that probes use.
 *
 * The runtime's own headers declare only some of these functions; all of them
 * are exported by the runtimes of gcc and clang.
 */
#ifndef LOCKSTEP_TSAN_H
#define LOCKSTEP_TSAN_H

#include <stddef.h>

/** Flag of __tsan_switch_to_fiber(): the switch orders nothing. */
enum { TSAN_NO_SYNC = 1 };

/** Flags of the __tsan_mutex_ functions. */
enum {
    TSAN_READ_LOCK = 1 << 3,
    TSAN_NOT_STATIC = 1 << 8,
};

/** @brief Makes a context that ThreadSanitizer takes for a thread. @p flags: 0.
 */
void *__tsan_create_fiber(unsigned flags);
/** @return The running context. */
void *__tsan_get_current_fiber(void);
/** @brief Says that @p fiber runs from now on; TSAN_NO_SYNC orders nothing. */
void __tsan_switch_to_fiber(void *fiber, unsigned flags);
/** @brief Frees @p fiber, which does not run. */
void __tsan_destroy_fiber(void *fiber);
/** @brief Gives @p fiber the name that reports show. */
void __tsan_set_fiber_name(void *fiber, const char *name);
/** @brief Notes a call that returns to @p pc. */
void __tsan_func_entry(void *pc);
/** @brief Notes the return from it. */
void __tsan_func_exit(void);
/** @return How many calls the running context is inside. */
size_t __tsan_testonly_shadow_stack_current_size(void);

/** @brief Notes a write of 8 bytes, made by the caller. */
void __tsan_write8(void *address);
/** @brief Notes a read of 8 bytes, made at @p pc. */
void __tsan_read8_pc(void *address, void *pc);
/** @brief Notes a write of 8 bytes, made at @p pc. */
void __tsan_write8_pc(void *address, void *pc);
/** @brief What was released at @p address happens before what follows. */
void __tsan_acquire(void *address);
/** @brief What came before is released at @p address. */
void __tsan_release(void *address);
/** @brief A mutex is about to be locked. */
void __tsan_mutex_pre_lock(void *address, unsigned flags);
/** @brief It is locked, @p recursion times. */
void __tsan_mutex_post_lock(void *address, unsigned flags, int recursion);
/** @brief A mutex is about to be unlocked. @return How often it was locked. */
int __tsan_mutex_pre_unlock(void *address, unsigned flags);
/** @brief It is unlocked. */
void __tsan_mutex_post_unlock(void *address, unsigned flags);

/** @brief Tells about the @p n-th access of a report; may be called from
 *  __tsan_on_report() only. @p trace has room for @p trace_size addresses.
 *  @return 1. A report with fewer accesses ends the program. */
int __tsan_get_report_mop(void *report, unsigned long n, int *thread,
                          void **address, int *size, int *writes, int *atomic,
                          void **trace, unsigned long trace_size);
/** @brief Tells how many of everything a report has.
 *  @return 1. */
int __tsan_get_report_data(void *report, const char **description, int *count,
                           int *stacks, int *accesses, int *places,
                           int *mutexes, int *threads, int *unique_threads,
                           void **sleep_trace, unsigned long trace_size);
/** @brief Races there are to be reported no more. */
void AnnotateBenignRaceSized(const char *file, int line,
                             const volatile void *address, size_t size,
                             const char *why);

#endif
