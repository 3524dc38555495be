/**
 * @file quote.h
 * @brief Lesson 26: a dealer's quote, two prices that belong together.
 *
 * One thread, the dealer, sets a new quote as often as it likes, and never
 * waits for anybody. Any number of other threads look at it, at any time.
 *
 * This is the contract. You make it true in quote.c; you don't edit this file.
 */
#ifndef QUOTE_H
#define QUOTE_H

#include <stdbool.h>

/** What the dealer pays and asks for; the two belong together. */
struct quote {
    long bid; /**< for this much the dealer buys */
    long ask; /**< for this much it sells */
};

/**
 * @brief Sets a new quote in place of the last one. Only the dealer calls it.
 *        Never waits, whatever the others are doing.
 * @param quote Is copied.
 */
void quote_set(const struct quote *quote);

/**
 * @brief Tries to get a quote: all of it as the dealer set it at one time.
 *
 * It is the last one, or one that was set during the call; zeros, if there was
 * none yet. It is never older than one that the caller has got before.
 *
 * Whoever gets a quote sees everything that the dealer did before it set that
 * one. In particular the dealer's own structure is not read any more: it may be
 * written again, by whoever got the quote.
 *
 * Never waits. It fails only if a quote was being set during the call.
 *
 * @param quote Where to store it; not touched on a failure.
 * @return Whether there is a quote in it.
 */
bool quote_try(struct quote *quote);

#endif
