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
    uint64_t pc[REPORT_FRAMES];
    unsigned depth;
};

/** One of the two accesses of a race. */
struct report_access {
    bool write;
    bool atomic;
    unsigned size; /**< bytes */
    uint64_t address;
    char thread[64];              /**< "T2" or "main thread" */
    unsigned locks[REPORT_LOCKS]; /**< numbers of the mutexes held */
    unsigned lock_count;
    struct report_stack stack;
};

/** A mutex that a report mentions, or a thread: its number and what it is. */
struct report_lock {
    unsigned number;
    uint64_t address;
};
struct report_thread {
    char label[64]; /**< "T2" */
    char name[64];  /**< the thread's name, "" if it has none */
};

/** One report. */
struct report {
    char kind[96];  /**< "data race", "SEGV", ... */
    bool deadly;    /**< a signal that ended the probe */
    uint64_t fault; /**< deadly: the address that was touched */
    struct report_access access[2];
    unsigned access_count;
    char location[256];        /**< "global 'counter' of size 8", or "" */
    struct report_stack stack; /**< deadly and others: where it happened */
    struct report_lock locks[REPORT_LOCKS];
    unsigned lock_count;
    struct report_thread threads[REPORT_THREADS];
    unsigned thread_count;
};

/** All reports of one run. */
struct tsan_log {
    struct report *reports; /**< owned */
    unsigned count;
    bool failed_start; /**< ThreadSanitizer itself could not run */
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
