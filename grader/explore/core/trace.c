/*
 * The recorder of steps; see trace.h.
 *
 * The one idea: a step is a fixed record in memory of the explorer's own, and
 * becomes text only when the schedule is over. What a write leaves behind is
 * read when the next step comes: by then it has happened.
 */
#include "explore/core/trace.h"

#include <string.h>

#include "explore/core/digest.h"
#include "explore/core/object.h"
#include "explore/core/schedule.h"
#include "explore/ground/pages.h"
#include "trial/argument.h"
#include "trial/observe.h"

enum { STEPS_MAX = 1 << 16, HOLDS_SHOWN = 8, TEXT_SHOWN = 96 };

/* Of a longer trace, the beginning and what led to its end are reported. */
enum { TOLD_FIRST = 400, TOLD_LAST = 200 };

struct step {
    const struct thread *thread;
    const char *call;
    const char *result;
    const char *order;
    const struct thread *holder;
    const void *object;
    const void *pc;
    long long overdue;
    uint64_t value;
    uint64_t newest; /* an older one: the newest value */
    bool older;
    bool told;     /* it has a text */
    unsigned size; /* 0: no value */
    int count;     /* semaphore: its value after the step; -1: none */
    unsigned hold_count;
    const void *holds[HOLDS_SHOWN];
};

bool trace_on;

static struct step *steps;
static char (*texts)[TEXT_SHOWN]; /* of the steps that have one */
static unsigned step_count;
static unsigned found; /* how many there are up to where it went wrong; or 0 */
static struct step *unread; /* a write whose value is not known yet */

void trace_setup(void)
{
    steps = pages_map(STEPS_MAX * sizeof *steps);
    texts = pages_map(STEPS_MAX * sizeof *texts);
}

void trace_begin(void)
{
    step_count = found = 0;
    unread = NULL;
    trace_on = true;
}

void trace_found(void)
{
    if (trace_on)
        found = step_count;
}

uint64_t trace_peek(const void *address, size_t size, const void *pc)
{
    uint64_t value = 0;
    const volatile unsigned char *byte = address;
    argument_of(pc);
    for (size_t i = size < sizeof value ? size : sizeof value; i-- > 0;)
        value = value << 8 | byte[i];
    argument_of(NULL);
    return value;
}

static void unread_settle(void)
{
    if (unread)
        unread->value = trace_peek(unread->object, unread->size, unread->pc);
    unread = NULL;
}

static struct step *step_add(const char *call, const void *object,
                             const void *pc)
{
    unread_settle();
    if (step_count == STEPS_MAX)
        return NULL;
    struct step *step = &steps[step_count++];
    const struct thread *self = schedule.current;
    *step = (struct step){
        .thread = self, .call = call, .object = object, .pc = pc, .count = -1};
    for (unsigned i = 0; i < self->held_count && i < HOLDS_SHOWN; i++)
        step->holds[step->hold_count++] = self->held[i].object->address;
    return step;
}

void trace_crash(const void *pc, bool in_call)
{
    unread = NULL;
    if (!trace_on)
        return;
    struct step *last = step_count ? &steps[step_count - 1] : NULL;
    bool access = last && last->thread == schedule.current && last->size > 0;
    struct step *step =
        access && !in_call ? last : step_add("crashes", NULL, pc);
    if (!step)
        return;
    step->result = "crashes";
    step->size = 0;
}

void trace_op(const struct op *op, const char *result)
{
    if (!trace_on)
        return;
    struct step *step = step_add(op->call, op->address, op->pc);
    if (!step)
        return;
    step->result = result;
    step->order = op->order;
    step->size = op->size;
    step->overdue = op->overdue;
    const struct object *object = object_find(op->address);
    if (object && object->kind == OBJECT_SEMAPHORE && !object->destroyed)
        step->count = (int)object->count;
}

void trace_access(const void *address, size_t size, bool write, const void *pc)
{
    if (!trace_on)
        return;
    struct step *step = step_add(write ? "writes" : "reads", address, pc);
    if (!step || size > sizeof step->value)
        return;
    step->size = (unsigned)size;
    if (write)
        unread = step;
    else
        step->value = trace_peek(address, size, pc);
}

void trace_value(uint64_t value)
{
    if (step_count > 0 && step_count < STEPS_MAX)
        steps[step_count - 1].value = value;
}

void trace_newest(uint64_t value)
{
    if (step_count == 0 || step_count == STEPS_MAX)
        return;
    steps[step_count - 1].newest = value;
    steps[step_count - 1].older = true;
}

void trace_due(const struct op *op, const struct thread *thread)
{
    if (!trace_on)
        return;
    struct step *step = step_add(op->call, op->address, op->pc);
    if (!step)
        return;
    step->thread = thread;
    step->result = "races";
    step->hold_count = 0;
    for (unsigned i = 0; i < thread->held_count && i < HOLDS_SHOWN; i++)
        step->holds[step->hold_count++] = thread->held[i].object->address;
    if (op->writes || op->size > sizeof step->value)
        return;
    step->size = op->size;
    step->value = trace_peek(op->address, op->size, op->pc);
}

/* Why a call is not allowed, as far as its object's own life says so. */
static const char *wrong_result(const struct object *object)
{
    if (!object || !object->destroyed)
        return "wrong";
    return object->freed ? "freed" : object->failed ? "unmade" : "gone";
}

void trace_wrong(const struct op *op, const struct thread *holder)
{
    if (!trace_on)
        return;
    struct step *step = step_add(op->call, op->address, op->pc);
    if (!step)
        return;
    step->result = wrong_result(object_find(op->address));
    step->holder = holder;
}

void trace_call(const char *call, const char *text, const void *pc)
{
    struct step *step = trace_on ? step_add(call, NULL, pc) : NULL;
    if (!step)
        return;
    volatile char *kept = texts[step - steps];
    size_t length = 0;
    for (; text[length] && length + 1 < TEXT_SHOWN; length++)
        kept[length] = text[length];
    kept[length] = '\0';
    step->told = true;
}

void trace_end(const struct thread *thread)
{
    const struct op op = {.call = thread->id ? "ends" : "returns"};
    trace_op(&op, NULL);
}

void trace_end_holding(const void *lock)
{
    const struct op op = {.call = "ends holding", .address = lock};
    trace_op(&op, NULL);
}

/* The number of the step in which the call began that this one is the end of; 0
 * if it is the end of none. Calls of a thread are over in the order of a stack.
 */
static unsigned call_of(const struct step *answer)
{
    if (!answer->told || strcmp(answer->call, "answers") != 0)
        return 0;
    unsigned deeper = 0;
    for (const struct step *step = answer; step-- > steps;) {
        if (!step->told || step->thread != answer->thread)
            continue;
        if (strcmp(step->call, "answers") == 0)
            deeper++;
        else if (deeper-- == 0)
            return (unsigned)(step - steps) + 1;
    }
    return 0;
}

static struct observation line;

static void step_report(const struct step *step, unsigned n)
{
    observe_begin(&line, "step");
    observe_number(&line, "n", n);
    observe_text(&line, "thread", step->thread->name);
    observe_text(&line, "call", step->call);
    if (step->object)
        observe_address(&line, "object", step->object);
    if (step->size) {
        observe_number(&line, "size", step->size);
        observe_address(&line, "value", (const void *)step->value);
    }
    if (step->count >= 0)
        observe_number(&line, "count", step->count);
    if (step->pc)
        observe_address(&line, "at", step->pc);
    if (step->result)
        observe_text(&line, "result", step->result);
    if (step->told)
        observe_text(&line, "text", texts[step - steps]);
    unsigned of = call_of(step);
    if (of)
        observe_number(&line, "of", of);
    if (step->order)
        observe_text(&line, "order", step->order);
    if (step->older)
        observe_address(&line, "newest", (const void *)step->newest);
    if (step->overdue)
        observe_number(&line, "overdue", step->overdue);
    if (step->holder)
        observe_text(&line, "holder", step->holder->name);
    observe_open(&line, "holds", '[');
    for (unsigned i = 0; i < step->hold_count; i++)
        observe_address(&line, NULL, step->holds[i]);
    observe_end(&line);
}

unsigned trace_length(void)
{
    unread_settle();
    return step_count;
}

uint64_t trace_step_digest(unsigned at)
{
    const struct step *step = &steps[at];
    struct digest digest = {0};
    digest_word(&digest, step->thread->id);
    digest_pointer(&digest, step->call);
    digest_pointer(&digest, step->result);
    digest_pointer(&digest, step->order);
    digest_pointer(&digest, step->holder);
    digest_pointer(&digest, step->object);
    digest_pointer(&digest, step->pc);
    digest_word(&digest, (uint64_t)step->overdue);
    digest_word(&digest, step->value);
    digest_word(&digest, step->older ? step->newest + 1 : 0);
    digest_word(&digest, (uint64_t)step->size << 32 | (unsigned)step->count);
    for (unsigned i = 0; i < step->hold_count; i++)
        digest_pointer(&digest, step->holds[i]);
    return digest.a ^ digest.b;
}

const void *trace_step_access(unsigned at, size_t *size)
{
    const struct step *step = &steps[at];
    bool plain = !step->order && (strcmp(step->call, "reads") == 0 ||
                                  strcmp(step->call, "writes") == 0);
    *size = step->size ? step->size : 1;
    return plain ? step->object : NULL;
}

bool trace_step_is_call(unsigned at)
{
    return steps[at].told;
}

void trace_step_report(unsigned at, unsigned n)
{
    step_report(&steps[at], n);
}

void trace_report(const struct trace_head *head)
{
    unread_settle();
    observe_begin(&line, "trace");
    observe_text(&line, "id", head->id);
    observe_text(&line, "finding", head->finding);
    observe_text(&line, "shows", head->shows);
    observe_number(&line, "steps", step_count);
    observe_number(&line, "switches", (long long)head->switches);
    observe_number(&line, "preemptions", (long long)head->preemptions);
    observe_number(&line, "minimised", head->minimised);
    if (found)
        observe_number(&line, "found", found);
    observe_number(&line, "memory", head->memory);
    observe_number(&line, "lost", head->lost);
    observe_end(&line);
    unsigned end = step_count;
    if (end > TOLD_FIRST + TOLD_LAST && found)
        end = found;
    for (unsigned i = 0; i < end; i++) {
        if (i == TOLD_FIRST && end > TOLD_FIRST + TOLD_LAST)
            i = end - TOLD_LAST;
        step_report(&steps[i], i + 1);
    }
}
