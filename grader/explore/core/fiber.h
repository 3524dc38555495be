/**
 * @file fiber.h
 * @brief Fibers: threads of the student's code inside one OS thread.
 *
 * The one idea: a fiber is a stack together with a ThreadSanitizer fiber, so
 * ThreadSanitizer takes each one for a thread. Both are costly to make and are
 * kept in a pool: the n-th thread of every schedule runs on the n-th fiber.
 * Within a schedule a fiber is never used twice, or the order of two threads
 * on it would hide a race between them.
 *
 * Switches are invisible to ThreadSanitizer's happens-before relation. errno
 * and the student's thread-local variables change with the fiber: errno's value
 * is swapped in its one place, the variables have places of their own.
 */
#ifndef LOCKSTEP_FIBER_H
#define LOCKSTEP_FIBER_H

#include <stdbool.h>
#include <stddef.h>

enum { FIBERS_MAX = 1024 };

struct digest;

/** A fiber of the pool. */
struct fiber;

/** The stacks of all fibers, one after the other. */
extern char *fiber_stacks;

/** The logarithm of a stack's size in bytes, set by fiber_setup(). A stack is
 *  as large as a usual thread's, 8 MiB; but only 1 MiB where addresses have
 *  39 bits or fewer: of those ThreadSanitizer leaves programs some 16 GiB. Only
 *  what is touched costs memory. */
extern unsigned fiber_stack_bits;

/** @brief Prepares the pool. Call it once, from the engine's context. */
void fiber_setup(void);

/**
 * @brief Returns fiber number @p index, made on first use.
 * @param index Below FIBERS_MAX.
 * @param entry Runs at the first switch to the fiber; must not return.
 * @return The fiber, owned by the pool, ready to be switched to.
 */
struct fiber *fiber_prepare(unsigned index, void (*entry)(void));

/** @return The lowest address of a fiber's stack, and in @p size its size. */
void *fiber_stack_of(const struct fiber *fiber, size_t *size);

/** @brief Suspends the running fiber (or the engine) and runs @p to. */
void fiber_switch(struct fiber *to);

/** @brief Reports to the judge where each stack is, the same in every run. */
void stacks_report(void);

/** @return Whether @p address lies on the stack of a fiber. */
bool fiber_stack_holds(const void *address);

/** @return Whether @p address is errno's: such an access is private to its
 *  thread, although all fibers make it at one address. */
bool fiber_errno_is(const void *address);

/** @brief The engine's own context, as a fiber. */
struct fiber *fiber_engine(void);

/**
 * @brief Lets ThreadSanitizer take the caller for @p fiber, without a switch.
 *
 * With it the engine acts for a fiber that will not run again: releases what it
 * held and forgets its calls. End with fiber_impersonate(fiber_engine()).
 */
void fiber_impersonate(struct fiber *fiber);

/** @brief Adds a suspended fiber: its stack with the registers on top of it,
 * its thread-local variables and errno. */
void fiber_digest(const struct fiber *fiber, struct digest *digest);

/** @brief Adds a fiber: its stack from the address @p from on, its thread-local
 *  variables and errno. */
void fiber_digest_from(const struct fiber *fiber, const void *from,
                       struct digest *digest);

/** @brief Makes ThreadSanitizer forget the calls that the running (or
 *  impersonated) fiber has not returned from. */
void fiber_forget_calls(void);

/** @brief Names the fiber in ThreadSanitizer's reports; @p name is copied. */
void fiber_name(struct fiber *fiber, const char *name);

#endif
