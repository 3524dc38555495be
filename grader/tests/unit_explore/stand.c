/* Threads at a scheduling point; see stand.h. */
#include "stand.h"

#include <string.h>

#include "explore/core/moves.h"

struct choice choice;
bool stuck[TOY_THREADS];

bool not_stuck(const struct thread *thread, enum outcome outcome)
{
    return outcome != OUTCOME_NORMAL || !stuck[thread->id];
}

const struct op anything = {.call = "waits", .ready = not_stuck};
const struct op open_to_all = {
    .call = "waits",
    .ready = not_stuck,
    .outcomes = 1u << OUTCOME_SPURIOUS | 1u << OUTCOME_TIMEOUT |
                1u << OUTCOME_INTERRUPT | 1u << OUTCOME_FAIL |
                1u << OUTCOME_HELD | 1u << OUTCOME_WEAK,
};

void threads_stand(unsigned count, unsigned current)
{
    threads_clear();
    schedule_begin();
    memset(stuck, 0, sizeof stuck);
    memset(&schedule.left, 0, sizeof schedule.left);
    for (unsigned i = 0; i < count; i++)
        thread_make(NULL, NULL, NULL, NULL)->op = &anything;
    schedule.current = &threads.all[current];
}

const char *outcomes(void)
{
    static char text[4 * MOVES_MAX];
    char *at = text;
    moves_collect(&choice);
    for (unsigned i = 0; i < choice.count; i++) {
        const struct move *turn = &choice.moves[i];
        *at++ = (char)('0' + turn->thread->id);
        if (turn->outcome != OUTCOME_NORMAL)
            *at++ = " stifhwcSo"[turn->outcome];
        if (turn->preempts)
            *at++ = '!';
    }
    *at = '\0';
    return text;
}
