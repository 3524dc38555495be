/* What decides how a schedule can go on; see instant.h. */
#include "explore/search/instant.h"

#include <string.h>

#include "explore/core/before.h"
#include "explore/core/frame.h"
#include "explore/core/schedule.h"
#include "explore/model/fingerprint.h"
#include "explore/order/graph.h"

static struct frame frames[FIBERS_MAX]; /* of the threads, at their points */

void instant_arrive(const struct thread *self)
{
    if (!self->finished)
        frames[self->id] = frame_find();
}

/* Which atomic accesses each thread has made, and what each of them saw: where
 * loads may see older values, what can follow depends on that. An event is
 * known by its thread and its number there. */
static void graph_digest(struct digest *digest)
{
    static uint32_t number[FIBERS_MAX];
    static uint64_t name[1 << 12];
    memset(number, 0, threads.count * sizeof *number);
    digest->open |= graph.event_count >= sizeof name / sizeof *name;
    for (event_id i = 1; i <= graph.event_count && !digest->open; i++) {
        unsigned thread = graph.events[i].thread;
        name[i] = (uint64_t)thread << 32 | ++number[thread];
    }
    for (unsigned t = 0; t < threads.count && !digest->open; t++) {
        for (event_id i = 1; i <= graph.event_count; i++) {
            const struct event *event = &graph.events[i];
            if (event->thread != t)
                continue;
            event_id by = graph.messages[event->saw].event;
            digest_word(digest, name[i]);
            digest_word(digest, event->saw ? name[by] + 1 : 0);
            digest_word(digest, (uint64_t)event->order);
            if (event->location)
                digest_word(digest, graph.locations[event->location].at);
            clock_digest(event->clock, digest);
        }
        clock_digest(clock_of_thread(t), digest);
    }
    uint64_t places = 0; /* their order is of no matter */
    for (location_id i = 1; i <= graph.location_count; i++) {
        struct digest place = {0};
        digest_word(&place, graph.locations[i].at);
        for (message_id m = graph.locations[i].newest; m;
             m = graph.messages[m].older) {
            event_id by = graph.messages[m].event;
            digest_word(&place, by && !digest->open ? name[by] : 0);
            digest_word(&place, (uint64_t)graph.messages[m].value);
        }
        places += place.a ^ place.b;
    }
    digest_word(digest, places);
}

/* What an operation will do that is announced, as far as the program's own
 * frames don't tell: they are left already. */
static void op_digest(const struct op *op, struct digest *digest)
{
    digest_pointer(digest, op->call);
    digest_pointer(digest, op->pc);
    digest_pointer(digest, op->address);
    digest_word(digest, op->target ? op->target->id : FIBERS_MAX);
    if (!op->atomic)
        return;
    digest_word(digest, (uint64_t)op->atomic->operand);
    if (op->expects)
        digest_word(digest,
                    (uint64_t)memory_value(op->expects, op->size, op->pc));
}

/* What a trial has chosen so far of several is in the kit's own frame. */
static bool chooses(const struct op *op)
{
    return op && op->outcomes & 1u << OUTCOME_OTHER;
}

/* Where a thread stands, and what it has. */
static void stand_add(const struct thread *thread, struct digest *digest)
{
    thread_digest(thread, digest);
    if (thread->op)
        op_digest(thread->op, digest);
    const struct frame *frame = &frames[thread->id];
    if (thread->steps == 0) { /* nothing is in its frames yet */
        digest_word(digest, (uint64_t)(uintptr_t)thread->start);
        digest_pointer(digest, thread->argument);
    } else if (frame->from && !chooses(thread->op)) {
        frame_add(frame, thread->fiber, digest);
    } else {
        fiber_digest(thread->fiber, digest);
    }
}

/* What the adversary may still do is a part of the state. */
static void limits_digest(struct digest *digest)
{
    const struct limits *left = &schedule.left;
    digest_word(digest, left->spurious | (uint64_t)left->timeouts << 16 |
                            (uint64_t)left->interrupts << 32 |
                            (uint64_t)left->failures << 48);
    digest_word(digest, left->held | (uint64_t)left->weak << 16);
}

struct digest instant_digest(void)
{
    struct digest digest = {0};
    fingerprint_shared(&digest);
    for (unsigned i = 0; i < threads.count; i++)
        digest_word(&digest, threads.all[i].joined);
    for (unsigned i = 0; i < threads.live_count; i++)
        stand_add(threads.live[i], &digest);
    limits_digest(&digest);
    if (schedule.limits.older && clocks_on)
        graph_digest(&digest);
    return digest;
}
