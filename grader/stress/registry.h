/**
 * @file registry.h
 * @brief Which threads run, wait and hold locks: the stress engine's books.
 *
 * Every thread of a round has a row. Its owner writes it, the watchdog and
 * the trial's body read it, so every field that both touch is atomic. The
 * books are kept by code that ThreadSanitizer does not instrument: they add no
 * happens-before edge that could hide a student's race.
 */
#ifndef LOCKSTEP_REGISTRY_H
#define LOCKSTEP_REGISTRY_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "trial/trial.h"

enum {
    MAX_THREADS = 1024, /**< rows: threads of one round, the body's included */
    MAX_HOLDS = 32,     /**< locks that one thread can be seen to hold */
};

/** What a thread is doing. */
enum thread_state {
    THREAD_FREE,     /**< the row is unused */
    THREAD_READY,    /**< at the start line */
    THREAD_RUNS,     /**< in the student's or the trial's code */
    THREAD_WAITS,    /**< in a call that may block */
    THREAD_FINISHED, /**< its function has returned */
};

/** How long a call may last. */
enum call_length {
    CALL_BRIEF, /**< waits for nobody, though it may take a nap */
    CALL_TIMED, /**< waits for another thread, until its time is over */
    CALL_OPEN,  /**< waits for another thread, however long that takes, or until
                     a time that is far away (timed.h) */
};

/** A lock that a thread holds. */
struct hold {
    _Atomic(const void *) object; /**< the lock; NULL: none */
    _Atomic(const void *) at;     /**< where it was taken */
};

/** How a thread waits at the start line. */
enum line {
    LINE_ASLEEP, /**< until the others are made, too */
    LINE_CALLED, /**< it shall get up */
    LINE_AWAKE,  /**< it can be let go */
};

/** One thread of the round; trial_spawn() hands it out. */
struct trial_thread {
    _Atomic int state;   /**< enum thread_state */
    _Atomic pid_t tid;   /**< the kernel's number; 0: it has not begun */
    atomic_bool created; /**< `handle` is set */
    _Atomic unsigned long calls;  /**< synchronization calls so far */
    _Atomic unsigned long naps;   /**< of them, those that slept */
    _Atomic(const char *) call;   /**< the call it is in, or was last in */
    _Atomic(const void *) object; /**< that call's object */
    _Atomic(const void *) at;     /**< where the call is made */
    _Atomic int length;           /**< enum call_length of that call */
    /** What it gave up to wait on a condition variable; NULL: none. */
    _Atomic(const pthread_mutex_t *) mutex;
    atomic_ulong waits_since;     /**< how many signals had been sent by then */
    atomic_size_t hold_count;     /**< may exceed MAX_HOLDS */
    struct hold holds[MAX_HOLDS]; /**< the locks it holds */

    /* Set before the thread starts, then its own. */
    char name[32];          /**< as findings show it */
    const void *created_at; /**< NULL for a thread of the trial */
    void *(*start)(void *); /**< as for pthread_create() */
    void *arg;              /**< of start; borrowed */
    pthread_t handle;       /**< for pthread_join() */
    atomic_bool joined;     /**< joined or detached */
    atomic_int line;        /**< enum line; a futex */
    atomic_bool released;   /**< let go from the start line */
    uint64_t random;        /**< for perturb.c */
    unsigned sleeps_left;   /**< of the pauses that perturb.c may make */
    unsigned sleep_mask;    /**< one call in sleep_mask + 1 sleeps */
};

/** The row of the calling thread; NULL for threads of the kit. */
extern __thread struct trial_thread *thread_self;

/** @brief Empties the books for a round whose randomness comes from @p seed;
 *  the caller becomes the body's row. */
void registry_begin(uint64_t seed);

/** @brief Takes a free row.
 *  @return The row, in state THREAD_RUNS, or NULL when all are used.
 *  Any thread may call it. */
struct trial_thread *registry_add(const char *name);

/** @brief Takes back a row whose thread could not be made. */
void registry_drop(struct trial_thread *thread);

/** @return Row @p i, or NULL past the last row that a thread ever used. */
struct trial_thread *registry_row(size_t i);

/** @return Whether a thread other than @p but holds the lock at @p object. */
bool registry_held(const void *object, const struct trial_thread *but);

/** @brief Records that the calling thread took @p object at @p at. */
void holds_add(const void *object, const void *at);

/** @brief Records that it released @p object.
 *  @return false if it did not hold it. */
bool holds_remove(const void *object);

/** @return The thread that holds the lock at @p object, or NULL. Sets @p at to
 *  where it was taken. Of several readers, any one. */
struct trial_thread *registry_holder(const void *object, const void **at);

/** @return Whether the calling thread holds @p object. */
bool holds_has(const void *object);

#endif
