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

/** @brief Adds the running thread's stack from there on, the registers that
 *  calls preserve, its thread-local variables and errno. On machines whose
 *  registers it does not know, the digest stays open. */
void frame_digest(struct digest *digest);

#endif
