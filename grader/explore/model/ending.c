/*
 * How threads and programs end.
 *
 * The one idea: whatever ends the process in real life ends the schedule
 * here: exit, _exit, abort, a failed assert, a return from main. What a trial
 * must not do (exit) a program may, with status 0.
 */
#include "explore/model/ending.h"

#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "explore/core/before.h"
#include "explore/model/calls.h"
#include "explore/model/key.h"
#include "explore/model/mutex.h"
#include "explore/model/signals.h"

_Noreturn void __real_exit(int);
_Noreturn void __real__exit(int);
_Noreturn void __real__Exit(int);
_Noreturn void __real_quick_exit(int);
_Noreturn void __real_abort(void);
_Noreturn void __real___assert_fail(const char *, const char *, unsigned,
                                    const char *);

#define HOLDING "ends while it still holds a lock"

bool ending_of_program;

/* As finding_left(), of a thread that need not be the one that runs. */
static void left_note(const struct thread *thread, const char *text,
                      const char *call, const void *object, const void *pc,
                      bool allowed)
{
    if (finding.kind != FINDING_NONE)
        return;
    finding_left(text, call, object, pc, allowed);
    finding.thread = thread;
}

/* What a thread that was cancelled holds stays locked. */
static void lock_left_note(const struct thread *thread)
{
    if (thread->cancelled_at && thread->held_count > 0)
        left_note(thread,
                  "is cancelled while it holds a lock, which stays locked",
                  thread->cancelled_in, thread->held[0].object->address,
                  thread->cancelled_at, true);
}

/* A joinable thread that nobody joined is a leak, finished or not. One that
 * still runs ends with the program, as it may. */
static void joins_check(void)
{
    for (unsigned i = 1; i < threads.count; i++) {
        const struct thread *thread = &threads.all[i];
        if (thread->detached || thread->joined || thread->of_trial)
            continue;
        left_note(thread->creator,
                  "creates a thread that is never joined or detached",
                  "pthread_create", NULL, thread->created_at, false);
    }
    for (unsigned i = 0; i < threads.count; i++)
        lock_left_note(&threads.all[i]);
    for (unsigned i = 0; ending_of_program && i < threads.live_count; i++)
        if (threads.live[i] != schedule.current)
            finding_left("returns from main while a thread still runs, which "
                         "ends there",
                         "pthread_create", NULL, threads.live[i]->created_at,
                         true);
}

/* With a program its locks end, too; after a trial others may want them. */
static void locks_check(void)
{
    const struct thread *self = schedule.current;
    if (!self->finished)
        mutexes_orphan();
    if (self->finished || self->held_count == 0)
        return;
    const struct held *held = &self->held[self->held_count - 1];
    trace_end_holding(held->object->address);
    if (!ending_of_program)
        finding_misuse_late(HOLDING, "return", held->object->address, held->pc);
    finding_left(HOLDING, "return", held->object->address, held->pc, false);
}

/* The first thread returned, or the last one ended: checks what a program must
 * have done by then. */
static _Noreturn void program_finish(void *result)
{
    int status = (int)(intptr_t)result & 0xff;
    /* The others may get as far as they like before the program ends. */
    if (!schedule.current->finished && threads.live_count > 1)
        point_simple("return from main", NULL, NULL);
    if (ending_of_program && status != 0 && !signals_told_to_end())
        finding_exit("return from main", status, NULL);
    trace_end(schedule.current);
    if (finding.kind == FINDING_NONE && !finding.raced) {
        locks_check();
        joins_check();
    }
    schedule_stop(ENDING_COMPLETE);
}

/* Did the handler that it ends in interrupt what counts it as a waiter? */
static bool interrupted_inside(const struct thread *thread)
{
    const struct interrupted *in = thread->interrupted;
    for (; in; in = in->outer)
        if (in->op && in->op->object &&
            (in->op->inside || in->op->object->kind == OBJECT_BARRIER))
            return true;
    return false;
}

void thread_finish(void *result)
{
    struct thread *self = schedule.current;
    self->leaving = true;
    if (interrupted_inside(self))
        finding_unmodelled("pthread_exit in a signal handler", self->last_pc);
    self->interrupted = NULL;
    signals_settle("return", self->last_pc);
    keys_destroy(self);
    mutexes_orphan();
    if (self->held_count > 0) {
        const struct held *held = &self->held[self->held_count - 1];
        trace_end_holding(held->object->address);
        if (!self->cancelled_at)
            finding_misuse_late(HOLDING, "return", held->object->address,
                                held->pc);
    }
    trace_end(self);
    thread_retire(result);
    if (threads.live_count == 0)
        program_finish(NULL);
    schedule_leave();
}

static void thread_main(void)
{
    struct thread *self = schedule.current;
    before_acquire(&self->sync);
    self->op = NULL;
    void *result = self->start(self->argument);
    if (self->id == 0)
        program_finish(result);
    thread_finish(result);
}

struct thread *thread_begin(const char *name, void *(*start)(void *),
                            void *argument)
{
    return thread_make(name, thread_main, start, argument);
}

_Noreturn void engine_exit(const char *call, int status, const void *pc)
{
    if (!schedule.active)
        __real_exit(status);
    point_simple(call, NULL, pc);
    footprint_everything();
    if (!ending_of_program || (status != 0 && !signals_told_to_end()))
        finding_exit(call, status, pc);
    schedule_stop(ENDING_EXIT);
}

void __wrap_exit(int status)
{
    engine_exit("exit", status, CALLER);
}

void __wrap__exit(int status)
{
    if (!schedule.active)
        __real__exit(status);
    engine_exit("_exit", status, CALLER);
}

void __wrap__Exit(int status)
{
    if (!schedule.active)
        __real__Exit(status);
    engine_exit("_Exit", status, CALLER);
}

void __wrap_quick_exit(int status)
{
    if (!schedule.active)
        __real_quick_exit(status);
    engine_exit("quick_exit", status, CALLER);
}

void __wrap_abort(void)
{
    if (!schedule.active)
        __real_abort();
    finding_crash(SIGABRT, CALLER, false);
    schedule_stop(ENDING_FINDING);
}

void __wrap___assert_fail(const char *condition, const char *file,
                          unsigned line, const char *function)
{
    if (!schedule.active)
        __real___assert_fail(condition, file, line, function);
    finding_assertion(file, (int)line, condition, CALLER);
    schedule_stop(ENDING_FINDING);
}
