/**
 * @file client.h
 * @brief A small client that is made up from a contract.
 */
#ifndef LOCKSTEP_CLIENT_H
#define LOCKSTEP_CLIENT_H

#include "trial/contract.h"

enum {
    MOST_WORKERS = 3, /**< threads of a client */
    WORKER_CALLS = 2, /**< calls of each */
};

/** What a client does. */
struct client {
    const struct call *beginning; /**< what the trial's own thread does first:
                                       BEGINNING_CALLS, or until function 0 */
    unsigned workers;             /**< threads that come then */
    const struct call *calls[MOST_WORKERS][WORKER_CALLS];
    unsigned counts[MOST_WORKERS]; /**< of the calls of each */
    bool may_wait;                 /**< some call of theirs may */
};

/**
 * @brief Makes up the client of this round: trial_choose() says which.
 * @param contract The contract; borrowed.
 * @param client   Where to store it. Its calls are the contract's.
 * Called by the body of a trial, before trial_go().
 */
void client_choose(const struct contract *contract, struct client *client);

#endif
