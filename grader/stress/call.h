/**
 * @file call.h
 * @brief What every wrapped call does before and after the real one.
 */
#ifndef LOCKSTEP_CALL_H
#define LOCKSTEP_CALL_H

#include "stress/registry.h"
#include "trial/caller.h"
#include "trial/argument.h"

/**
 * @brief Records in the books that the calling thread is in @p call.
 * @param call   Its name, a literal.
 * @param object What it works on.
 * @param at     Where it is made: CALLER.
 * @param length How long it may last.
 * Perturbs first, so that the thread never sleeps while the books say that it
 * waits. Calls by the kit's own threads pass unnoticed.
 */
void call_begin(const char *call, const void *object, const void *at,
                enum call_length length);

/** @brief Records that the call has returned, then perturbs. */
void call_end(void);

/**
 * @brief Observes a misuse by the calling thread and ends the probe.
 * @param text What it does, for "<thread> <text>".
 */
_Noreturn void call_misuse(const char *text, const char *call,
                           const void *object, const void *at);

#endif
