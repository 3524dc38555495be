/**
 * @file wait.h
 * @brief How threads wait for descriptors.
 */
#ifndef LOCKSTEP_FILES_WAIT_H
#define LOCKSTEP_FILES_WAIT_H

#include <poll.h>
#include <stdbool.h>

#include "explore/core/thread.h"
#include "explore/files/table.h"
#include "explore/model/clock.h"

/** A call that may have to wait. */
struct wait {
    struct op op; /**< what is announced; the first member */
    /** Asks the kernel whether the call would get on, without waiting. */
    bool (*ask)(struct wait *wait);
    void *of;           /**< for asking */
    unsigned long when; /**< files_changes() when it was asked; 0: never */
    bool answer;        /**< and what it said */
    bool serves;        /**< somebody outside may connect */
    const struct deadline *deadline; /**< until then; NULL: for ever */
};

/**
 * @brief Announces a call that waits until asking the kernel says yes.
 * @param wait With what it is about, and until when; see struct wait.
 * @return How it came out. Only OUTCOME_NORMAL is not recorded yet.
 */
enum outcome wait_point(struct wait *wait);

/** @brief Announces a call that waits until @p descriptor is ready for @p
 *  events. @return false: it is interrupted, and errno says so. */
bool wait_ready(const char *call, int descriptor, short events, const void *pc);

/** @return The events of @p events that a descriptor has now. */
short descriptor_ready(int descriptor, short events);

/** @brief Announces a call on a descriptor that does not wait. */
void file_point(const char *call, const struct file *file, const void *pc);

/** @brief Records a call that was announced, and how it came out. */
void file_trace(const char *call, const struct file *file, const void *pc,
                const char *result);

/** @brief For a system call by syscall(): the library's own are
 *  ThreadSanitizer's to watch. @return -1, with errno set. */
int files_fail(int error);

#endif
