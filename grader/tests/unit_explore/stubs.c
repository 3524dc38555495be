/*
 * What the explorer's parts want of the rest: ThreadSanitizer, who sees
 * nothing here, and the rooms that no toy has.
 */
#include <stddef.h>

#include "explore/core/locals.h"
#include "explore/core/names.h"
#include "explore/core/watchdog.h"
#include "trial/tsan.h"
#include "explore/model/memory.h"
#include "trial/engine.h"
#include "trial/thread_pointer.h"

struct collision collision;
__thread char *__lockstep_thread_pointer;

void memory_prepare(void)
{
}

void watchdog_feed(void)
{
}

void locals_setup(void)
{
}

char *locals_prepare(unsigned index)
{
    (void)index;
    return NULL;
}

const char *locals_of(unsigned index, size_t *size)
{
    (void)index;
    *size = 0;
    return NULL;
}

void place_report(const char *kind, const void *start, size_t size,
                  const char *name)
{
    (void)kind, (void)start, (void)size, (void)name;
}

void name_note(const void *object, size_t size, const char *text)
{
    (void)object, (void)size, (void)text;
}

void engine_access(void *address, size_t size, bool write, const void *pc)
{
    (void)address, (void)size, (void)write, (void)pc;
}

void *__tsan_create_fiber(unsigned flags)
{
    (void)flags;
    return NULL;
}

void *__tsan_get_current_fiber(void)
{
    return NULL;
}

void __tsan_switch_to_fiber(void *fiber, unsigned flags)
{
    (void)fiber, (void)flags;
}

void __tsan_set_fiber_name(void *fiber, const char *name)
{
    (void)fiber, (void)name;
}

void __tsan_func_exit(void)
{
}

size_t __tsan_testonly_shadow_stack_current_size(void)
{
    return 0;
}

void __tsan_acquire(void *address)
{
    (void)address;
}

void __tsan_release(void *address)
{
    (void)address;
}

void __tsan_mutex_pre_lock(void *address, unsigned flags)
{
    (void)address, (void)flags;
}

void __tsan_mutex_post_lock(void *address, unsigned flags, int recursion)
{
    (void)address, (void)flags, (void)recursion;
}

int __tsan_mutex_pre_unlock(void *address, unsigned flags)
{
    (void)address, (void)flags;
    return 0;
}

void __tsan_mutex_post_unlock(void *address, unsigned flags)
{
    (void)address, (void)flags;
}

void trial_calls(const char *format, ...)
{
    (void)format;
}

void trial_returns(const char *format, ...)
{
    (void)format;
}

void trial_error(int error)
{
    (void)error;
}
