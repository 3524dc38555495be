/*
 * Leaving a thread from any depth.
 *
 * The one idea: the stack is unwound as glibc does it, by the unwinder of
 * exceptions, which runs what C++ destroys and what code with -fexceptions made
 * of pthread_cleanup_push(). In other C that macro expands to a sigsetjmp() and
 * a call that registers the buffer: when the frame of the innermost buffer is
 * reached, the thread jumps there, whose handler runs and asks for the next.
 * glibc's jump buffers begin with the registers in glibc's own order, so the
 * jump is made by glibc's longjmp on a copy. ThreadSanitizer knows these jumps.
 */
#include "explore/model/cleanup.h"
#include "explore/model/ending.h"

#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <unwind.h>

#include "explore/core/finding.h"
#include "explore/core/schedule.h"

void __real___pthread_register_cancel(__pthread_unwind_buf_t *);
void __real___pthread_unregister_cancel(__pthread_unwind_buf_t *);
void __real___pthread_register_cancel_defer(__pthread_unwind_buf_t *);
void __real___pthread_unregister_cancel_restore(__pthread_unwind_buf_t *);
void __real___pthread_unwind_next(__pthread_unwind_buf_t *);

/* Where a buffer keeps the one outside it; glibc uses the same room. */
static void **outer_of(__pthread_unwind_buf_t *buffer)
{
    return &buffer->__pad[0];
}

/* ... and how far down its function's frame reached when it was registered. */
static void **frame_of(__pthread_unwind_buf_t *buffer)
{
    return &buffer->__pad[2];
}

/* They must outlive the frames that are unwound. */
static struct _Unwind_Exception exceptions[FIBERS_MAX];

static void buffer_push(__pthread_unwind_buf_t *buffer, void *frame)
{
    *outer_of(buffer) = schedule.current->cleanup;
    *frame_of(buffer) = frame;
    schedule.current->cleanup = buffer;
}

void __wrap___pthread_register_cancel(__pthread_unwind_buf_t *buffer)
{
    if (!schedule.active)
        __real___pthread_register_cancel(buffer);
    else
        buffer_push(buffer, __builtin_dwarf_cfa());
}

/* With the old type of cancellation, for pthread_cleanup_pop_restore_np(). */
void __wrap___pthread_register_cancel_defer(__pthread_unwind_buf_t *buffer)
{
    if (!schedule.active) {
        __real___pthread_register_cancel_defer(buffer);
        return;
    }
    buffer_push(buffer, __builtin_dwarf_cfa());
    buffer->__pad[1] = schedule.current->cancel_async ? buffer : NULL;
    schedule.current->cancel_async = false;
}

void __wrap___pthread_unregister_cancel_restore(__pthread_unwind_buf_t *buffer)
{
    if (!schedule.active) {
        __real___pthread_unregister_cancel_restore(buffer);
        return;
    }
    schedule.current->cleanup = *outer_of(buffer);
    schedule.current->cancel_async = buffer->__pad[1];
}

void __wrap___pthread_unregister_cancel(__pthread_unwind_buf_t *buffer)
{
    if (!schedule.active)
        __real___pthread_unregister_cancel(buffer);
    else
        schedule.current->cleanup = *outer_of(buffer);
}

/* To the innermost buffer, or the thread's end. */
static _Noreturn void go_on(void)
{
    struct thread *self = schedule.current;
    __pthread_unwind_buf_t *buffer = self->cleanup;
    if (!buffer)
        thread_finish(self->result);
    self->cleanup = *outer_of(buffer);
    /* The buffer holds the registers only, no signal mask, and says so in the
     * word behind them: no more of it is read. */
    void *volatile registers = buffer->__cancel_jmp_buf;
    longjmp(registers, 1);
}

static _Unwind_Reason_Code frame_reached(int version, _Unwind_Action actions,
                                         _Unwind_Exception_Class kind,
                                         struct _Unwind_Exception *exception,
                                         struct _Unwind_Context *context,
                                         void *unused)
{
    (void)version, (void)kind, (void)exception, (void)unused;
    __pthread_unwind_buf_t *buffer = schedule.current->cleanup;
    if ((actions & _UA_END_OF_STACK) ||
        (buffer && _Unwind_GetCFA(context) >= (uintptr_t)*frame_of(buffer)))
        go_on();
    return _URC_NO_REASON;
}

/* C++ caught it and does not throw it on: the library ends the program then. */
static void swallowed(_Unwind_Reason_Code reason,
                      struct _Unwind_Exception *exception)
{
    (void)reason, (void)exception;
    const struct thread *self = schedule.current;
    finding_crash(SIGABRT,
                  self->cancelled_at ? self->cancelled_at : self->last_pc,
                  false);
    schedule_stop(ENDING_FINDING);
}

static _Noreturn void unwind(void)
{
    struct _Unwind_Exception *exception = &exceptions[schedule.current->id];
    *exception = (struct _Unwind_Exception){.exception_cleanup = swallowed};
    _Unwind_ForcedUnwind(exception, frame_reached, NULL);
    go_on(); /* there is nothing to unwind by */
}

void thread_leave(void *result)
{
    struct thread *self = schedule.current;
    self->result = result;
    self->leaving = true;
    self->caller = NULL;
    once_leave(self);
    unwind();
}

void __wrap___pthread_unwind_next(__pthread_unwind_buf_t *buffer)
{
    if (!schedule.active)
        __real___pthread_unwind_next(buffer);
    unwind();
}
