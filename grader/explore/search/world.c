/* A fresh start for every schedule; see world.h. */
#include "explore/search/world.h"

#include "explore/core/before.h"
#include "explore/core/fiber.h"
#include "explore/core/finding.h"
#include "explore/core/names.h"
#include "explore/core/object.h"
#include "explore/core/solo.h"
#include "explore/core/trace.h"
#include "explore/model/cancel.h"
#include "explore/model/chance.h"
#include "explore/model/ending.h"
#include "explore/model/hang.h"
#include "explore/model/fingerprint.h"
#include "explore/model/heap.h"
#include "explore/model/key.h"
#include "explore/model/named.h"
#include "explore/model/overtaking.h"
#include "explore/model/restore.h"
#include "explore/model/signals.h"
#include "explore/model/surroundings.h"
#include "explore/model/thread_asked.h"
#include "explore/model/told.h"
#include "explore/model/wakeup.h"
#include "explore/order/graph.h"
#include "explore/order/total.h"

/* The parts that keep something during a schedule: prepared once, in this
 * order, and cleared before each. */
static const struct part {
    void (*setup)(void); /* or NULL */
    void (*clear)(void); /* or NULL */
} parts[] = {
    {schedule_setup, NULL},
    {before_setup, before_clear},
    {graph_setup, graph_clear},
    {total_setup, total_clear},
    {threads_setup, threads_clear},
    {objects_setup, objects_clear},
    {fiber_setup, NULL},
    {heap_setup, heap_clear},
    {trace_setup, NULL},
    {NULL, names_clear},
    {NULL, keys_clear},
    {NULL, wakeups_clear},
    {NULL, overtaking_clear},
    {NULL, chance_clear},
    {signals_setup, signals_clear},
    {NULL, asked_clear},
    {cancel_setup, NULL},
    {NULL, named_clear},
    {surroundings_setup, surroundings_clear},
    {statics_remember, statics_put_back},
    {NULL, finding_clear},
};

enum { PARTS = sizeof parts / sizeof parts[0] };

void world_setup(void)
{
    for (unsigned i = 0; i < PARTS; i++)
        if (parts[i].setup)
            parts[i].setup();
    solo_digest = fingerprint_take;
}

void world_clear(void)
{
    threads_settle();
    told_settle();
    for (unsigned i = 0; i < PARTS; i++)
        if (parts[i].clear)
            parts[i].clear();
}

static bool nothing_found(void)
{
    return finding.kind == FINDING_NONE && !finding.raced;
}

/* What a thread that still runs has on its stack is not lost. */
static bool alone(void)
{
    return threads.live_count <= 1;
}

/* Of so many threads, each that goes on may wake all others: what takes long
 * then need not be endless. */
enum { CROWD = 200 };

static bool seems_endless(void)
{
    return schedule.ending == ENDING_CUT && schedule.limits.must_end &&
           schedule.limits.patience > 0 && threads.count < CROWD;
}

void world_run(void *(*body)(void *), void *argument,
               const struct strategy *strategy)
{
    world_clear();
    schedule_begin();
    schedule_run(thread_begin(schedule_body_name, body, argument), strategy);
    if (schedule.ending == ENDING_HANG && hang_is_idle())
        schedule.ending = ENDING_EXIT;
    if (schedule.ending == ENDING_HANG &&
        (hang_circles() || !signals_may_come()))
        finding_hang(hang_classify());
    if (schedule.ending == ENDING_LIVELOCK)
        finding_hang(FINDING_LIVELOCK);
    if (seems_endless())
        finding_hang(FINDING_ENDLESS);
    if (schedule.ending == ENDING_COMPLETE && alone() && nothing_found())
        heap_leaks_find();
    bool cut = schedule.ending == ENDING_CUT;
    if ((schedule.ending == ENDING_COMPLETE || cut) && nothing_found())
        signals_note(cut);
}
