/**
 * @file 21_lock_free_stack/model.c
 * @brief The contract of stack.h, as a stack in one hand.
 */
#include "stack.h"

#include <errno.h>
#include <stdio.h>

#include "trial/contract.h"

enum { CREATE = 1, DESTROY, PUSH, POP, POP_IF };
enum { MOST_VALUES = 8, MOST_VALUE = 9, MOST_CAPACITY = 1000000 };

/* Second argument: whether other calls are on their way. The values of pushes
 * and pops may take up room then, never more than a client has other threads.
 * And no call need see what another thread has done before, if nothing but time
 * tells it so: it may find the stack empty that was, and ask about a value that
 * was at the top. (What it takes it takes off the top.) What was before the
 * threads came all of them see. Or, of a create, that there may be no memory.
 */
enum { BY_ITSELF, BESIDE_OTHERS, MAY_FAIL, OTHERS = 2 };

struct state {
    long capacity, count;
    long values[MOST_VALUES];
    bool was_empty;
    unsigned was_at_top; /* set of 1 << value */
};

static struct stack *stack;

/* Wants what is even, and remembers about what it was asked last. */
static bool is_even(long value, void *asked)
{
    *(long *)asked = value;
    return value % 2 == 0;
}

static bool run(struct call *call)
{
    long value = UNTOUCHED, asked = UNTOUCHED;

    switch (call->function) {
    case CREATE:
        stack = NO_OBJECT;
        call->answer = stack_create(&stack, (size_t)call->with[0]);
        return created(call, stack);
    case DESTROY:
        call->answer = stack_destroy(stack);
        return true;
    case PUSH:
        call->answer = stack_push(stack, call->with[0]);
        return true;
    case POP:
        call->answer = stack_pop(stack, &value);
        call->stored[0] = value;
        return true;
    default:
        call->answer = stack_pop_if(stack, is_even, &asked, &value);
        call->stored[0] = value;
        call->stored[1] = asked;
        return true;
    }
}

static void note_top(struct state *state, const struct call *call)
{
    if (call->with[1] != BESIDE_OTHERS) {
        state->was_empty = false;
        state->was_at_top = 0;
    }
    if (state->count == 0)
        state->was_empty = true;
    else if (state->values[state->count - 1] >= 0)
        state->was_at_top |= 1u << state->values[state->count - 1];
}

static enum call_fit create_fits(struct state *state, const struct call *call)
{
    long capacity = call->with[0];

    if (capacity < 1 || capacity > MOST_CAPACITY)
        return call_refuses(call, EINVAL);
    if (call->with[1] == MAY_FAIL && call->answer == ENOMEM)
        return call_refuses(call, ENOMEM);
    state->capacity = capacity;
    note_top(state, call);
    return call_creates(call);
}

static enum call_fit push_fits(struct state *state, const struct call *call)
{
    long others = call->with[1] == BESIDE_OTHERS ? OTHERS : 0;

    if (call->answer == ENOSPC)
        return state->count + others >= state->capacity ? CALL_FITS
                                                        : CALL_DIFFERS;
    if (state->count == state->capacity || state->count == MOST_VALUES)
        return CALL_DIFFERS;
    state->values[state->count++] = call->with[0];
    note_top(state, call);
    return call_answers(call, 0);
}

/* Nothing was taken, for a reason that held before. */
static bool pop_is_late(const struct state *state, const struct call *call)
{
    long asked = call->stored[1];

    if (call->with[1] != BESIDE_OTHERS)
        return false;
    if (call->answer == ENOENT)
        return state->was_empty;
    return call->answer == EAGAIN && asked > 0 && asked <= MOST_VALUE &&
           asked % 2 != 0 && state->was_at_top & 1u << asked;
}

static enum call_fit pop_fits(struct state *state, const struct call *call)
{
    if (call->answer != 0 && call->stored[0] != UNTOUCHED)
        return CALL_DIFFERS;
    if (pop_is_late(state, call))
        return CALL_FITS;
    if (state->count == 0)
        return call_answers(call, ENOENT);
    long top = state->values[state->count - 1];
    if (call->function == POP_IF && call->stored[1] != top)
        return CALL_DIFFERS;
    if (call->function == POP_IF && top % 2 != 0)
        return call_answers(call, EAGAIN);
    if (call->stored[0] != top)
        return CALL_DIFFERS;
    state->count--;
    note_top(state, call);
    return call_answers(call, 0);
}

static enum call_fit fits(void *of, const struct call *call)
{
    struct state *state = of;

    switch (call->function) {
    case CREATE:
        return create_fits(state, call);
    case DESTROY:
        return call_answers(call, 0);
    case PUSH:
        return push_fits(state, call);
    default:
        return pop_fits(state, call);
    }
}

static void tell(const struct call *call, char *text, size_t size)
{
    const char *name = call->function == POP
                           ? "stack_pop(stack, &value"
                           : "stack_pop_if(stack, is_even, NULL, &value";

    switch (call->function) {
    case CREATE:
        snprintf(text, size, "stack_create(&stack%s, %ld)",
                 created_text(call, ": a stack"), call->with[0]);
        break;
    case DESTROY:
        snprintf(text, size, "stack_destroy(stack)");
        break;
    case PUSH:
        snprintf(text, size, "stack_push(stack, %ld)", call->with[0]);
        break;
    default:
        if (call->stored[0] == UNTOUCHED)
            snprintf(text, size, "%s)", name);
        else
            snprintf(text, size, "%s: %ld)", name, call->stored[0]);
    }
}

static const struct call beginnings[][BEGINNING_CALLS] = {
    {{CREATE, .with = {1}}},
    {{CREATE, .with = {1}}, {PUSH, .with = {1}}},
    {{CREATE, .with = {3}}, {PUSH, .with = {1}}, {PUSH, .with = {2}}},
    {{CREATE, .with = {0}}},
    {{CREATE, .with = {-1}}},
    {{CREATE, .with = {MOST_CAPACITY + 1}}},
    {{0}},
};

static const struct call calls[] = {
    {PUSH, .with = {4, BESIDE_OTHERS}},  {PUSH, .with = {5, BESIDE_OTHERS}},
    {POP, .with = {0, BESIDE_OTHERS}},   {POP_IF, .with = {0, BESIDE_OTHERS}},
    {PUSH, .with = {-1}, .alone = true}, {0},
};

/* What is left, then as much as there was room for. */
static const struct call ends[] = {
    {.function = POP_IF},
    {.function = POP},
    {.function = POP},
    {.function = POP},
    {.function = POP},
    {PUSH, .with = {6}},
    {PUSH, .with = {7}},
    {PUSH, .with = {8}},
    {PUSH, .with = {9}},
    {.function = POP},
    {.function = POP},
    {.function = DESTROY},
    {0},
};

static const struct contract stack_contract = {
    .state_size = sizeof(struct state),
    .run = run,
    .fits = fits,
    .tell = tell,
    .beginnings = beginnings,
    .calls = calls,
    .ends = ends,
    .clients = 1,
};

CONTRACT(contract, "whatever threads call at once, a stack could have answered",
         &stack_contract, .points = 10);

static const struct call few_beginnings[][BEGINNING_CALLS] = {
    {{CREATE, .with = {2, MAY_FAIL}}},
    {{0}},
};

/* All memory was got by the create: no other call may fail for want of it. */
static const struct call few_calls[] = {
    {PUSH, .with = {4, BESIDE_OTHERS}, .alone = true},
    {0},
};

static const struct call few_ends[] = {
    {.function = POP},
    {.function = POP},
    {.function = DESTROY},
    {0},
};

static const struct contract failing_contract = {
    .state_size = sizeof(struct state),
    .run = run,
    .fits = fits,
    .tell = tell,
    .beginnings = few_beginnings,
    .calls = few_calls,
    .ends = few_ends,
    .clients = 1,
};

CONTRACT(contract_fails, "where a stack can't be made, nothing is left behind",
         &failing_contract, .points = 5, .failing_calls = true);

/* Each of them is stopped, and the others come then. */
static const struct call stopped_beginnings[][BEGINNING_CALLS] = {
    {{CREATE, .with = {1}}, {PUSH, .with = {1}}},
    {{CREATE, .with = {3}}, {PUSH, .with = {1}}, {PUSH, .with = {2}}},
    {{0}},
};

static const struct call stopped_calls[] = {
    {PUSH, .with = {4, BESIDE_OTHERS}},
    {POP, .with = {0, BESIDE_OTHERS}},
    {POP_IF, .with = {0, BESIDE_OTHERS}},
    {0},
};

static const struct call stopped_ends[] = {{.function = DESTROY}, {0}};

static const struct contract stopped_contract = {
    .state_size = sizeof(struct state),
    .run = run,
    .fits = fits,
    .tell = tell,
    .beginnings = stopped_beginnings,
    .calls = stopped_calls,
    .ends = stopped_ends,
    .stops = 16,
    .clients = 1,
};

CONTRACT(nobody_waits,
         "whoever stops in the middle of a call stops nobody else",
         &stopped_contract, .points = 10, .engines = TRIAL_EXPLORE);
