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
