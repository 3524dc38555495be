/**
 * @file calls.h
 * @brief What the modelled calls have in common.
 *
 * The linker sends the student's calls of X to __wrap_X (`--wrap=X`) and leaves
 * the library's own as __real_X. A call made while no schedule runs (by the
 * probe itself, or by a constructor) goes straight to the library.
 *
 * Every modelled call has the same shape: announce it (schedule_point()), then
 * do it at once. Nothing can come in between.
 */
#ifndef LOCKSTEP_CALLS_H
#define LOCKSTEP_CALLS_H

#include <stdbool.h>
#include <time.h>

#include "explore/core/finding.h"
#include "explore/core/footprint.h"
#include "explore/core/object.h"
#include "explore/core/schedule.h"
#include "explore/core/trace.h"
#include "explore/model/doubt.h"
#include "explore/model/heap_map.h"
#include "explore/model/restore.h"
#include "trial/argument.h"
#include "trial/caller.h"

/** @return Where the program made the call that a model is in. */
static inline const void *caller_behind(const void *pc)
{
    bool inner = schedule.active && schedule.current->caller;
    return inner ? schedule.current->caller : pc;
}

#undef CALLER
/** Where the program's call is: one model may use another for it. */
#define CALLER caller_behind(caller_own(__builtin_return_address(0)))

/** Set of one outcome. */
#define OUTCOMES(outcome) (1u << (outcome))

/** @name Texts of findings that several families share
 *  @{ */
/** An object that nobody initialised. */
#define NOT_INITIALISED "uses an object that was never initialised"
/** One that was destroyed. */
#define DESTROYED "uses an object that was already destroyed"
/** One in a block that went before it. */
#define FREED "uses an object in memory that was freed"
/** One whose init call failed. */
#define FAILED "uses an object that could not be initialised"
/** One that was initialised elsewhere, and then copied. */
#define COPIED "uses a copy of an object, which no call may"
/** One that others hold or wait for. */
#define IN_USE "destroys an object that is still in use"
/** The same, begun anew. */
#define INIT_IN_USE "initialises an object that is in use"
/** One that was initialised before, and that nobody destroyed. */
#define INIT_AGAIN "initialises an object again that was not destroyed"
/** A semaphore taken for a mutex, and the like. */
#define NOT_THAT "uses an object as what it is not"
/** @} */

/** What destroying writes over an object, so that it is not taken for a
 *  statically initialised one. */
enum { POISON = 0xde };

/** @brief Takes note of an object that was there before, which nobody can tell;
 *  too many end the schedule as unmodelled. */
static inline struct object *object_learn(const void *address,
                                          enum object_kind kind, const void *pc)
{
    struct object *object = object_make(address, kind);
    if (!object)
        finding_unmodelled("more than 65,536 objects", pc);
    object_sign(object);
    return object;
}

/** @brief Makes a fresh object, as object_learn(). */
static inline struct object *object_new(const void *address,
                                        enum object_kind kind, const void *pc)
{
    footprint_touch(address, 1, true);
    return object_learn(address, kind, pc);
}

/** @brief Why an object that was destroyed, in whatever way, can't be used. */
static inline const char *object_end(const struct object *object)
{
    return object->freed ? FREED : object->failed ? FAILED : DESTROYED;
}

/** @brief Notes that the running thread now holds a lock; too many end the
 *  schedule as unmodelled. */
static inline void lock_held(struct object *object, const void *pc,
                             unsigned flags)
{
    if (!thread_hold(object, pc, flags))
        finding_unmodelled("a thread that holds more than 64 locks", pc);
}

/**
 * @brief Finds the object a call acts on.
 * @param raw_valid Whether the bytes there are those of a static initialiser;
 *                  then an object that is not known yet is made.
 * @return The object. Anything else is misuse and does not return.
 */
static inline struct object *object_get(const void *address,
                                        enum object_kind kind, bool raw_valid,
                                        const char *call, const void *pc)
{
    struct object *object = object_find(address);
    bool alive = object && object->kind == kind && !object->destroyed;
    if (!alive && heap_map_at(address) & HEAP_FREED)
        finding_misuse(FREED, call, address, pc);
    if ((alive || kind <= OBJECT_RWLOCK) && object_origin(address, kind))
        finding_misuse(COPIED, call, address, pc);
    if (alive)
        return object;
    if (raw_valid) {
        if (doubt_note(address, object_size(kind)))
            finding_misuse(NOT_INITIALISED, call, address, pc);
        return object ? object_new(address, kind, pc)
                      : object_learn(address, kind, pc);
    }
    doubt_confirm(address);
    if (object && object->freed && heap_map_has(address))
        object = NULL; /* the memory was given out again */
    if (object && object->destroyed)
        finding_misuse(object_end(object), call, address, pc);
    finding_misuse(object ? NOT_THAT : NOT_INITIALISED, call, address, pc);
}

/** @brief For a call that was announced and is about to happen: others may
 *  have destroyed the object, or freed its memory, in between. */
static inline void object_alive(const struct object *object, const char *call,
                                const void *pc)
{
    if (object->destroyed)
        finding_misuse(object_end(object), call, object->address, pc);
}

/** @return Whether the running thread must wait before @p op can happen. One
 *  whose deadline has passed does not. */
static inline bool call_blocks(const struct op *op)
{
    struct thread *self = schedule.current;
    self->op = op;
    bool blocks = !thread_ready(self);
    self->op = NULL;
    return blocks;
}

/** @brief Announces a step that always succeeds and changes @p address. */
static inline enum outcome point_simple(const char *call, const void *address,
                                        const void *pc)
{
    const struct op op = {
        .call = call, .address = address, .pc = pc, .writes = true};
    return schedule_point(&op);
}

/** @brief Records what point_simple() announced, once it is done. */
static inline void trace_done(const char *call, const void *address,
                              const void *pc)
{
    const struct op op = {.call = call, .address = address, .pc = pc};
    trace_op(&op, NULL);
}

/**
 * @brief The adversary's choice of whether an init or create call fails.
 * @return Whether it does. No scheduling point unless the trial asked for it.
 */
static inline bool call_fails(const char *call, const void *address,
                              const void *pc)
{
    if (schedule.left.failures == 0) {
        footprint_spend(OUTCOME_FAIL);
        return false;
    }
    const struct op op = {.call = call,
                          .address = address,
                          .pc = pc,
                          .writes = true,
                          .outcomes = OUTCOMES(OUTCOME_FAIL)};
    bool fails = schedule_point(&op) == OUTCOME_FAIL;
    if (fails)
        trace_op(&op, "fails");
    return fails;
}

/**
 * @brief An init call is misuse where such an object is in use, or where it was
 *        initialised and not destroyed.
 *
 * The latter POSIX leaves undefined. On a stack, and in memory of which nobody
 * knows when it is given out again, what is there may be of another variable's
 * time; bytes that were written since are no object; and C11 says nothing of
 * it.
 */
static inline void object_absent(const void *address, enum object_kind kind,
                                 const char *call, const void *pc)
{
    const struct object *old = object_find(address);
    if (!old || old->kind != kind)
        return;
    if (object_busy(old))
        finding_misuse(INIT_IN_USE, call, address, pc);
    if (!old->destroyed && object_signed(old) && !schedule.current->caller &&
        (statics_hold(address) || heap_map_has(address)))
        finding_misuse(INIT_AGAIN, call, address, pc);
}

/**
 * @brief The adversary's choice of whether an object's init call fails. Then
 *        there is no object until one succeeds.
 * @return Whether it does.
 */
static inline bool init_fails(void *address, enum object_kind kind,
                              const char *call, const void *pc)
{
    if (!call_fails(call, address, pc))
        return false;
    bytes_set(address, POISON, object_size(kind));
    struct object *object = object_new(address, kind, pc);
    object->destroyed = object->failed = true;
    return true;
}

#endif
