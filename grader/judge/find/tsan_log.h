/**
 * @file tsan_log.h
 * @brief Reads ThreadSanitizer's reports back from its log.
 *
 * The text is that of gcc's and clang's runtime alike; what is used of a frame
 * is its address in the probe, so a missing symbolizer does no harm.
 */
#ifndef LOCKSTEP_TSAN_LOG_H
#define LOCKSTEP_TSAN_LOG_H

#include <stdbool.h>
#include <stdint.h>

enum { REPORT_FRAMES = 32, REPORT_LOCKS = 16, REPORT_THREADS = 16 };

/** Addresses in the probe's own program, innermost call first. */
struct report_stack {
    uint64_t pc[REPORT_FRAMES]; /**< the first #depth are set */
    unsigned depth;             /**< of the calls that were kept */
};

/** One of the two accesses of a race. */
struct report_access {
    bool write;                   /**< else it reads */
    bool atomic;                  /**< by an atomic operation */
    unsigned size;                /**< bytes */
    uint64_t address;             /**< of its first byte */
    char thread[64];              /**< "T2" or "main thread" */
    unsigned locks[REPORT_LOCKS]; /**< numbers of the mutexes held */
    unsigned lock_count;          /**< of them */
    struct report_stack stack;    /**< where it was made */
};

/** A mutex that a report mentions. */
struct report_lock {
    unsigned number;  /**< as in "M12" */
    uint64_t address; /**< of the mutex */
};

/** A thread that a report mentions. */
struct report_thread {
    char label[64]; /**< "T2" */
    char name[64];  /**< the thread's name, "" if it has none */
};

/** One report. */
struct report {
    char kind[96];                  /**< "data race", "SEGV", ... */
    bool deadly;                    /**< it ended the probe: a signal, or
                                         a request that can't be met */
    uint64_t fault;                 /**< deadly: the address that was touched */
    struct report_access access[2]; /**< the later one first */
    unsigned access_count;          /**< 0 if it is not a race */
    char location[256];             /**< "global 'counter' of size 8", or "" */
    struct report_stack stack;      /**< deadly and others: where it happened */
    struct report_lock locks[REPORT_LOCKS];       /**< that the accesses held */
    unsigned lock_count;                          /**< of them */
    struct report_thread threads[REPORT_THREADS]; /**< that it mentions */
    unsigned thread_count;                        /**< of them */
};

/** All reports of one run. */
struct tsan_log {
    struct report *reports; /**< owned */
    unsigned count;         /**< of them */
    bool failed_start;      /**< ThreadSanitizer itself gave up */
};

/**
 * @brief Parses a log.
 * @param text    The log; borrowed.
 * @param program Base name of the probe's program, as frames call it.
 * @param log     Filled; free it with tsan_log_free().
 * @return 0 or ENOMEM. Any thread may call it.
 */
int tsan_log_parse(const char *text, const char *program, struct tsan_log *log);

/** @brief Frees what tsan_log_parse() filled. */
void tsan_log_free(struct tsan_log *log);

/** @return The name of the thread that a report labels @p label, or the label
 *  itself; the main thread is the trial's. */
const char *report_thread_name(const struct report *report, const char *label);

/** @return The address of mutex @p number, or 0. */
uint64_t report_lock_address(const struct report *report, unsigned number);

#endif
