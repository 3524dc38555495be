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
    struct digest *digest = argument;
    if (kit_holds((const void *)_Unwind_GetIP(context)))
        return _URC_NO_REASON;
    for (int i = 0; i < PRESERVED; i++)
        digest_word(digest, _Unwind_GetGR(context, preserved[i]));
    fiber_digest_from(schedule.current->fiber,
                      (const void *)_Unwind_GetCFA(context), digest);
    return _URC_NORMAL_STOP;
}

void frame_digest(struct digest *digest)
{
    digest->open |= PRESERVED == 0;
    if (_Unwind_Backtrace(frame_look, digest) == _URC_END_OF_STACK)
        digest->open = true;
}
