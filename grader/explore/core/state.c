/*
 * What the running schedule consists of, as data.
 *
 * The one idea: every layer above may read these, so they lie below all of
 * them; what may change them is said where they are declared (schedule.h,
 * thread.h).
 */
#include "explore/core/schedule.h"

#include <stddef.h>

struct schedule schedule;
struct thread_table threads;
const struct signals_model *schedule_signals;
const char *schedule_body_name = "main";

/* Asked at each step. Nothing of the adversary's lies at 0. */
unsigned *limit_of(struct limits *limits, enum outcome outcome)
{
    static const unsigned char at[OUTCOME_COUNT] = {
        [OUTCOME_SPURIOUS] = offsetof(struct limits, spurious),
        [OUTCOME_TIMEOUT] = offsetof(struct limits, timeouts),
        [OUTCOME_INTERRUPT] = offsetof(struct limits, interrupts),
        [OUTCOME_FAIL] = offsetof(struct limits, failures),
        [OUTCOME_HELD] = offsetof(struct limits, held),
        [OUTCOME_WEAK] = offsetof(struct limits, weak),
    };
    if (outcome >= OUTCOME_COUNT)
        return NULL;
    return at[outcome] ? (unsigned *)(void *)((char *)limits + at[outcome])
                       : NULL;
}
