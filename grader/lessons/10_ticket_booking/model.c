/**
 * @file 10_ticket_booking/model.c
 * @brief The contract of booking.h, as a hall that one clerk keeps.
 */
#include "booking.h"

#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>

#include "trial/contract.h"

enum { CREATE = 1, DESTROY, BOOK, BOOK_SEAT, CANCEL, REPORT };
enum { ANNA = 1, BERT, MOST_SEATS = 3, HALLS = 2 };
/* Where a report stores what. */
enum { SOLD, FREE, BOOKINGS, CANCELLATIONS, OWNERS };

/* What a hall is. Calls name theirs by its number, last of their arguments. */
struct state {
    struct {
        size_t seats; /* 0: there is none */
        long owners[MOST_SEATS];
        long bookings, cancellations;
    } halls[HALLS];
};

static struct hall *halls[HALLS];

static bool run(struct call *call)
{
    struct hall **hall = &halls[call->with[2]];
    struct report report;
    size_t seat = (size_t)UNTOUCHED;
    long owners[MOST_SEATS] = {UNTOUCHED, UNTOUCHED, UNTOUCHED};

    switch (call->function) {
    case CREATE:
        *hall = NO_OBJECT;
        call->answer = hall_create(hall, (size_t)call->with[0]);
        return created(call, *hall);
    case DESTROY:
        call->answer = hall_destroy(*hall);
        return true;
    case BOOK:
        call->answer = hall_book(*hall, call->with[0], &seat);
        call->stored[0] = (long)seat;
        return true;
    case BOOK_SEAT:
        call->answer =
            hall_book_seat(*hall, call->with[0], (size_t)call->with[1]);
        return true;
    case CANCEL:
        call->answer = hall_cancel(*hall, call->with[0], (size_t)call->with[1]);
        return true;
    default:
        call->answer = hall_report(*hall, &report, owners);
        if (call->answer)
            return true;
        call->stored[SOLD] = (long)report.sold;
        call->stored[FREE] = (long)report.free;
        call->stored[BOOKINGS] = (long)report.bookings;
        call->stored[CANCELLATIONS] = (long)report.cancellations;
        for (int i = 0; i < MOST_SEATS; i++)
            call->stored[OWNERS + i] = owners[i];
        return true;
    }
}

static size_t sold_of(const struct state *state, long hall)
{
    size_t sold = 0;

    for (size_t i = 0; i < state->halls[hall].seats; i++)
        sold += state->halls[hall].owners[i] != NOBODY;
    return sold;
}

/* Anna has any seat that is free. */
static enum call_fit book_fits(struct state *state, const struct call *call)
{
    long hall = call->with[2], seat = call->stored[0];

    if (call->answer != 0 && seat != UNTOUCHED)
        return CALL_DIFFERS;
    if (call->with[0] <= 0)
        return call_answers(call, EINVAL);
    if (sold_of(state, hall) == state->halls[hall].seats)
        return call_answers(call, ENOSPC);
    if (call->answer != 0 || seat < 0 ||
        (size_t)seat >= state->halls[hall].seats ||
        state->halls[hall].owners[seat] != NOBODY)
        return CALL_DIFFERS;
    state->halls[hall].owners[seat] = call->with[0];
    state->halls[hall].bookings++;
    return CALL_FITS;
}

static enum call_fit book_seat_fits(struct state *state,
                                    const struct call *call)
{
    long hall = call->with[2];
    size_t seat = (size_t)call->with[1];

    if (call->with[0] <= 0 || seat >= state->halls[hall].seats)
        return call_answers(call, EINVAL);
    if (state->halls[hall].owners[seat] != NOBODY)
        return call_answers(call, EBUSY);
    state->halls[hall].owners[seat] = call->with[0];
    state->halls[hall].bookings++;
    return call_answers(call, 0);
}

static enum call_fit cancel_fits(struct state *state, const struct call *call)
{
    long hall = call->with[2];
    size_t seat = (size_t)call->with[1];

    if (seat >= state->halls[hall].seats)
        return call_answers(call, EINVAL);
    if (call->with[0] == NOBODY ||
        state->halls[hall].owners[seat] != call->with[0])
        return call_answers(call, EPERM);
    state->halls[hall].owners[seat] = NOBODY;
    state->halls[hall].cancellations++;
    return call_answers(call, 0);
}

/* There is room for as many owners as there are seats, and for no more. */
static enum call_fit report_fits(const struct state *state,
                                 const struct call *call)
{
    long hall = call->with[2];
    size_t seats = state->halls[hall].seats, sold = sold_of(state, hall);
    bool fits = call->answer == 0 && call->stored[SOLD] == (long)sold &&
                call->stored[FREE] == (long)(seats - sold) &&
                call->stored[BOOKINGS] == state->halls[hall].bookings &&
                call->stored[CANCELLATIONS] == state->halls[hall].cancellations;

    for (size_t i = 0; i < MOST_SEATS; i++)
        fits &= call->stored[OWNERS + i] ==
                (i < seats ? state->halls[hall].owners[i] : UNTOUCHED);
    return fits ? CALL_FITS : CALL_DIFFERS;
}

static enum call_fit fits(void *of, const struct call *call)
{
    struct state *state = of;

    switch (call->function) {
    case CREATE:
        if (call->with[0] == 0 || call->with[0] == -1)
            return call_refuses(call, EINVAL);
        state->halls[call->with[2]].seats = (size_t)call->with[0];
        return call_creates(call);
    case DESTROY:
        return call_answers(call, 0);
    case BOOK:
        return book_fits(state, call);
    case BOOK_SEAT:
        return book_seat_fits(state, call);
    case CANCEL:
        return cancel_fits(state, call);
    default:
        return report_fits(state, call);
    }
}

/* With the owners that it has stored. */
static void report_tell(const struct call *call, char *text, size_t size)
{
    const long *stored = call->stored;
    int length =
        snprintf(text, size,
                 "hall_report(%c): %ld sold, %ld free, %ld bookings, "
                 "%ld cancellations, owners",
                 (char)('a' + call->with[2]), stored[SOLD], stored[FREE],
                 stored[BOOKINGS], stored[CANCELLATIONS]);

    for (int i = 0; i < MOST_SEATS && (size_t)length < size; i++)
        if (stored[OWNERS + i] != UNTOUCHED)
            length += snprintf(text + length, size - (size_t)length, " %ld",
                               stored[OWNERS + i]);
}

static void tell(const struct call *call, char *text, size_t size)
{
    const long *with = call->with, *stored = call->stored;
    char hall = (char)('a' + with[2]);

    switch (call->function) {
    case CREATE:
        snprintf(text, size, "hall_create(&%c%s, %ld)", hall,
                 created_text(call, ": a hall"), with[0]);
        break;
    case DESTROY:
        snprintf(text, size, "hall_destroy(%c)", hall);
        break;
    case BOOK:
        if (stored[0] == UNTOUCHED)
            snprintf(text, size, "hall_book(%c, %ld, &seat)", hall, with[0]);
        else
            snprintf(text, size, "hall_book(%c, %ld, &seat: %ld)", hall,
                     with[0], stored[0]);
        break;
    case BOOK_SEAT:
        snprintf(text, size, "hall_book_seat(%c, %ld, %ld)", hall, with[0],
                 with[1]);
        break;
    case CANCEL:
        snprintf(text, size, "hall_cancel(%c, %ld, %ld)", hall, with[0],
                 with[1]);
        break;
    default:
        report_tell(call, text, size);
    }
}

static const struct call beginnings[][BEGINNING_CALLS] = {
    {{CREATE, .with = {1}}, {CREATE, .with = {1, 0, 1}}},
    {{CREATE, .with = {2}},
     {CREATE, .with = {1, 0, 1}},
     {BOOK_SEAT, .with = {ANNA, 0}}},
    {{CREATE, .with = {2}},
     {CREATE, .with = {1, 0, 1}},
     {BOOK_SEAT, .with = {ANNA, 0}},
     {BOOK_SEAT, .with = {BERT, 1}}},
    {{0}},
};

#define BEYOND_INT (1L << 32)
static const struct call calls[] = {
    {BOOK, .with = {ANNA}},
    {BOOK, .with = {BERT}},
    {BOOK_SEAT, .with = {BERT, 0}},
    {CANCEL, .with = {ANNA, 0}},
    {CANCEL, .with = {BERT, 1}},
    {CANCEL, .with = {-1, 0}},
    {.function = REPORT},
    {BOOK, .with = {BERT, 0, 1}},
    {BOOK, .with = {0}, .alone = true},
    {BOOK, .with = {-1}, .alone = true},
    {BOOK_SEAT, .with = {0, 0}, .alone = true},
    {BOOK_SEAT, .with = {ANNA, -1}, .alone = true},
    {BOOK_SEAT, .with = {ANNA, 2}, .alone = true},
    {BOOK_SEAT, .with = {ANNA, 0}, .alone = true},
    {CANCEL, .with = {0, 0}, .alone = true},
    {CANCEL, .with = {0, 1}, .alone = true},
    {CANCEL, .with = {ANNA, 2}, .alone = true},
    {CANCEL, .with = {ANNA, -1}, .alone = true},
    {CANCEL, .with = {ANNA + BEYOND_INT, 0}, .alone = true},
    {BOOK_SEAT, .with = {ANNA, BEYOND_INT}, .alone = true},
    {CANCEL, .with = {ANNA, BEYOND_INT}, .alone = true},
    {BOOK, .with = {LONG_MIN}, .alone = true},
    {BOOK, .with = {LONG_MAX}, .alone = true},
    {0},
};

static const struct call ends[] = {
    {.function = REPORT},
    {REPORT, .with = {0, 0, 1}},
    {.function = DESTROY},
    {DESTROY, .with = {0, 0, 1}},
    {0},
};

static const struct contract hall_contract = {
    .state_size = sizeof(struct state),
    .run = run,
    .fits = fits,
    .tell = tell,
    .beginnings = beginnings,
    .calls = calls,
    .ends = ends,
    .clients = 200,
};

CONTRACT(contract, "whatever users call at once, one clerk could have answered",
         &hall_contract, .points = 10);

static const struct call few_beginnings[][BEGINNING_CALLS] = {
    {{CREATE, .with = {1}}},
    {{CREATE, .with = {0}}},
    {{0}},
};

static const struct call few_calls[] = {
    {BOOK, .with = {ANNA}},
    {0},
};

static const struct call few_ends[] = {
    {.function = REPORT},
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
    .may_fail = call_any_error,
    .clients = 1,
};

CONTRACT(contract_fails, "a hall that can't be made is not handed out",
         &failing_contract, .points = 5, .failing_calls = true);
