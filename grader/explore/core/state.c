/*
 * What the running schedule consists of, as data.
 *
 * The one idea: every layer above may read these, so they lie below all of
 * them; what may change them is said where they are declared (schedule.h,
 * thread.h).
 */
#include "explore/core/schedule.h"

struct schedule schedule;
struct thread_table threads;
const struct signals_model *schedule_signals;
const char *schedule_body_name = "main";

unsigned *limit_of(struct limits *limits, enum outcome outcome)
{
    unsigned *const all[OUTCOME_COUNT] = {
        [OUTCOME_SPURIOUS] = &limits->spurious,
        [OUTCOME_TIMEOUT] = &limits->timeouts,
        [OUTCOME_INTERRUPT] = &limits->interrupts,
        [OUTCOME_FAIL] = &limits->failures,
        [OUTCOME_HELD] = &limits->held,
        [OUTCOME_WEAK] = &limits->weak,
    };
    return all[outcome];
}
