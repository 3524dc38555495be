/**
 * @file thread.h
 * @brief The threads of the running schedule and what each is about to do.
 *
 * The one idea: a thread announces an operation *before* it happens (struct op)
 * and waits to be chosen. Which may be chosen is decided by asking each
 * announced operation whether it could happen now.
 */
#ifndef LOCKSTEP_THREAD_H
#define LOCKSTEP_THREAD_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "explore/core/fiber.h"

struct atomic_call;
struct deadline;
struct digest;
struct object;
struct thread;

/** How an operation comes out, where POSIX leaves it open. */
enum outcome {
    OUTCOME_NORMAL,
    OUTCOME_SPURIOUS,  /**< a condition wait returns without a signal */
    OUTCOME_TIMEOUT,   /**< a timed wait runs out of time */
    OUTCOME_INTERRUPT, /**< a semaphore wait returns EINTR */
    OUTCOME_FAIL,      /**< an init or create call fails */
    OUTCOME_HELD,      /**< a reader is held back by a waiting writer */
    OUTCOME_WEAK,      /**< a weak compare-exchange fails for no reason */
    OUTCOME_CANCEL,    /**< its thread is cancelled in it */
    OUTCOME_SIGNAL, /**< a signal's handler runs first, and then it goes on */
    OUTCOME_OTHER,  /**< the trial takes the other half (trial_choose()) */
    OUTCOME_COUNT,
    OUTCOME_OLDER = OUTCOME_COUNT, /**< an atomic operation sees an older value,
                                        or its store goes behind a newer one;
                                        those after it: still older ones */
    OUTCOME_LAST = UINT16_MAX
};

/** Whether a thread may be cancelled in a call. */
enum cancel_point {
    CANCEL_NEVER, /**< it is no cancellation point */
    CANCEL_WAIT,  /**< while it waits: what it waits for may come first */
    CANCEL_CALL,  /**< and at once if it was asked for before the call */
};

/** An operation that a thread announces. */
struct op {
    const char *call;    /**< "pthread_mutex_lock" */
    const void *address; /**< what it acts on; NULL: nothing shared */
    const void *pc;      /**< where in the student's code it was called */
    /** Whether it could happen now with that outcome; NULL: always. */
    bool (*ready)(const struct thread *thread, enum outcome outcome);
    struct object *object; /**< the model of what it acts on, if it has one */
    const struct thread *target; /**< the one thread it waits for */
    const void *inside;          /**< the condition that must wake it first */
    const void *expects; /**< weak compare-exchange: the value that it needs */
    unsigned outcomes;   /**< set of 1 << enum outcome, beside OUTCOME_NORMAL */
    const struct deadline *deadline; /**< until when it may wait; NULL: for
                                          ever, or it never waits */
    long long overdue;               /**< see deadline_strange() */
    const char *order; /**< memory order of an atomic, as a word, or NULL */
    const struct atomic_call *atomic; /**< what it is then, or NULL */
    /** How many moves there are from OUTCOME_OLDER on; NULL: none. */
    unsigned (*older)(const struct thread *thread, const struct op *op);
    unsigned size;             /**< bytes at address, for memory accesses */
    enum cancel_point cancels; /**< whether it is a cancellation point */
    bool writes;               /**< it may change what others see at address */
    bool plain;                /**< an ordinary memory access: two may race */
    bool gathers;              /**< it can't happen while any other thread of
                                    the trial goes on */
    bool suspends;             /**< it waits for a signal: a handler ends it */
    bool sleeps;               /**< it waits for nothing but its deadline */
    bool outside;              /**< it waits for a descriptor to be ready */
    bool serves; /**< ... and somebody outside of the program may make it so */
};

/** A call that a signal handler of the same thread interrupted; it goes on when
 *  the handler returns. Lies on the thread's stack, below the call. */
struct interrupted {
    const struct op *op;       /**< what it was about to do */
    bool was_signalled;        /**< see struct thread: of the call ... */
    unsigned long phase;       /**< ... and not of the handler */
    bool waited;               /**< it could not happen at that moment */
    struct interrupted *outer; /**< the one outside it, or NULL */
};

/** A lock that a thread holds, and where it took it. */
struct held {
    struct object *object; /**< the lock */
    const void *pc;        /**< where it was taken */
    unsigned flags;        /**< for __tsan_mutex_pre_unlock() */
};

/** One read that a spinning thread may repeat. */
struct glance {
    const void *pc;      /**< where the read is */
    const void *address; /**< what was read */
    uint64_t value;      /**< what it held */
};

enum { HELD_MAX = 64, GLANCES = 8, KEYS_MAX = 128, THREAD_NAME = 32 };

/** A thread of the running schedule. */
struct thread {
    unsigned id; /**< the number of its fiber; 0 is the first thread */
    char name[THREAD_NAME]; /**< as findings show it */
    struct fiber *fiber;    /**< what it runs on */
    void *(*start)(void *); /**< as for pthread_create() */
    void *argument;         /**< of start; borrowed */
    void *result;           /**< for pthread_join() */
    bool finished;          /**< it came to its end */
    bool detached;          /**< nobody may join it */
    bool joined;            /**< somebody did */
    bool of_trial;          /**< made by trial_spawn(): its lock is the kit's */
    bool started;           /**< the start line is open for it */
    unsigned long
        stops_at;             /**< it goes no further than so many steps of its
                                   own (trial_stop_after()); 0: as far as it can */
    bool cancel_asked;        /**< pthread_cancel() was called for it */
    bool cancel_off;          /**< it wants none now */
    bool cancel_async;        /**< it may be cancelled at any operation */
    bool leaving;             /**< it is on its way out: no cancellation more */
    const void *cancelled_at; /**< where it was; NULL: it was not */
    const char *cancelled_in; /**< ... in which call */
    const void
        *created_at; /**< where in the student's code; NULL: by the trial */
    const struct thread *creator; /**< ... and by whom */

    const struct op *op; /**< what it is about to do; NULL: it runs */
    const void
        *waiting_on;     /**< the condition or barrier inside which it sleeps */
    const void *caller;  /**< the call that the models' calls are made for;
                              NULL: they are the program's own */
    const void *last_pc; /**< where it took its last step; NULL: nowhere yet */
    enum outcome outcome; /**< how its operation comes out */
    bool was_signalled;   /**< condition: a broadcast woke it; barrier: all
                               arrived */
    unsigned long phase;  /**< condition, barrier: when it arrived */

    long long overdue;      /**< its last deadline: see deadline_strange() */
    const void *overdue_at; /**< ... and the call that it was given to */

    uint64_t signals_blocked; /**< its mask, a bit for each */
    uint64_t signals_awaited; /**< those that it waits for in sigwait() */
    unsigned signal_delay;    /**< its steps while a handler was due */
    struct interrupted *interrupted; /**< by the handler it runs, or NULL */
    unsigned long steps;             /**< its own operations so far */
    unsigned long first_step; /**< the schedule's step when it first ran; 0: it
                                   has not */
    unsigned long last_step;  /**< ... and when it last ran */
    unsigned long yield_step; /**< its last yield */
    unsigned long penalty;    /**< it goes after those that did not run since
                                   this step (CHESS, PLDI 2008) */
    unsigned long yield_own;  /**< its own steps at its last yield; 0: none */
    bool yields;              /**< it offers its turn at the next point */
    unsigned long turn_step;  /**< the step at which its turn began */

    unsigned looks;         /**< at clocks, each soon after the one before */
    unsigned long look_own; /**< its own steps at the last one */

    struct glance glances[GLANCES]; /**< the latest; a ring */
    unsigned glance_count;          /**< of them */
    unsigned long glance_changes;   /**< schedule.changes when they were made */

    struct held held[HELD_MAX]; /**< in the order they were taken */
    unsigned held_count;        /**< of them */

    const void *keys[KEYS_MAX]; /**< thread-specific values, by key */
    unsigned keys_used;         /**< highest key with a value, plus one */
    void *cleanup;       /**< innermost buffer of pthread_cleanup_push() */
    struct object *once; /**< the innermost whose routine it runs */

    unsigned long blocks; /**< that it has allocated */

    unsigned long arrived;      /**< trial_arrives(): at this step; 0: never */
    unsigned long waits_since;  /**< and began to wait; 0: does not wait */
    unsigned long waited_until; /**< the end of its last such wait */

    uint64_t priority;    /**< for the strategy */
    unsigned long weight; /**< for the strategy */
    char sync;            /**< its address orders start, end and join */
};

/** All threads of the running schedule. */
struct thread_table {
    struct thread *all;              /**< by id */
    unsigned count;                  /**< made so far */
    struct thread *live[FIBERS_MAX]; /**< not finished, by id */
    unsigned live_count;             /**< of them */
};

/** Of the running schedule. */
extern struct thread_table threads;

/** @brief Prepares the table. Call it once. */
void threads_setup(void);

/** @brief Forgets all threads: a new schedule begins. */
void threads_clear(void);

/**
 * @brief Makes a thread, ready to be chosen.
 * @param name  Copied; NULL: "thread N".
 * @param entry What its fiber runs: calls thread.start, and never returns.
 * @param start As for pthread_create().
 * @return The thread, or NULL when there are too many.
 * What the running thread did happens before it.
 */
struct thread *thread_make(const char *name, void (*entry)(void),
                           void *(*start)(void *), void *argument);

/** @brief The running thread is at its end: one that waits to join it may go
 *  on. It must give up its turn for good then. */
void thread_retire(void *result);

/** @brief Copies a thread's name, THREAD_NAME bytes, where ThreadSanitizer does
 *  not look. */
static inline void thread_name_copy(char *to, const char *from)
{
    volatile char *name = to;
    for (unsigned i = 0; i < THREAD_NAME; i++)
        name[i] = from[i];
}

/** @return The thread for @p handle, or NULL if there is none. */
struct thread *thread_of(pthread_t handle);

/** @return The handle of @p thread. */
pthread_t thread_handle(const struct thread *thread);

/** @return Whether @p thread has been asked to end and minds that now. */
static inline bool thread_heeds_cancel(const struct thread *thread)
{
    return thread->cancel_asked && !thread->cancel_off && !thread->leaving;
}

/** @return Whether @p thread could be cancelled in the operation that it
 *  announced. */
static inline bool thread_cancels(const struct thread *thread)
{
    return thread_heeds_cancel(thread) && thread->op &&
           (thread->cancel_async || thread->op->cancels);
}

/** @brief Notes that the running thread now holds a lock.
 *  @return false: it holds too many for the table. */
bool thread_hold(struct object *object, const void *pc, unsigned flags);

/** @brief Notes that it released the lock. */
void thread_release(struct object *object);

/** @return The thread's record of a lock it holds, or NULL. */
struct held *thread_holds(struct thread *thread, const struct object *object);

/** @brief Clears the calls and locks of a thread that will not run again from
 *  ThreadSanitizer's view. What it did is released, as at its end. */
void thread_abandon(struct thread *thread);

/** @brief Adds what @p thread holds, is about to do and has, but for what lies
 *  on its stack. */
void thread_digest(const struct thread *thread, struct digest *digest);

/** @brief Adds what the live threads are about to do, hold and have. Every one
 *  must be suspended. */
void threads_digest(struct digest *digest);

/** @brief After a schedule: what a thread that nobody joined did happens before
 *  all that follows. From the engine's context. */
void threads_settle(void);

#endif
