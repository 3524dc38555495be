/*
 * Atomics: each is a scheduling point (see trial/atomic.c), and an event of the
 * graph that says what it may see (order/graph.h).
 *
 * The one idea: where the graph is kept, all that an order promises is drawn by
 * it, and ThreadSanitizer takes the access itself for a relaxed one; else
 * ThreadSanitizer's own idea of it does.
 *
 * An operation that leaves the value as it was counts as a read: a spin lock
 * that is taken writes the same 1 again and again.
 */
#include "explore/model/atomics.h"

#include "explore/ground/kit.h"
#include "explore/model/calls.h"
#include "explore/model/margin.h"
#include "explore/model/memory.h"
#include "explore/order/choices.h"
#include "explore/order/total.h"

void __real___tsan_atomic_thread_fence(int order);
void __wrap___tsan_atomic_thread_fence(int order);

static bool weak, late, first_done;

/* What the running operation is in the graph, until it is done. */
static struct {
    event_id event; /* 0: nothing */
    message_id after;
    bool writes;
    bool older;
} doing;

/* Where a compare-exchange that fails leaves what it saw; or NULL. */
static const void *leaves_at;

void atomics_prepare(void)
{
    clocks_on = weak || !first_done;
    first_done = true;
    doing.event = 0;
    leaves_at = NULL;
}

bool atomics_weak(void)
{
    return weak;
}

bool atomics_late(void)
{
    bool answer = late;
    late = false;
    return answer;
}

struct weak_site weak_sites[WEAK_SITES_MAX];
unsigned weak_site_count;

static void site_note(const struct op *op)
{
    for (unsigned i = 0; i < weak_site_count; i++)
        if (weak_sites[i].pc == op->pc)
            return;
    if (weak_site_count < WEAK_SITES_MAX)
        weak_sites[weak_site_count++] =
            (struct weak_site){op->pc, op->call, op->address, op->order, false};
}

static int taken_for(int order, const void *pc)
{
    for (unsigned i = 0; i < weak_site_count; i++)
        if (weak_sites[i].strong && weak_sites[i].pc == pc)
            return __ATOMIC_SEQ_CST;
    return order;
}

/* An order that is less than seq_cst, and the schedule is not ready for it. All
 * that a thread does before there is another one happens before all that
 * follows, whatever its order: atomic_init() is such a store. */
static void weak_met(void)
{
    if (threads.count == 1)
        return;
    weak = true;
    if (clocks_on)
        return;
    late = true;
    schedule_stop(ENDING_KNOWN);
}

/* The first schedule keeps a graph in case that a weak order comes. One that
 * goes on for so long without is run anew. */
static void room_meet(void)
{
    if (weak || graph_has_room())
        return;
    late = true;
    schedule_stop(ENDING_KNOWN);
}

const char *order_word(int order)
{
    static const char *const words[] = {"relaxed", "consume", "acquire",
                                        "release", "acq_rel", "seq_cst"};
    return order >= 0 && order <= __ATOMIC_SEQ_CST ? words[order] : NULL;
}

void __wrap___tsan_atomic_thread_fence(int order)
{
    const struct op op = {
        .call = "atomic fence", .pc = CALLER, .order = order_word(order)};
    if (schedule.active) {
        weak_met();
        if (order != __ATOMIC_RELAXED)
            total_add(fence_add(taken_for(order, op.pc)), 0);
        trace_op(&op, NULL);
        if (trace_on && order < __ATOMIC_SEQ_CST)
            site_note(&op);
    }
    __real___tsan_atomic_thread_fence(order);
}

/* It may fail for no reason only where it would succeed: else it does so
 * anyway. The values are read without a hook, by whoever decides. */
static bool weak_ready(const struct thread *thread, enum outcome outcome)
{
    const struct op *op = thread->op;
    return outcome == OUTCOME_NORMAL ||
           memory_value(op->address, op->size, op->pc) ==
               memory_value(op->expects, op->size, op->pc);
}

static struct atomic_turn begin(const struct op *op, enum outcome outcome)
{
    const struct atomic_call *call = op->atomic;
    const struct thread *self = schedule.current;
    location_id location =
        location_get(op->address, op->size, op->call, op->pc);
    message_id message = choice_message(self, op, outcome);
    uint128_t value = graph.messages[message].value;
    bool fails = outcome == OUTCOME_WEAK;
    bool writes = !fails && choice_writes(op, value);
    int order = call->expected && !writes ? call->fail : call->order;
    doing.after = message;
    doing.writes = writes;
    doing.older = outcome >= OUTCOME_OLDER;
    doing.event = event_add(location, call->reads ? message : 0, order);
    if (call->reads)
        footprint_saw(graph.messages[message].event);
    return (struct atomic_turn){.told = true,
                                .older = doing.older,
                                .fails = fails,
                                .order = __ATOMIC_RELAXED,
                                .fail = __ATOMIC_RELAXED,
                                .value = value};
}

/* How the step is told; see trace.h. */
static void step_tell(const struct op *op, const struct atomic_turn *turn)
{
    if (!trace_on)
        return;
    trace_op(op, turn->fails ? "weak" : turn->older ? "older" : NULL);
    if (turn->older)
        trace_newest((uint64_t)memory_value(op->address, op->size, op->pc));
}

static bool is_weak(const struct atomic_call *call)
{
    return call->order < __ATOMIC_SEQ_CST ||
           (call->expected && call->fail < __ATOMIC_SEQ_CST);
}

/* A trial's own atomics are its instruments: each sees what is there. The edges
 * that ThreadSanitizer draws by their address are the kit's, too. */
static void order_draw(const struct atomic_call *call)
{
    if (call->writes && order_releases(call->order))
        before_release((void *)call->address);
    if (call->reads && order_acquires(call->order))
        before_acquire((void *)call->address);
}

/* Where an address leads nowhere the code is to crash here: ThreadSanitizer
 * would keep a lock for good. */
static void place_check(const struct op *op)
{
    margin_check(op->address, op->size, op->writes, op->pc);
    memory_value(op->address, op->size, op->pc);
}

struct atomic_turn engine_atomic(const struct atomic_call *call)
{
    struct atomic_turn turn = {.order = call->order, .fail = call->fail};
    if (!schedule.active)
        return turn;
    const bool graph_has = !trial_holds_code(call->pc);
    if (graph_has && is_weak(call))
        weak_met();
    struct atomic_call taken = *call;
    taken.order = taken_for(call->order, call->pc);
    taken.fail = taken_for(call->fail, call->pc);
    const struct op op = {.call = call->call,
                          .address = (const void *)call->address,
                          .pc = call->pc,
                          .ready = call->weak ? weak_ready : NULL,
                          .outcomes = call->weak ? OUTCOMES(OUTCOME_WEAK) : 0,
                          .expects = call->expected,
                          .order = order_word(call->order),
                          .atomic = graph_has ? &taken : NULL,
                          .older =
                              clocks_on && graph_has ? choices_older : NULL,
                          .size = call->size,
                          .writes = call->writes};
    enum outcome outcome = schedule_point(&op);
    place_check(&op);
    turn.told = true;
    turn.fails = outcome == OUTCOME_WEAK;
    leaves_at = NULL;
    if (call->expected && !turn.fails && !on_own_stack(call->expected))
        leaves_at = call->expected;
    if (clocks_on && graph_has) {
        room_meet();
        turn = begin(&op, outcome);
    } else if (clocks_on) {
        order_draw(call);
    }
    step_tell(&op, &turn);
    if (trace_on && graph_has && is_weak(call))
        site_note(&op);
    return turn;
}

/* What it leaves is a write that no hook tells of: a thread that went round to
 * here is not as it was. */
void engine_atomic_failed(const volatile void *address)
{
    footprint_only_reads((const void *)address);
    if (!leaves_at)
        return;
    footprint_effect();
    memory_written(leaves_at);
}

static void finish(uint128_t value)
{
    if (doing.writes)
        message_add(doing.event, doing.after, value);
    if (doing.writes)
        footprint_made(doing.event);
    total_add(doing.event, doing.older ? doing.after : 0);
    doing.event = 0;
}

void engine_atomic_done(const volatile void *address, bool same,
                        uint128_t value, const void *pc)
{
    if (doing.event)
        finish(value);
    if (trace_on)
        trace_value((uint64_t)value);
    if (!same) {
        schedule.changes++;
        memory_written((const void *)address);
    } else {
        footprint_leaves((const void *)address);
        schedule_glance(pc, (const void *)address, (uint64_t)value);
    }
}
