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

void *__tsan_create_fiber(unsigned flags);
void *__tsan_get_current_fiber(void);
void __tsan_switch_to_fiber(void *fiber, unsigned flags);
void __tsan_set_fiber_name(void *fiber, const char *name);
void __tsan_func_entry(void *pc);
void __tsan_func_exit(void);
size_t __tsan_testonly_shadow_stack_current_size(void);

void __tsan_read8_pc(void *address, void *pc);
void __tsan_write8_pc(void *address, void *pc);
void __tsan_acquire(void *address);
void __tsan_release(void *address);
void __tsan_mutex_pre_lock(void *address, unsigned flags);
void __tsan_mutex_post_lock(void *address, unsigned flags, int recursion);
int __tsan_mutex_pre_unlock(void *address, unsigned flags);
void __tsan_mutex_post_unlock(void *address, unsigned flags);

#endif
