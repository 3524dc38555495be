/*
 * Who goes first in a trial of two threads, where threads are real.
 *
 * ThreadSanitizer judges by what orders two accesses, not by when they happen;
 * but of two that happen at the same moment on two processors it may see
 * neither. So one thread lets the other go first, by means that
 * ThreadSanitizer does not know and that order nothing: in one round the one,
 * in the next round the other, in the third nobody waits.
 * (What a probe may call of the kit is named trial_*.)
 */
#ifndef LOCKSTEP_TOUCHES_TURN_H
#define LOCKSTEP_TOUCHES_TURN_H

/* The trial's body begins a round. */
void trial_turns_begin(void);

/* A thread is about to do what it does: number 0 or 1. */
void trial_turn_wait(unsigned place);

/* It has done it. */
void trial_turn_end(void);

#endif
