/* What steps touch; see footprint.h. */
#include "explore/core/footprint.h"

#include "explore/core/schedule.h"
#include "trial/engine.h"

struct footprint footprint;
bool footprints_on;
const char *footprint_unknown;
bool footprint_of_ends;
uintptr_t (*footprint_name)(const void *address);

static uintptr_t name_of(const void *address)
{
    return footprint_name ? footprint_name(address) : (uintptr_t)address;
}

void footprint_touch(const void *address, size_t size, bool writes)
{
    if (!footprints_on || footprint.everything)
        return;
    if (footprint.count == TOUCHES_MAX) {
        footprint.everything = true;
        return;
    }
    const uintptr_t from = name_of(address);
    footprint.touches[footprint.count++] =
        (struct touch){.from = from, .to = from + size, .writes = writes};
}

/* Nothing was changed at @p address; nor written, if it was only read. */
static void unchanged(const void *address, bool only_read)
{
    if (!footprints_on)
        return;
    const uintptr_t from = name_of(address);
    for (unsigned i = 0; i < footprint.count; i++) {
        struct touch *touch = &footprint.touches[i];
        touch->same |= touch->from == from;
        touch->writes &= !(touch->from == from && only_read);
    }
}

void footprint_only_reads(const void *address)
{
    unchanged(address, true);
}

void footprint_leaves(const void *address)
{
    unchanged(address, false);
}

void footprint_effect(void)
{
    footprint.effect = true;
}

bool footprint_changes(const struct footprint *print)
{
    bool changes = print->effect || print->everything || print->spent;
    for (unsigned i = 0; i < print->count; i++)
        changes |= print->touches[i].writes && !print->touches[i].same;
    return changes;
}

void footprint_spend(enum outcome outcome)
{
    footprint.spent |= 1u << outcome;
}

void footprint_everything(void)
{
    footprint.everything = true;
}

void footprint_give_up(const char *why)
{
    if (footprints_on && !footprint_unknown)
        footprint_unknown = why;
}

/* Whether the adversary has any such move in a schedule. */
static bool any_of(enum outcome outcome)
{
    const unsigned *most = limit_of(&schedule.limits, outcome);
    return most &&
           (*most > 0 || (outcome == OUTCOME_INTERRUPT && schedule.signals));
}

unsigned footprint_wishes(const struct thread *thread)
{
    unsigned set = 0;
    for (unsigned i = 0; thread->op && i < OUTCOME_COUNT; i++)
        if (thread->op->outcomes & 1u << i && any_of((enum outcome)i))
            set |= 1u << i;
    return set;
}

/* The latest touch is of an atomic access. */
static void touch_choose(const struct atomic_call *atomic)
{
    if (footprint.count == 0)
        return;
    struct touch *touch = &footprint.touches[footprint.count - 1];
    touch->reads = atomic->reads;
    touch->tries = atomic->expected && atomic->writes;
    touch->chosen = true;
}

void footprint_begin(const struct thread *thread, enum outcome outcome)
{
    const struct op *op = thread->op;
    footprint.count = footprint.saw = footprint.made = 0;
    footprint.spent = limit_of(&schedule.left, outcome) ? 1u << outcome : 0;
    footprint.everything = footprint.effect = false;
    if (thread->steps == 0)
        footprint_touch(&thread->start, 1, false);
    if (thread->steps == 0 && footprint_of_ends)
        footprint_touch(&footprint_of_ends, 1, false);
    if (outcome == OUTCOME_CANCEL)
        footprint_give_up(FOOTPRINT_CANCELS);
    if (schedule.signals_pending)
        footprint_give_up(FOOTPRINT_SIGNALS);
    if (!op)
        return;
    if (op->address)
        footprint_touch(op->address, op->size ? op->size : 1,
                        op->size == 0 || op->writes);
    if (op->atomic && schedule.limits.older)
        touch_choose(op->atomic);
    if (op->inside)
        footprint_touch(op->inside, 1, true);
    if (op->deadline)
        footprint_touch(&schedule.now, 1, false);
}

static bool touches_meet(const struct touch *a, const struct touch *b)
{
    return (a->writes || b->writes) && a->from < b->to && b->from < a->to;
}

/* Of two accesses of which both may see what is older, the first first. What a
 * read-modify-write has seen no later one can take, so an exchange that failed
 * must be tried before it. */
static bool chosen_race(const struct touch *a, const struct touch *b)
{
    return a->reads && (b->writes || (a->writes && b->tries));
}

/* Whether they depend on each other; or, with @p races, if only the later one
 * could be seen by the first. */
static bool related(const struct footprint *a, const struct footprint *b,
                    bool races)
{
    if (a->everything || b->everything || (a->spent & b->spent))
        return true;
    for (unsigned i = 0; i < a->count; i++)
        for (unsigned k = 0; k < b->count; k++) {
            const struct touch *one = &a->touches[i], *other = &b->touches[k];
            bool chosen = one->chosen && other->chosen;
            if (touches_meet(one, other) &&
                (!chosen || (races && chosen_race(one, other))))
                return true;
        }
    return false;
}

bool footprints_race(const struct footprint *first,
                     const struct footprint *later)
{
    return related(first, later, true);
}

bool footprints_order(const struct footprint *first,
                      const struct footprint *later)
{
    return (later->saw && later->saw == first->made) ||
           related(first, later, false);
}

bool footprints_wake(const struct footprint *sleeper,
                     const struct footprint *step)
{
    return related(sleeper, step, false);
}

void footprint_saw(unsigned event)
{
    footprint.saw = event;
}

void footprint_made(unsigned event)
{
    footprint.made = event;
}
