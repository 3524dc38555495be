/* A move in words for the judge; see move_tell.h. */
#include "explore/tell/move_tell.h"

#include <string.h>

#include "explore/core/deadline.h"
#include "explore/core/object.h"
#include "explore/order/choices.h"

/* What an atomic operation would see, or go behind. */
static void older_tell(struct observation *line, const struct thread *thread,
                       enum outcome outcome)
{
    const struct op *op = thread->op;
    message_id message = choice_message(thread, op, outcome);
    uint64_t value = (uint64_t)graph.messages[message].value;
    uint64_t newest = (uint64_t)memory_value(op->address, op->size, op->pc);
    observe_text(line, "result", "older");
    if (!op->atomic->reads)
        return;
    observe_number(line, "size", op->size);
    observe_address(line, "value", (const void *)value);
    observe_address(line, "newest", (const void *)newest);
}

/* A wait on a condition has two moves: to begin it, and to come back. */
static bool begins_wait(const struct op *op)
{
    const struct object *object = op ? object_find(op->address) : NULL;
    return object && object->kind == OBJECT_COND && strstr(op->call, "wait");
}

void move_tell(struct observation *line, const struct thread *thread,
               enum outcome move, bool waits)
{
    static const char *const outcomes[OUTCOME_COUNT] = {
        [OUTCOME_NORMAL] = "normal",   [OUTCOME_SPURIOUS] = "spurious",
        [OUTCOME_TIMEOUT] = "timeout", [OUTCOME_INTERRUPT] = "interrupted",
        [OUTCOME_FAIL] = "fails",      [OUTCOME_HELD] = "held",
        [OUTCOME_WEAK] = "weak",       [OUTCOME_CANCEL] = "cancelled",
        [OUTCOME_SIGNAL] = "signal",   [OUTCOME_OTHER] = "other",
    };
    const struct op *op = thread->op;
    observe_text(line, "thread", thread->name);
    observe_text(line, "call", op ? op->call : "starts");
    if (op && op->address)
        observe_address(line, "object", op->inside ? op->inside : op->address);
    if (op && op->pc)
        observe_address(line, "at", op->pc);
    enum outcome outcome = thread_due(thread)            ? OUTCOME_TIMEOUT
                           : thread_only_cancels(thread) ? OUTCOME_CANCEL
                                                         : move;
    if (waits || (outcome == OUTCOME_NORMAL && begins_wait(op)))
        observe_text(line, "result", "blocks");
    else if (outcome >= OUTCOME_OLDER)
        older_tell(line, thread, outcome);
    else if (outcome != OUTCOME_NORMAL)
        observe_text(line, "result", outcomes[outcome]);
}
