/* Follows and records turns; see guide.h. */
#include "explore/search/guide.h"

#include <stddef.h>

#include "explore/search/strategies.h"

static struct guide *followed;
static struct guide *recorded;
static unsigned first; /* stretches before it are used up */

void guide_follow(struct guide *guide, struct guide *done)
{
    followed = guide;
    recorded = done;
    first = 0;
    done->count = 0;
    done->overflow = false;
}

/* Most stretches are normal ones: where a thread's normal move is, is known
 * after one look at all of them. */
static int normal_moves[FIBERS_MAX];

static void moves_learn(const struct choice *choice)
{
    for (unsigned i = 0; i < threads.live_count; i++)
        normal_moves[threads.live[i]->id] = -1;
    for (unsigned i = choice->count; i-- > 0;)
        if (choice->moves[i].outcome == OUTCOME_NORMAL)
            normal_moves[choice->moves[i].thread->id] = (int)i;
}

static int move_for(const struct choice *choice, const struct stretch *stretch)
{
    if (stretch->thread >= threads.count ||
        threads.all[stretch->thread].finished)
        return -1;
    if (stretch->outcome == OUTCOME_NORMAL)
        return normal_moves[stretch->thread];
    for (unsigned i = 0; i < choice->count; i++)
        if (choice->moves[i].thread->id == stretch->thread &&
            choice->moves[i].outcome == stretch->outcome)
            return (int)i;
    return -1;
}

static unsigned guide_choose(const struct choice *choice)
{
    if (!followed)
        return strategy_replay.choose(choice);
    moves_learn(choice);
    for (unsigned i = first; i < followed->count; i++) {
        if (followed->stretches[i].steps == 0)
            continue;
        int move = move_for(choice, &followed->stretches[i]);
        if (move >= 0)
            return (unsigned)move;
    }
    return 0;
}

/* The step that is about to happen uses up one of the first stretch for it. */
static void follow(const struct move *taken)
{
    while (first < followed->count && followed->stretches[first].steps == 0)
        first++;
    for (unsigned i = first; i < followed->count; i++) {
        struct stretch *stretch = &followed->stretches[i];
        if (stretch->steps > 0 && stretch->thread == taken->thread->id &&
            stretch->outcome == taken->outcome) {
            stretch->steps--;
            return;
        }
    }
}

static void record(const struct move *taken)
{
    struct stretch *last = &recorded->stretches[recorded->count];
    if (recorded->count > 0 && last[-1].thread == taken->thread->id &&
        last[-1].outcome == OUTCOME_NORMAL &&
        taken->outcome == OUTCOME_NORMAL) {
        last[-1].steps++;
        return;
    }
    if (recorded->count == STRETCHES_MAX) {
        recorded->overflow = true;
        return;
    }
    *last = (struct stretch){taken->thread->id, taken->outcome, 1};
    recorded->count++;
}

static void guide_step(const struct choice *choice, const struct move *taken)
{
    (void)choice;
    if (followed)
        follow(taken);
    record(taken);
}

const struct strategy strategy_guide = {
    .name = "guide", .choose = guide_choose, .step = guide_step};
