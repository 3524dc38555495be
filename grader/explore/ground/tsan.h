/**
 * @file tsan.h
 * @brief The part of ThreadSanitizer's interface that the explorer uses.
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
/** @brief Gives @p fiber the name that reports show. */
void __tsan_set_fiber_name(void *fiber, const char *name);
/** @brief Notes a call that returns to @p pc. */
void __tsan_func_entry(void *pc);
/** @brief Notes the return from it. */
void __tsan_func_exit(void);
/** @return How many calls the running context is inside. */
size_t __tsan_testonly_shadow_stack_current_size(void);

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

#endif
