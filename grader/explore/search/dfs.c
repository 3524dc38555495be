/*
 * Depth-first search with a bound on preemptions.
 *
 * The one idea: schedules can't be continued from the middle, so each is run
 * from the start along a stack of decisions; the stack is then turned to the
 * next untried move that costs no more than the bound. A bound of c repeats the
 * schedules of c - 1, which are few compared with its own.
 */
#include "explore/ground/capacity.h"
#include "explore/ground/pages.h"
#include "explore/search/strategies.h"

enum { COSTS = 64 };

/* One decision on the way down. */
struct frame {
    uint16_t taken;
    uint16_t count;
    uint32_t spent;  /* preemptions before it */
    uint64_t costly; /* which moves preempt, or see an older value; the last
                        bit stands for the rest */
};

static struct frame *frames;
static unsigned long prefix; /* frames given from the start */
static unsigned long depth;  /* frames of the schedule that ran last */
static unsigned bound;
static bool pruned;
static bool diverged;

static bool frame_costs(const struct frame *frame, unsigned move)
{
    unsigned bit = move < COSTS ? move : COSTS - 1;
    return frame->costly >> bit & 1;
}

void dfs_begin(unsigned preemptions)
{
    if (!frames)
        frames = pages_map(DECISIONS_MAX * sizeof *frames);
    prefix = depth = 0;
    bound = preemptions;
    pruned = diverged = false;
}

bool dfs_pruned(void)
{
    return pruned;
}

bool dfs_diverged(void)
{
    return diverged;
}

static uint64_t costs_of(const struct choice *choice)
{
    uint64_t costly = 0;
    for (unsigned i = 0; i < choice->count; i++)
        if (choice->moves[i].preempts ||
            choice->moves[i].outcome >= OUTCOME_OLDER)
            costly |= (uint64_t)1 << (i < COSTS ? i : COSTS - 1);
    return costly;
}

static uint32_t spent_before(unsigned long i)
{
    if (i == 0)
        return 0;
    const struct frame *last = &frames[i - 1];
    return last->spent + frame_costs(last, last->taken);
}

static unsigned dfs_choose(const struct choice *choice)
{
    unsigned long i = schedule.decision_count;
    struct frame *frame = &frames[i];
    depth = i + 1;
    if (i < prefix) {
        if (frame->count == choice->count)
            return frame->taken;
        diverged = true;
        prefix = i;
    }
    frame->taken = 0;
    frame->count = (uint16_t)choice->count;
    frame->spent = spent_before(i);
    frame->costly = costs_of(choice);
    return 0;
}

/* @return Whether the frame has another move within the bound. */
static bool frame_turn(struct frame *frame)
{
    while (frame->taken + 1u < frame->count) {
        frame->taken++;
        if (frame->spent + frame_costs(frame, frame->taken) <= bound)
            return true;
        pruned = true;
    }
    return false;
}

bool dfs_next(void)
{
    if (schedule.decision_count < prefix)
        diverged = true;
    for (depth = schedule.decision_count; depth > 0; depth--) {
        if (frame_turn(&frames[depth - 1])) {
            prefix = depth;
            return true;
        }
    }
    return false;
}

const struct strategy strategy_dfs = {.name = "dfs", .choose = dfs_choose};
