/* The pool of fibers; see fiber.h. */
#include "explore/core/fiber.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>

#include "explore/core/digest.h"
#include "explore/core/locals.h"
#include "explore/core/names.h"
#include "explore/core/thread.h"
#include "explore/ground/context.h"
#include "explore/ground/pages.h"
#include "trial/tsan.h"
#include "trial/thread_pointer.h"

enum {
    NAME_SIZE = 32,
    SMALL_BITS = 39, /* of an address space that is small */
    STACK_BITS = 23,
    STACK_BITS_SMALL = 20,
};

struct fiber {
    struct context context;
    void *tsan;
    void *stack;
    char *thread_pointer; /* to its own thread-local variables */
    int saved_errno;
    char name[NAME_SIZE];
};

static struct fiber pool[FIBERS_MAX];
static struct fiber engine;
static struct fiber *running = &engine;
/* A stack lies at the same address in every run, so replays show the same
 * addresses. */
char *fiber_stacks;
unsigned fiber_stack_bits;
static int *errno_place; /* the OS thread's, used by all fibers in turn */

static size_t stack_size(void)
{
    return (size_t)1 << fiber_stack_bits;
}

/* The first stack lies near the top of the address space, whose size is the
 * kernel's to choose: it differs between machines of one kind. */
static bool space_is_small(void)
{
    return (uintptr_t)__builtin_frame_address(0) >> SMALL_BITS == 0;
}

void fiber_setup(void)
{
    errno_place = &errno;
    engine.tsan = __tsan_get_current_fiber();
    fiber_stack_bits = space_is_small() ? STACK_BITS_SMALL : STACK_BITS;
    fiber_stacks = pages_map(FIBERS_MAX * stack_size());
    locals_setup();
    engine.thread_pointer = __lockstep_thread_pointer;
}

struct fiber *fiber_prepare(unsigned index, void (*entry)(void))
{
    struct fiber *fiber = &pool[index];
    if (!fiber->stack) {
        fiber->stack = pages_guard(fiber_stacks + index * stack_size());
        fiber->tsan = __tsan_create_fiber(0);
    }
    fiber->saved_errno = 0;
    fiber->thread_pointer = locals_prepare(index);
    context_make(&fiber->context, fiber->stack, stack_size(), entry);
    return fiber;
}

void *fiber_stack_of(const struct fiber *fiber, size_t *size)
{
    *size = stack_size();
    return fiber->stack;
}

static const char *fiber_stack(unsigned index)
{
    return fiber_stacks + index * stack_size();
}

void stacks_report(void)
{
    for (unsigned i = 0; i < threads.count; i++)
        place_report("stack", fiber_stack(i), stack_size(),
                     threads.all[i].name);
}

bool fiber_stack_holds(const void *address)
{
    for (unsigned i = 0; i < FIBERS_MAX && pool[i].stack; i++)
        if ((uintptr_t)address - (uintptr_t)pool[i].stack < stack_size())
            return true;
    return false;
}

bool fiber_errno_is(const void *address)
{
    return address == errno_place;
}

void fiber_switch(struct fiber *to)
{
    struct fiber *from = running;
    from->saved_errno = *errno_place;
    __lockstep_thread_pointer = to->thread_pointer;
    running = to;
    __tsan_switch_to_fiber(to->tsan, TSAN_NO_SYNC);
    context_switch(&from->context, &to->context);
    *errno_place = running->saved_errno;
}

void fiber_digest_from(const struct fiber *fiber, const void *from,
                       struct digest *digest)
{
    size_t size;
    const char *locals = locals_of((unsigned)(fiber - pool), &size);
    const char *to = (const char *)fiber->stack + stack_size();
    int own = fiber == running ? *errno_place : fiber->saved_errno;
    digest_bytes(digest, from, (size_t)(to - (const char *)from));
    digest_bytes(digest, locals, size);
    digest_word(digest, (uint64_t)own);
}

void fiber_digest(const struct fiber *fiber, struct digest *digest)
{
    fiber_digest_from(fiber, fiber->context.stack_pointer, digest);
}

struct fiber *fiber_engine(void)
{
    return &engine;
}

void fiber_impersonate(struct fiber *fiber)
{
    __tsan_switch_to_fiber(fiber->tsan, TSAN_NO_SYNC);
}

void fiber_forget_calls(void)
{
    size_t depth = __tsan_testonly_shadow_stack_current_size();
    while (depth-- > 0)
        __tsan_func_exit();
}

void fiber_name(struct fiber *fiber, const char *name)
{
    size_t i = 0;
    bool changed = false;
    for (; i < NAME_SIZE - 1 && name[i]; i++) {
        changed |= fiber->name[i] != name[i];
        fiber->name[i] = name[i];
    }
    changed |= fiber->name[i] != '\0';
    fiber->name[i] = '\0';
    if (changed)
        __tsan_set_fiber_name(fiber->tsan, fiber->name);
}
