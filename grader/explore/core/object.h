/**
 * @file object.h
 * @brief The model of every mutex, condition variable, semaphore, ...
 *
 * The one idea: the student's object stays what it is, a piece of memory; its
 * state is kept here, found by its address. So an object that was never
 * initialised, or already destroyed, is known as such. All objects are
 * forgotten when a schedule ends.
 */
#ifndef LOCKSTEP_OBJECT_H
#define LOCKSTEP_OBJECT_H

#include <stdbool.h>
#include <stddef.h>

struct digest;
struct thread;

/** What an object is; 0 is none. */
enum object_kind {
    OBJECT_MUTEX = 1,
    OBJECT_COND,
    OBJECT_RWLOCK,
    OBJECT_BARRIER,
    OBJECT_SPIN,
    OBJECT_SEMAPHORE,
    OBJECT_ONCE,
    OBJECT_FUTEX, /**< a word that threads wait on */
};

/** State of one object in the running schedule. */
struct object {
    const void *address;   /**< of the student's object; its key here */
    enum object_kind kind; /**< what it was initialised as */
    bool destroyed;        /**< kept to notice a use after its end */
    bool freed;            /**< ... which came with that of its memory */
    bool failed;           /**< ... or it never began: its init call failed */
    bool robust;           /**< mutex: it outlives its owner */
    bool orphaned;         /**< ... whose owner ended with it: what it guards
                                may be half done */
    bool ruined;           /**< ... and nobody mended that */
    int protocol;          /**< mutex: PTHREAD_PRIO_NONE, ... */
    int ceiling;           /**< ... and its priority ceiling */
    unsigned type;         /**< mutex: PTHREAD_MUTEX_NORMAL, ...; condition: its
                                clock */
    unsigned count;        /**< mutex: depth; semaphore: value; barrier: size */
    unsigned readers;      /**< rwlock: read locks held */
    unsigned waiting;      /**< condition, barrier: threads inside */
    unsigned long phase;   /**< condition: grows as waiters arrive */
    struct wakeup *wakeups; /**< condition: signals not yet taken, in order */
    struct thread *owner;   /**< the holder of a mutex, spin or write lock */
    const void *partner;    /**< condition: the mutex its waiters gave; once:
                                 the one that its owner ran before */
    unsigned long unheard;  /**< condition: the step of its latest signal, if
                                 that reached nobody; 0: it reached somebody */
    const void *unheard_at; /**< ... where that signal was sent */
    const struct thread *unheard_by; /**< ... and by whom */
};

/** @brief Prepares the table. Call it once. */
void objects_setup(void);

/** @brief Forgets all objects: a new schedule begins. */
void objects_clear(void);

/** @return The object at @p address, of whatever kind, or NULL. */
struct object *object_find(const void *address);

/**
 * @brief Makes a fresh object, in place of any older one at that address.
 * @return The object, valid until the schedule ends; NULL when there are too
 *         many.
 */
struct object *object_make(const void *address, enum object_kind kind);

/** @brief Adds all objects, but for what only counts or is told in reports. */
void objects_digest(struct digest *digest);

/** @return Whether anyone holds or waits for the object. */
bool object_busy(const struct object *object);

/**
 * @brief Forgets the objects in memory that is being freed.
 * @return One that is still in use, or NULL.
 */
const struct object *objects_drop(const void *start, size_t size);

/**
 * @brief Writes into an object which one it is, where its kind has room.
 *
 * So the bytes of one that was initialised or used are no longer those of a
 * static initialiser, and a copy of them is known as one.
 */
void object_sign(const struct object *object);

/** @return Whether the bytes are still what object_sign() wrote. */
bool object_signed(const struct object *object);

/** @brief Undoes what an earlier schedule signed: not all memory is put back.
 *  Call it before looking whether the bytes are a static initialiser's. */
void object_unsign(const void *address, enum object_kind kind);

/** @return The object whose bytes those at @p address are a copy of, or NULL.
 */
const struct object *object_origin(const void *address, enum object_kind kind);

/** @return Bytes of an object of that kind that are opaque; 0: not known. */
size_t object_size(enum object_kind kind);

/** @return Whether all @p size bytes at @p address are zero. */
bool bytes_zero(const void *address, size_t size);

/** @brief Sets bytes without telling ThreadSanitizer. */
void bytes_set(void *address, unsigned char value, size_t size);

#endif
