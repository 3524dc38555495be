/**
 * @file contract.h
 * @brief A contract that executes: clients made up from it, and what their
 *        calls answer compared with it.
 *
 * A lesson's `model.c` says in C what its header says in words: a sequential
 * object, and for each call what it may answer in which state. From it the kit
 * makes up small clients, one or two calls in each of a few threads, from
 * several beginnings, and the explorer runs each in all its schedules. After
 * each schedule: is there an order of the calls, in keeping with what was over
 * before what began, in which the object alone would have answered all of them
 * so? (Herlihy and Wing, "Linearizability: a correctness condition for
 * concurrent objects", TOPLAS 1990; looked for as in Wing and Gong, "Testing
 * and verifying concurrent objects", JPDC 1993.) And where nobody can go on:
 * may everyone who waits, wait?
 *
 * @code
 * static enum call_fit counter_fits(void *state, const struct call *call)
 * {
 *     long *counter = state;
 *     return call->answer == ++*counter ? CALL_FITS : CALL_DIFFERS;
 * }
 * @endcode
 */
#ifndef LOCKSTEP_CONTRACT_H
#define LOCKSTEP_CONTRACT_H

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "trial/trial.h"

enum {
    CALL_ARGUMENTS = 3, /**< that a call may have */
    CALL_STORED = 8,    /**< numbers that a call may store for its caller */
};

/** What stored[] holds before a call: "not touched" means that it still does.
 */
enum { UNTOUCHED = -987654 };

/** A call of one of the header's functions: first as a client makes it, then
 *  with what came of it. */
struct call {
    int function;              /**< which one; the model's own numbers */
    long with[CALL_ARGUMENTS]; /**< its arguments, as the model takes them */
    bool may_wait;  /**< there are states in which it waits for other calls */
    bool alone;     /**< worth a try only where nothing goes on beside it */
    unsigned after; /**< set of 1 << beginning, by their places: the header
                         allows it, or it is worth a try, only after those;
                         0: after all */

    bool answered;            /**< it has returned */
    long answer;              /**< what it returned; UNTOUCHED: nothing */
    long stored[CALL_STORED]; /**< what it stored */
};

/** Whether a call can have happened, as it did, in a state. */
enum call_fit {
    CALL_DIFFERS, /**< no: in that state it answers something else */
    CALL_FITS,    /**< yes; the state is what follows */
    CALL_WAITS,   /**< in that state it waits, whatever it may answer later */
};

/** @return CALL_FITS if it has answered so, else CALL_DIFFERS. */
static inline enum call_fit call_answers(const struct call *call, long answer)
{
    return call->answer == answer ? CALL_FITS : CALL_DIFFERS;
}

/** @return CALL_FITS if it has answered that error, and stored nothing. */
static inline enum call_fit call_refuses(const struct call *call, long error)
{
    return call->stored[0] == UNTOUCHED ? call_answers(call, error)
                                        : CALL_DIFFERS;
}

/** @name Errors of a call that failed for want of something
 *  For contract::may_fail, as the header has it.
 *  @{ */
/** @return That it may have answered that error number: any. */
static inline bool call_any_error(const struct call *call)
{
    return call->answer > 0;
}

/** @return Whether it has answered ENOMEM, where the header names no other. */
static inline bool call_no_memory(const struct call *call)
{
    return call->answer == ENOMEM;
}
/** @} */

/** @name A create, which stores an object
 *  @{ */
/** What its caller's pointer is before: it must be so after an error, too. */
#define NO_OBJECT ((void *)(intptr_t)UNTOUCHED)

/** @brief Notes what the pointer is after it. @return Whether there is an
 * object to go on with. */
static inline bool created(struct call *call, const void *object)
{
    if (object != NO_OBJECT)
        call->stored[0] = object != NULL;
    return call->answer == 0 && call->stored[0] == 1;
}

/** @return CALL_FITS if it has stored an object, and answered 0. */
static inline enum call_fit call_creates(const struct call *call)
{
    return call->stored[0] == 1 ? call_answers(call, 0) : CALL_DIFFERS;
}

/** @return What is to be told behind the pointer: that NULL was stored, or
 *  @p object, as in ": a hall", on an error. */
static inline const char *created_text(const struct call *call,
                                       const char *object)
{
    if (call->stored[0] == UNTOUCHED)
        return "";
    if (call->stored[0] == 0)
        return ": NULL";
    return call->answer != 0 ? object : "";
}
/** @} */

/** @name What the header lets one thread do
 *  @{ */
/** The trial's own thread may always, before and after the others. */
struct role {
    pthread_t body;            /**< The trial's own thread. */
    _Atomic(pthread_t) holder; /**< Who has it; the body: nobody else yet. */
};

/** @brief A round begins; called by the trial's own thread. */
static inline void role_open(struct role *role)
{
    role->body = pthread_self();
    atomic_store_explicit(&role->holder, role->body, memory_order_relaxed);
}

/** @return Whether the calling thread has the role: the first that asks does.
 *  It orders no memory. */
static inline bool role_mine(struct role *role)
{
    pthread_t self = pthread_self(), holder = role->body;
    return self == role->body ||
           atomic_compare_exchange_strong_explicit(&role->holder, &holder, self,
                                                   memory_order_relaxed,
                                                   memory_order_relaxed) ||
           holder == self;
}
/** @} */

/** A beginning has so many at most. */
enum { BEGINNING_CALLS = 4 };

/** A sequential object: all that a header promises about what calls answer. */
struct contract {
    /** Bytes of a state, 256 at most; it is copied as bytes, and is all 0 at
     *  first. */
    size_t state_size;
    /** Makes the call for real, and stores what comes of it. @return Whether
     *  the client can go on: not without an object, say. */
    bool (*run)(struct call *call);
    /** The same call in a state. One that has not returned yet
     *  (call::answered) is only asked whether it waits there. */
    enum call_fit (*fits)(void *state, const struct call *call);
    /** Writes it as in C, with what it stored once it has returned. */
    void (*tell)(const struct call *call, char *text, size_t size);
    /** How clients begin, one call after the other; ends with one of which the
     *  first call's function is 0. */
    const struct call (*beginnings)[BEGINNING_CALLS];
    const struct call *calls; /**< what threads do; ends with function 0 */
    /** What lets those go on who still wait when nobody can: of these the first
     *  that would not wait itself, again and again. Ends with function 0. NULL:
     *  no call waits. */
    const struct call *releases;
    /** What is looked at, and undone, in the end; one that would wait is left
     *  out. Ends with function 0. */
    const struct call *ends;
    bool values; /**< calls return values, and not error numbers */
    bool asleep; /**< who has nothing to do sleeps, as the header says */
    /** Whether a call may have failed so, of those that have stored nothing; it
     *  must have changed nothing then. NULL: none may. For trials with
     *  .failing_calls. */
    bool (*may_fail)(const struct call *call);
    unsigned stops; /**< nobody waits for anybody, as the header says: one
                         thread is stopped for good after so many of its steps,
                         and after fewer; then the others come, and their
                         calls must return. Who makes calls that may wait comes
                         last, when it goes on. For trials of the explorer
                         alone. 0: no such promise */
    size_t clients; /**< made up, at least those of two calls; 0:
                         CLIENTS */
};

/** So many clients, if a contract doesn't say. */
enum { CLIENTS = 160 };

/**
 * @brief One round: makes a client up, runs it, and states that its answers
 *        keep the contract. Called by the body of a trial.
 * @param contract The contract; borrowed.
 * @param file     Where it stands, for findings.
 * @param line     Of the file.
 */
void trial_contract(const struct contract *contract, const char *file,
                    int line);

/** What the clients of a contract may cost. */
enum {
    CONTRACT_EFFORT = 500000, /**< steps of the explorer: a second */
    CONTRACT_ROUNDS = 20,     /**< of real threads, each with another client */
};

/** @brief Defines the trial that plays a contract: CONTRACT(name, "promise",
 *  &contract, .points = 20); */
#define CONTRACT(trial_id, promise_text, played_contract, ...)                 \
    TRIAL(trial_id, promise_text, .calm = true, .effort = CONTRACT_EFFORT,     \
          .rounds = CONTRACT_ROUNDS, __VA_ARGS__)                              \
    {                                                                          \
        trial_contract(played_contract, __FILE__, __LINE__);                   \
    }                                                                          \
    struct contract

#endif
