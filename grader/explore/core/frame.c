/* The program's own frames; see frame.h. */
#include "explore/core/frame.h"

#include <unwind.h>

#include "explore/core/fiber.h"
#include "explore/core/schedule.h"
#include "explore/ground/kit.h"

/* Registers that a call preserves, as DWARF numbers them. */
#if defined(__x86_64__)
static const int preserved[] = {3, 6, 12, 13, 14, 15}; /* rbx, rbp, r12-r15 */
#elif defined(__aarch64__)
static const int preserved[] = {
    19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, /* x19 to x29 */
    72, 73, 74, 75, 76, 77, 78, 79,             /* d8 to d15 */
};
#else
#error "which registers does a call preserve?"
#endif
enum { PRESERVED = sizeof preserved / sizeof preserved[0] };
_Static_assert((int)PRESERVED <= (int)FRAME_REGISTERS,
               "a frame has room for them");

#ifdef LOCKSTEP_KEEPS_REGISTERS
/* The kit's code is compiled so (Makefile) that it has frame pointers and uses
 * no other of these registers: they hold what they did at the call, and all
 * that is called in between preserves them. This is many times faster than to
 * unwind. */
struct frame frame_find(void)
{
    struct frame frame = {0};
    size_t size;
    const char *stack = fiber_stack_of(schedule.current->fiber, &size);
    const uintptr_t *at = __builtin_frame_address(0);
    while ((uintptr_t)at - (uintptr_t)stack < size) {
        const uintptr_t *up = (const uintptr_t *)at[0];
        if (kit_holds((const void *)at[1])) {
            at = up;
            continue;
        }
        if (!at[1]) /* the first frame of all */
            break;
        __asm__("movq %%rbx, %0" : "=m"(frame.registers[0]));
        frame.registers[1] = (uintptr_t)up;
        __asm__("movq %%r12, %0" : "=m"(frame.registers[2]));
        __asm__("movq %%r13, %0" : "=m"(frame.registers[3]));
        __asm__("movq %%r14, %0" : "=m"(frame.registers[4]));
        __asm__("movq %%r15, %0" : "=m"(frame.registers[5]));
        frame.from = at + 2;
        break;
    }
    return frame;
}
#else
static _Unwind_Reason_Code frame_look(struct _Unwind_Context *context,
                                      void *argument)
{
    struct frame *frame = argument;
    if (kit_holds((const void *)_Unwind_GetIP(context)))
        return _URC_NO_REASON;
    for (unsigned i = 0; i < PRESERVED; i++)
        frame->registers[i] = _Unwind_GetGR(context, preserved[i]);
    frame->from = (const void *)_Unwind_GetCFA(context);
    return _URC_NORMAL_STOP;
}

struct frame frame_find(void)
{
    struct frame frame = {0};
    _Unwind_Backtrace(frame_look, &frame);
    return frame;
}
#endif

void frame_add(const struct frame *frame, const struct fiber *fiber,
               struct digest *digest)
{
    digest->open |= !frame->from;
    if (!frame->from)
        return;
    for (unsigned i = 0; i < PRESERVED; i++)
        digest_word(digest, frame->registers[i]);
    fiber_digest_from(fiber, frame->from, digest);
}

void frame_digest(struct digest *digest)
{
    const struct frame frame = frame_find();
    frame_add(&frame, schedule.current->fiber, digest);
}
