/* See openings.h. */
#include "explore/search/openings.h"

#include <string.h>

#include "explore/core/schedule.h"
#include "explore/search/strategies.h"

enum { OPENINGS = 32, LONGEST = 64 };

static struct opening {
    struct decision decisions[LONGEST];
    unsigned long count;
} openings[OPENINGS];
static unsigned kept, played;

void openings_forget(void)
{
    kept = played = 0;
}

static bool is_kept(const struct decision *decisions, unsigned long count)
{
    for (unsigned i = 0; i < kept; i++)
        if (openings[i].count == count &&
            memcmp(openings[i].decisions, decisions,
                   count * sizeof *decisions) == 0)
            return true;
    return false;
}

void opening_keep(void)
{
    const unsigned long count = schedule.opening;
    if (count == 0 || count > LONGEST || kept == OPENINGS ||
        is_kept(schedule.decisions, count))
        return;
    memcpy(openings[kept].decisions, schedule.decisions,
           count * sizeof *schedule.decisions);
    openings[kept++].count = count;
}

bool opening_next(void)
{
    if (played == kept)
        return false;
    replay_begin(openings[played].decisions, openings[played].count);
    played++;
    return true;
}
