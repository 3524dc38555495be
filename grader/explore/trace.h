/**
 * @file trace.h
 * @brief Records the steps of one schedule and tells them to the judge.
 *
 * A trace is told as one line that announces it and one line a step:
 *
 *     {"t":"trace","id":"...","finding":"deadlock","steps":12,
 *      "switches":3,"preemptions":1,"minimised":true,"memory":false}
 *     {"t":"step","n":4,"thread":"first","call":"pthread_mutex_lock",
 *      "object":"0x404060","at":"0x401234","result":"blocks",
 *      "holds":["0x404088"]}
 *     {"t":"step","n":5,"thread":"second","call":"reads","object":"0x404050",
 *      "size":8,"value":"0x5","at":"0x401250","holds":[]}
 *
 * | member | meaning |
 * |---|---|
 * | n | from 1; several lines may share a number only for "blocks" |
 * | thread | its name: "main", "the trial", "first", "thread 2" |
 * | call | the function called; "reads", "writes" for memory accesses; "starts" and "ends" of a thread |
 * | object | the address it acts on, if any |
 * | size, value | memory accesses and atomics: bytes, and what was read or is there after the write |
 * | at | the return address of the call in the student's code |
 * | result | absent: it succeeded; "blocks", "wakes", "spurious", "timeout", "interrupted", "busy", "fails", "wrong" (the misuse itself) |
 * | holds | the locks the thread holds after the step |
 *
 * Addresses are those of the executable; the judge finds line and name.
 */
#ifndef LOCKSTEP_TRACE_H
#define LOCKSTEP_TRACE_H

#include <stdbool.h>
#include <stddef.h>

#include "explore/thread.h"

/** Whether the running schedule is being recorded. */
extern bool trace_on;

/** @brief Prepares the recorder. Call it once. */
void trace_setup(void);

/** @brief Begins a recording with the next schedule. */
void trace_begin(void);

/** @brief Records the running thread's operation as it happens. */
void trace_op(const struct op *op, const char *result);

/** @brief Records a memory access of the running thread. */
void trace_access(const void *address, size_t size, bool write,
                  const void *pc);

/** @brief Adds what the recorded operation left at its address. */
void trace_value(uint64_t value);

/** @brief Records the end of @p thread. */
void trace_end(const struct thread *thread);

/** What the engine knows of a trace as a whole. */
struct trace_head {
    const char *id;
    const char *finding;
    unsigned long switches;
    unsigned long preemptions;
    bool minimised;
    bool memory;
};

/** @brief Tells the judge the recorded steps. Async-signal-safe. */
void trace_report(const struct trace_head *head);

#endif
