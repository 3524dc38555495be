/*
 * Plain memory accesses: the hooks that gcc and clang insert.
 *
 * The one idea: every hook must end in ThreadSanitizer's own, reached by a
 * jump, so that reports name the student's line. What comes before costs one
 * comparison unless accesses are scheduling points, or are being recorded.
 *
 * A loop over plain memory would have no scheduling point, so there is one
 * every so many accesses, as a yield: `while (!flag);` then ends. One that
 * prints meanwhile, as a menu does whose input has ended, ends by what it
 * prints.
 */
#include "explore/model/memory.h"

#include "explore/core/before.h"
#include "explore/core/digest.h"
#include "explore/core/footprint.h"
#include "explore/core/locals.h"
#include "explore/ground/kit.h"
#include "trial/tsan.h"
#include "explore/model/calls.h"
#include "explore/model/blocks.h"
#include "explore/model/heap_map.h"
#include "explore/model/margin.h"
#include "explore/model/restore.h"
#include "explore/model/told.h"
#include "explore/order/graph.h"
#include "trial/accesses.h"
#include "trial/engine.h"

enum { QUIET_MAX = 20000 };

struct collision collision;

static unsigned quiet_left = QUIET_MAX; /* accesses till the next look */
static unsigned long quiet_since;       /* the step at the last look */
static bool watched;                    /* every access needs a look */
static bool writes_watched;             /* every write needs one */
static bool digested;                   /* there are digests of the memory */
static bool strayed; /* something was written since that none of them has */

void memory_prepare(void)
{
    watched = schedule.limits.memory_points || trace_on;
    writes_watched = footprints_on || clocks_on;
    quiet_left = QUIET_MAX;
    quiet_since = 0;
    collision.seen = false;
    digested = strayed = false;
}

void memory_digest(struct digest *digest)
{
    watched = digested = true;
    digest->open |= strayed;
}

void memory_written(const void *address)
{
    if (digested && !strayed)
        strayed = !statics_hold(address) && !fiber_stack_holds(address) &&
                  !locals_hold(address) && !blocks_hold(&heap_blocks, address);
}

int *__real___errno_location(void);
int *__wrap___errno_location(void);

/* All fibers use one errno: from now on accesses to it must be told apart. */
int *__wrap___errno_location(void)
{
    watched = true;
    return __real___errno_location();
}

extern char __start_kit_data[], __stop_kit_data[];
extern char __start_kit_bss[], __stop_kit_bss[];

static inline bool meets(const void *address, size_t size, const char *start,
                         const char *stop)
{
    return (const char *)address < stop && (const char *)address + size > start;
}

static inline bool is_kits(const void *address, size_t size)
{
    return meets(address, size, __start_kit_bss, __stop_kit_bss) ||
           meets(address, size, __start_kit_data, __stop_kit_data);
}

/* What is not the program's own is about to be written over: nothing that
 * comes of it could be believed. */
static _Noreturn void overwritten(const void *address, size_t size,
                                  const void *pc)
{
    const struct op op = {
        .call = "writes", .address = address, .pc = pc, .size = (unsigned)size};
    finding_beside(&op, "writes outside of everything that is its own", 0, NULL,
                   NULL);
}

static bool overlap(const struct op *a, const struct op *b)
{
    uintptr_t x = (uintptr_t)a->address, y = (uintptr_t)b->address;
    return x < y + b->size && y < x + a->size;
}

static void collision_note(const struct op *op, const struct thread *thread,
                           int side)
{
    thread_name_copy(collision.thread[side], thread->name);
    collision.seen = true;
    collision.address = op->address;
    collision.pc[side] = op->pc;
    collision.writes[side] = op->writes;
}

/* Is another thread about to touch the same bytes? Then nothing orders the
 * two: both are enabled, so they could happen at once. */
static void collision_check(const struct op *op)
{
    for (unsigned i = 0; i < threads.live_count; i++) {
        const struct op *other = threads.live[i]->op;
        if (threads.live[i] == schedule.current || !other || !other->plain ||
            !(op->writes || other->writes) || !overlap(op, other))
            continue;
        collision_note(op, schedule.current, 0);
        collision_note(other, threads.live[i], 1);
        finding_race();
        if (!schedule.limits.until_due)
            return;
        trace_due(other, threads.live[i]);
        trace_due(op, schedule.current);
        schedule_stop(ENDING_FINDING);
    }
}

static void access_point(const void *address, size_t size, bool write,
                         const void *pc)
{
    const struct op op = {.call = write ? "writes" : "reads",
                          .address = address,
                          .pc = pc,
                          .size = (unsigned)size,
                          .writes = write,
                          .plain = true};
    if (told_waiting)
        told_settle();
    if (!collision.seen)
        collision_check(&op);
    schedule_point(&op);
    if (write)
        schedule.changes++;
}

/* @return Whether the accesses since the last scheduling step are so many that
 * this may be a loop that waits for another thread. */
static bool loop_suspected(void)
{
    if (quiet_left > 0)
        return false;
    bool no_step = schedule.steps == quiet_since;
    quiet_left = QUIET_MAX;
    quiet_since = schedule.steps;
    return no_step;
}

/* What lies on its own stack, nobody but the thread needs to know. */
bool on_own_stack(const void *address)
{
    size_t size;
    const char *stack = fiber_stack_of(schedule.current->fiber, &size);
    return (uintptr_t)address - (uintptr_t)stack < size;
}

/* @return Whether ThreadSanitizer is to know of the access. */
static bool memory_access(const void *address, size_t size, bool write,
                          const void *pc)
{
    bool loops = loop_suspected();
    if (!schedule.active)
        return true;
    if (write && is_kits(address, size))
        overwritten(address, size, pc);
    margin_check(address, size, write, pc);
    if (fiber_errno_is(address))
        return false;
    pc = caller_own(pc);
    if (write && footprints_on && !on_own_stack(address))
        footprint_effect();
    if (write && graph.location_count > 0)
        locations_drop(address, size);
    if (write)
        memory_written(address);
    else if (digested && !fiber_stack_holds(address))
        schedule.asked++;
    if (schedule.limits.memory_points) {
        access_point(address, size, write, pc);
    } else if (loops) {
        schedule_weigh();
        schedule_yield();
        access_point(address, size, write, pc);
    }
    trace_access(address, size, write, pc);
    if (!write && schedule.limits.memory_points)
        schedule_glance(pc, address, trace_peek(address, size, pc));
    return true;
}

/* The kit calls the library, too, in the middle of a schedule. */
void engine_access(void *address, size_t size, bool write, const void *pc)
{
    if (!kit_holds(pc) && memory_access(address, size, write, pc))
        accesses_tell(address, size, write, pc);
}

#define HOOK(name, size, write)                                                \
    void __real_##name(void *address);                                         \
    void __wrap_##name(void *address);                                         \
    void __wrap_##name(void *address)                                          \
    {                                                                          \
        if ((--quiet_left == 0 || watched ||                                   \
             (write && (writes_watched || is_kits(address, size))) ||          \
             heap_map_doubts(address, size) || stack_is_gone(address)) &&      \
            !memory_access(address, size, write, HOOK_CALLER))                 \
            return;                                                            \
        __real_##name(address);                                                \
    }

/* The last byte may be in another unit of the heap than the first. */
#define UNALIGNED_HOOK(name, size, write)                                      \
    void __real_##name(void *address);                                         \
    void __wrap_##name(void *address);                                         \
    void __wrap_##name(void *address)                                          \
    {                                                                          \
        if ((--quiet_left == 0 || watched || heap_map_has(address) ||          \
             stack_is_gone(address) ||                                         \
             (write && (writes_watched || is_kits(address, size)))) &&         \
            !memory_access(address, size, write, HOOK_CALLER))                 \
            return;                                                            \
        __real_##name(address);                                                \
    }

#define RANGE_HOOK(name, write)                                                \
    void __real_##name(void *address, size_t size);                            \
    void __wrap_##name(void *address, size_t size);                            \
    void __wrap_##name(void *address, size_t size)                             \
    {                                                                          \
        if ((--quiet_left == 0 || watched || heap_map_has(address) ||          \
             stack_is_gone(address) ||                                         \
             (write && (writes_watched || is_kits(address, size)))) &&         \
            !memory_access(address, size, write, HOOK_CALLER))                 \
            return;                                                            \
        __real_##name(address, size);                                          \
    }

HOOK(__tsan_read1, 1, false)
HOOK(__tsan_read2, 2, false)
HOOK(__tsan_read4, 4, false)
HOOK(__tsan_read8, 8, false)
HOOK(__tsan_read16, 16, false)
HOOK(__tsan_write1, 1, true)
HOOK(__tsan_write2, 2, true)
HOOK(__tsan_write4, 4, true)
HOOK(__tsan_write8, 8, true)
HOOK(__tsan_write16, 16, true)
UNALIGNED_HOOK(__tsan_unaligned_read2, 2, false)
UNALIGNED_HOOK(__tsan_unaligned_read4, 4, false)
UNALIGNED_HOOK(__tsan_unaligned_read8, 8, false)
UNALIGNED_HOOK(__tsan_unaligned_read16, 16, false)
UNALIGNED_HOOK(__tsan_unaligned_write2, 2, true)
UNALIGNED_HOOK(__tsan_unaligned_write4, 4, true)
UNALIGNED_HOOK(__tsan_unaligned_write8, 8, true)
UNALIGNED_HOOK(__tsan_unaligned_write16, 16, true)
RANGE_HOOK(__tsan_read_range, false)
RANGE_HOOK(__tsan_write_range, true)
