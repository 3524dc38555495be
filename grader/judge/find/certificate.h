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

#endif
