/**
 * @file frame.h
 * @brief What the running thread's code has on its stack and in registers.
 *
 * The one idea: calls of the kit leave traces of what they did below the
 * program's own frames, and of that nothing is left when they return. So what
 * the program can know begins at the frame that called into the kit.
 */
#ifndef LOCKSTEP_FRAME_H
#define LOCKSTEP_FRAME_H

#include "explore/core/digest.h"

struct fiber;

/** Registers that a call preserves, at most. */
enum { FRAME_REGISTERS = 19 };

/** Where the program's own frames begin on a thread's stack. */
struct frame {
    const void *from; /**< the lowest address; NULL: not known */
    uint64_t registers[FRAME_REGISTERS]; /**< as they are there */
};

/** @return Of the running thread; frame.from is NULL if the program's code was
 *  not found below its calls. */
struct frame frame_find(void);

/** @brief Adds what is on the stack of @p fiber from @p frame on, the registers
 *  there, its thread-local variables and errno. The thread must be where it was
 *  when the frame was found. Without a frame the digest stays open. */
void frame_add(const struct frame *frame, const struct fiber *fiber,
               struct digest *digest);

/** @brief Adds the running thread, as frame_add(). */
void frame_digest(struct digest *digest);

#endif
