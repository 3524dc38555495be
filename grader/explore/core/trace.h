/**
 * @file trace.h
 * @brief Records the steps of one schedule and reports them to the judge.
 *
 * A trace is reported as one line that announces it and one line per step:
 *
 *     {"t":"trace","id":"...","finding":"deadlock",
 *      "shows":null,"steps":12,
 *      "switches":3,"preemptions":1,"minimised":true,"memory":false,
 *      "lost":false}
 *     {"t":"step","n":4,"thread":"first","call":"pthread_mutex_lock",
 *      "object":"0x404060","at":"0x401234","result":"blocks",
 *      "holds":["0x404088"]}
 *     {"t":"step","n":5,"thread":"second","call":"reads","object":"0x404050",
 *      "size":8,"value":"0x5","at":"0x401250","holds":[]}
 *
 * `finding` is what the schedule is shown for. A race may be shown by what it
 * leads to: then `shows` says what (an assertion that fails, a crash). `lost`
 * says that the schedule went another way when it was run once more; then there
 * are no steps, for they would not show the finding.
 *
 * - `n`: from 1; the middle of a very long trace is left out
 * - `thread`: its name: "main", "the trial", "first", "thread 2"
 * - `call`: the function called; "reads", "writes" for memory accesses;
 *   "starts" and "ends" of a thread
 * - `object`: the address it acts on, if any
 * - `size`, `value`: memory accesses and atomics: bytes, and what was read
 *   or is there after the write
 * - `newest`: of an "older" one: the newest value
 * - `text`: of "calls" (a function of a contract) the call, of "answers" what
 * it returned
 * - `order`: atomics: the memory order, "relaxed"
 * - `overdue`: timed waits: seconds since the deadline passed (negative: until
 *   it comes), if it can hardly be meant
 * - `count`: semaphores: the value after the step
 * - `at`: the return address of the call in the student's code
 * - `result`: absent: it succeeded; "blocks", "wakes", "spurious",
 *   "held" (a reader, behind a writer that waits), "older" (an atomic: it
 *   sees, or its store comes behind, what is not the newest value), "weak" (a
 *   weak
 *   compare-exchange that fails for no reason), "cancelled" (its thread goes
 *   to its end from here), "inherits", "ruined" (a robust mutex whose owner
 *   ended: EOWNERDEAD, ENOTRECOVERABLE), "timeout", "interrupted",
 * "busy", "fails", "crashes", "nobody" (a signal that no thread waited for),
 * "wrong" (not allowed, and not done; `holder` is the thread that holds the
 * lock it is about), "gone", "freed", "unmade" (the same, for the object is
 * destroyed, its memory freed, its init call failed), "races" (due at the same
 * moment as the other step so marked; neither has happened yet)
 * - `holds`: the locks the thread holds after the step
 *
 * Addresses are those of the executable; the judge finds line and name.
 */
#ifndef LOCKSTEP_TRACE_H
#define LOCKSTEP_TRACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "explore/core/thread.h"

/** Whether the running schedule is being recorded. */
extern bool trace_on;

/** @brief Prepares the recorder. Call it once. */
void trace_setup(void);

/** @brief Begins a recording with the next schedule. */
void trace_begin(void);

/** @brief Notes that it went wrong with the last step: what the schedule does
 *  after that is no part of how it came about. */
void trace_found(void);

/** @brief Records the running thread's operation as it happens. */
void trace_op(const struct op *op, const char *result);

/** @brief Records a memory access of the running thread. */
void trace_access(const void *address, size_t size, bool write, const void *pc);

/** @brief Adds what the recorded operation left at its address. */
void trace_value(uint64_t value);

/** @brief Adds what is newest where the recorded operation saw, or wrote,
 *  something older. */
void trace_newest(uint64_t value);

/** @brief Records an access that @p thread is about to make, and which races
 *  with another one that is due. */
void trace_due(const struct op *op, const struct thread *thread);

/**
 * @brief Records a call of the running thread that is not allowed: its last.
 * @param holder The thread that holds the lock it is about; NULL: none.
 */
void trace_wrong(const struct op *op, const struct thread *holder);

/**
 * @brief Records that the running thread calls a function of a contract, or is
 *        back from it.
 * @param call "calls" or "answers"
 * @param text The call as C, or what it returned; copied, cut if it is long.
 */
void trace_call(const char *call, const char *text, const void *pc);

/** @brief Records the end of @p thread. */
void trace_end(const struct thread *thread);

/** @brief Records that the running thread ends with the lock at @p lock. */
void trace_end_holding(const void *lock);

/** What the engine knows about a trace as a whole. */
struct trace_head {
    const char *id;         /**< of the schedule, for a replay */
    const char *finding;    /**< the word for its kind */
    unsigned long switches; /**< from one thread to another */
    unsigned long
        preemptions;   /**< switches from a thread that could have gone on */
    const char *shows; /**< what a race led to here, or NULL */
    bool minimised;    /**< it was shortened */
    bool memory;       /**< plain memory accesses are scheduling points */
    bool lost;         /**< the finding did not come again: no steps */
};

/** @brief Records that the running thread crashes at @p pc: in the access
 *  recorded last or, if that is none or @p in_call, in a step of its own. */
void trace_crash(const void *pc, bool in_call);

/** @return What at most 8 bytes of the student's memory hold, read on behalf of
 *  the code at @p pc. */
uint64_t trace_peek(const void *address, size_t size, const void *pc);

/** @return How many steps are recorded. What the last one wrote is known from
 *  now on: it must have happened. */
unsigned trace_length(void);

/** @return A number for all that is told of a step but its place and a
 * contract's words; @p at: from 0 on. Two steps that have the same are told
 * alike. */
uint64_t trace_step_digest(unsigned at);

/** @return What a step accesses, and in @p size how much of it, or 1 if that is
 *  more than a value has; NULL: it is no plain access. */
const void *trace_step_access(unsigned at, size_t *size);

/** @return Whether a step is a call of a contract, or its end (trace_call()).
 */
bool trace_step_is_call(unsigned at);

/** @brief Reports a step to the judge, as number @p n. */
void trace_step_report(unsigned at, unsigned n);

/** @brief Reports the recorded steps to the judge. */
void trace_report(const struct trace_head *head);

#endif
