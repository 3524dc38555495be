/* The program's own frames; see frame.h. */
#include "explore/core/frame.h"

#include <unwind.h>

#include "explore/core/fiber.h"
#include "explore/core/schedule.h"
#include "explore/ground/kit.h"

/* Registers that a call preserves, as DWARF numbers them. */
#ifdef __x86_64__
static const int preserved[] = {3, 6, 12, 13, 14, 15}; /* rbx, rbp, r12-r15 */
enum { PRESERVED = sizeof preserved / sizeof preserved[0] };
#else
static const int *preserved;
enum { PRESERVED = 0 };
#endif

static _Unwind_Reason_Code frame_look(struct _Unwind_Context *context,
                                      void *argument)
{
    struct frame *frame = argument;
    if (kit_holds((const void *)_Unwind_GetIP(context)))
        return _URC_NO_REASON;
    for (int i = 0; i < PRESERVED; i++)
        frame->registers[i] = _Unwind_GetGR(context, preserved[i]);
    frame->from = PRESERVED ? (const void *)_Unwind_GetCFA(context) : NULL;
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
    for (int i = 0; i < PRESERVED; i++)
        digest_word(digest, frame->registers[i]);
    fiber_digest_from(fiber, frame->from, digest);
}

void frame_digest(struct digest *digest)
{
    const struct frame frame = frame_find();
    frame_add(&frame, schedule.current->fiber, digest);
}
