/*
 * Cleanup handlers.
 *
 * The one idea: in C, pthread_cleanup_push() expands to a sigsetjmp() and a
 * call that registers the buffer; leaving a thread means jumping to the
 * innermost buffer, whose handler runs and asks for the next one. glibc's
 * jump buffers begin with the registers in glibc's own order, so the jump is
 * made by glibc's longjmp on a copy. ThreadSanitizer knows these jumps.
 */
#include "explore/model/cleanup.h"
#include "explore/model/ending.h"

#include <pthread.h>
#include <setjmp.h>

#include "explore/core/schedule.h"

void __real___pthread_register_cancel(__pthread_unwind_buf_t *);
void __real___pthread_unregister_cancel(__pthread_unwind_buf_t *);
void __real___pthread_unwind_next(__pthread_unwind_buf_t *);

/* Where a buffer keeps the one outside it; glibc uses the same room. */
static void **outer_of(__pthread_unwind_buf_t *buffer)
{
    return &buffer->__pad[0];
}

void __wrap___pthread_register_cancel(__pthread_unwind_buf_t *buffer)
{
    if (!schedule.active) {
        __real___pthread_register_cancel(buffer);
        return;
    }
    *outer_of(buffer) = schedule.current->cleanup;
    schedule.current->cleanup = buffer;
}

void __wrap___pthread_unregister_cancel(__pthread_unwind_buf_t *buffer)
{
    if (!schedule.active)
        __real___pthread_unregister_cancel(buffer);
    else
        schedule.current->cleanup = *outer_of(buffer);
}

void cleanup_run(void *result)
{
    struct thread *self = schedule.current;
    __pthread_unwind_buf_t *buffer = self->cleanup;
    self->result = result;
    if (!buffer)
        return;
    self->cleanup = *outer_of(buffer);
    /* The buffer holds the registers only, no signal mask, and says so in the
     * word behind them: no more of it is read. */
    void *volatile registers = buffer->__cancel_jmp_buf;
    longjmp(registers, 1);
}

void __wrap___pthread_unwind_next(__pthread_unwind_buf_t *buffer)
{
    if (!schedule.active)
        __real___pthread_unwind_next(buffer);
    cleanup_run(schedule.current->result);
    thread_finish(schedule.current->result);
}
