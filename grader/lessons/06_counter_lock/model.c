/**
 * @file 06_counter_lock/model.c
 * @brief The contract of numbers.h, as a counter in one hand.
 *
 * A crew takes its numbers one by one while others take theirs, so in one hand
 * it has no place. Only what it answers when it must not be is compared.
 */
#include "numbers.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>

#include "trial/contract.h"

enum { INCREMENT = 1, VALUE, CREW };

struct state {
    long counter;
};

static bool run(struct call *call)
{
    long number = UNTOUCHED, numbers[CREW_MAX + 1] = {UNTOUCHED};

    switch (call->function) {
    case INCREMENT:
        call->answer = increment_counter(&number);
        break;
    case VALUE:
        call->answer = counter_value(&number);
        break;
    default:
        call->answer = crew_run((size_t)call->with[0], numbers);
        number = numbers[0];
    }
    call->stored[0] = number;
    return true;
}

static enum call_fit fits(void *of, const struct call *call)
{
    struct state *state = of;

    switch (call->function) {
    case INCREMENT:
        state->counter++;
        break;
    case VALUE:
        break;
    default:
        if (call->with[0] != 1)
            return call_refuses(call, EINVAL);
        state->counter++; /* a crew of one takes one */
    }
    return call->stored[0] == state->counter ? call_answers(call, 0)
                                             : CALL_DIFFERS;
}

static void tell(const struct call *call, char *text, size_t size)
{
    static const char *const names[] = {
        [INCREMENT] = "increment_counter(&number",
        [VALUE] = "counter_value(&value",
    };
    size_t length;

    if (call->function == CREW)
        length = (size_t)snprintf(text, size, "crew_run(%ld, numbers",
                                  call->with[0]);
    else
        length = (size_t)snprintf(text, size, "%s", names[call->function]);
    if (call->stored[0] == UNTOUCHED)
        snprintf(text + length, size - length, ")");
    else
        snprintf(text + length, size - length, ": %ld)", call->stored[0]);
}

static const struct call beginnings[][BEGINNING_CALLS] = {
    {{.function = VALUE}},
    {{.function = INCREMENT}, {.function = INCREMENT}},
    {{0}},
};

/* A number that is 1 for whoever looks at its lower half. */
#define NARROW (LONG_MAX / 2 + 2)

static const struct call calls[] = {
    {.function = INCREMENT},
    {.function = VALUE},
    {CREW, .with = {1}},
    {CREW, .with = {0}, .alone = true},
    {CREW, .with = {-1}, .alone = true},
    {CREW, .with = {CREW_MAX + 1}, .alone = true},
    {CREW, .with = {NARROW}, .alone = true},
    {0},
};

static const struct call ends[] = {
    {.function = VALUE},
    {.function = INCREMENT},
    {0},
};

static const struct contract numbers_contract = {
    .state_size = sizeof(struct state),
    .run = run,
    .fits = fits,
    .tell = tell,
    .beginnings = beginnings,
    .calls = calls,
    .ends = ends,
};

CONTRACT(contract,
         "whatever threads call at once, a counter in one hand could have "
         "answered",
         &numbers_contract, .points = 5);
