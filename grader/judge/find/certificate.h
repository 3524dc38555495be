/**
 * @file certificate.h
 * @brief What a pass by the explorer proves, in one sentence.
 */
#ifndef LOCKSTEP_CERTIFICATE_H
#define LOCKSTEP_CERTIFICATE_H

#include <jansson.h>

/**
 * @brief Words the explorer's figures as a claim, no larger than they allow.
 * @param figures The explorer's observation `engine`; borrowed.
 * @return A JSON string, owned by the caller.
 */
json_t *certificate_make(const json_t *figures);

/** Room for what certificate_beside() says, in bytes. */
enum { CERTIFICATE_SIZE = 640 };

/**
 * @brief What an engine's run says of a trial, for people who read its line.
 * @param trial  A trial of a record; borrowed.
 * @param engine One of its engines; borrowed.
 * @param words  Gets the words, in CERTIFICATE_SIZE bytes; empty where there is
 *               nothing to say. Beside a failure no certificate stands, since
 *               it would seem to deny it: one that real threads showed is told
 *               as such, with the first round that did, and one by another
 *               seed's search speaks for itself.
 */
void certificate_beside(const json_t *trial, const json_t *engine,
                        char words[CERTIFICATE_SIZE]);

#endif
