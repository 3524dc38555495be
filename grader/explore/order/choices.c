/* What RC11 allows next; see choices.h. */
#include "explore/order/choices.h"

#include "explore/core/footprint.h"
#include "explore/core/schedule.h"
#include "explore/order/total.h"

/* More than any program that ends needs. */
enum { OLDER_MAX = 24 };

bool choice_writes(const struct op *op, uint128_t value)
{
    const struct atomic_call *atomic = op->atomic;
    if (!atomic->expected)
        return atomic->writes;
    return value == memory_value(atomic->expected, op->size, op->pc);
}

/* Whether the thread knows that the message was there: what is older is gone
 * for it (coherence). */
static bool knows(const struct thread *thread, message_id id)
{
    const struct message *message = &graph.messages[id];
    const clock_row mine = clock_of_thread(thread->id);
    if (!message->event || event_known(message->event, mine))
        return true;
    for (event_id i = message->seen_by; i; i = graph.events[i].seen_by)
        if (event_known(i, mine))
            return true;
    return false;
}

/* Whether RC11 allows an operation to see a message that is not the newest, or
 * to go behind it. */
static bool allowed(const struct thread *thread, const struct op *op,
                    location_id location, message_id id)
{
    const struct atomic_call *atomic = op->atomic;
    const struct message *message = &graph.messages[id];
    bool writes = choice_writes(op, message->value);
    int order = atomic->expected && !writes ? atomic->fail : atomic->order;
    if (writes && message->taken)
        return false;
    return total_allows(thread->id, location, order, atomic->reads, writes, id);
}

/* @return The message of the move with that number, from 1; or 0, and in
 * @p count how many there are. */
static message_id older(const struct thread *thread, const struct op *op,
                        unsigned wanted, unsigned *count)
{
    location_id location = location_find(op->address, op->size, op->pc);
    *count = 0;
    if (!location || graph.full)
        return 0;
    message_id id = graph.locations[location].newest;
    while (!knows(thread, id)) {
        id = graph.messages[id].older;
        if (!allowed(thread, op, location, id))
            continue;
        if (*count == OLDER_MAX) {
            footprint_give_up("has too many values to choose from");
            return 0;
        }
        if (++*count == wanted)
            return id;
    }
    return 0;
}

unsigned choices_older(const struct thread *thread, const struct op *op)
{
    unsigned count;
    older(thread, op, 0, &count);
    return count;
}

message_id choice_message(const struct thread *thread, const struct op *op,
                          unsigned outcome)
{
    unsigned count;
    if (outcome >= OUTCOME_OLDER)
        return older(thread, op, outcome - OUTCOME_OLDER + 1, &count);
    location_id location = location_find(op->address, op->size, op->pc);
    return location ? graph.locations[location].newest : 0;
}

unsigned choice_name(const struct thread *thread, const struct op *op,
                     unsigned outcome)
{
    message_id id = choice_message(thread, op, outcome);
    return graph.messages[id].event ? id : 0;
}
