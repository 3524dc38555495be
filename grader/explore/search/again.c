/* Schedules that go in a circle; see again.h. */
#include "explore/search/again.h"

#include "explore/core/before.h"
#include "explore/core/schedule.h"
#include "explore/core/solo.h"
#include "explore/search/class_path.h"

enum { LOOKS_MAX = 64 };

/* The state at a step of the path. */
static struct look {
    struct digest digest;
    unsigned at;
} looks[LOOKS_MAX];
static unsigned count;

void again_begin(unsigned known)
{
    while (count > 0 && looks[count - 1].at >= known)
        count--;
}

static void look(void)
{
    looks[count++] = (struct look){state_digest(), path.depth};
}

static void circle_open(unsigned from)
{
    path.nodes[from].returns = true;
    for (unsigned i = from; i < path.depth; i++)
        path.nodes[i].tried |= path.nodes[i].enabled;
}

/* Where loads may see older values, the state is more than what a digest has:
 * which of them each thread may still see is not the same when it comes again.
 */
bool again_look(void)
{
    if (count == LOOKS_MAX || (schedule.limits.older && clocks_on))
        return false;
    schedule_aside(look);
    const struct look *now = &looks[count - 1];
    for (const struct look *before = looks; before < now; before++)
        if (digest_same(&before->digest, &now->digest)) {
            circle_open(before->at);
            return true;
        }
    return false;
}
