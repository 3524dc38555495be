/**
 * @file contract_story.h
 * @brief What the client of a contract did, in words.
 */
#ifndef LOCKSTEP_CONTRACT_STORY_H
#define LOCKSTEP_CONTRACT_STORY_H

/** @brief Hands the lines of the latest round's client to @p line, with what
 *  its calls have answered; none if the trial plays no contract. For engines,
 *  after the round. */
void contract_tell(void (*line)(const char *text));

#endif
