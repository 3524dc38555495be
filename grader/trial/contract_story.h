/**
 * @file contract_story.h
 * @brief What the client of a contract did, in words.
 */
#ifndef LOCKSTEP_CONTRACT_STORY_H
#define LOCKSTEP_CONTRACT_STORY_H

/** Hands the lines of the latest round's client to @p line, with what its calls
 *  have answered. NULL until a trial has played a contract: programs have
 *  engines, and no contracts. */
extern void (*contract_tell)(void (*line)(const char *text));

/** @brief Observes those lines, if there are any. For engines, after the round
 *  in which something was found. */
void contract_observe(void);

#endif
