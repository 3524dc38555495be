/**
 * @file signal_state.h
 * @brief What the models of signals know, among themselves.
 */
#ifndef LOCKSTEP_SIGNAL_STATE_H
#define LOCKSTEP_SIGNAL_STATE_H

#include "explore/model/signals.h"

/** glibc keeps two for itself. */
#define UNBLOCKABLE (signal_bit(SIGKILL) | signal_bit(SIGSTOP) | 3ul << 31)

/** Of the running schedule. */
struct signal_state {
    struct sigaction actions[SIGNALS]; /**< what is to be done */
    uint64_t handled;      /**< a bit for each signal: it has a handler */
    uint64_t interrupting; /**< ... which does not restart calls */
    uint64_t ignored;      /**< nothing is to be done */
    uint64_t sent;         /**< by anyone */
    uint64_t sent_inside;  /**< ... by the program */
    bool outside_came;     /**< what schedule.limits.outside asks for */
    int tried; /**< sent once where it would hang; 0: none. Stays for the next
                */
    bool tried_came;      /**< it was sent */
    bool from_outside;    /**< any came from outside */
    char orders[SIGNALS]; /**< sending one happens before taking it */
};

/** Whoever changes it calls signals_recount() where that counts. */
extern struct signal_state signal_state;

/** @return Those that the system or a user may send at any time. The rest mean
 *  what the program says, and come from it. */
static inline uint64_t signals_from_anywhere(void)
{
    return ~(signal_bit(SIGUSR1) | signal_bit(SIGUSR2) | ~0ull << 31);
}

/** @brief Sets what is to be done on a signal. */
void signal_action_set(int number, const struct sigaction *action);

/** @brief Does what happens to a signal that has no handler and is not ignored:
 *  the program ends. */
_Noreturn void signal_default_act(int number, const char *call, const void *pc);

#endif
