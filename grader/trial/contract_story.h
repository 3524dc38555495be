/**
 * @file contract_story.h
 * @brief What the client of a contract did, in words.
 */
#ifndef LOCKSTEP_CONTRACT_STORY_H
#define LOCKSTEP_CONTRACT_STORY_H

/** Hands the lines of the latest round's client to @p line, with what its calls
 *  have answered. For engines, after the round. NULL until a trial has played a
 *  contract. */
extern void (*contract_tell)(void (*line)(const char *text));

#endif
