/**
 * @file 11_ticket_booking_semaphore/model.c
 * @brief The contract of hall.h, as a hall that one clerk keeps.
 *
 * A booking has two moments, and a call of a client has one: the first, at
 * which the seat is held. That it is sold, or free again, is *to come* from
 * then on, until somebody is told so. Who pays here pays at once, so nobody
 * waits.
 */
#include "hall.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>

#include "trial/contract.h"

enum { CREATE = 1, DESTROY, BOOK, CANCEL, REPORT };
enum { ANNA = 1, BERT, CARL, MOST_SEATS = 2, HALLS = 2 };

/* How somebody pays: at once; not at all; or after he has tried to cancel what
 * he is paying for, for himself and for whoever may stand for a seat on hold,
 * and has asked for a report. */
enum { PAYS, REFUSES, TRIES };

/* Where a booking stores what: the seat, that which was to be paid for, and
 * what came of the tries. */
enum { SEAT, PAID, OWN, HOLD, ASKED, HELD_THEN, OWNER_THEN };
/* Where a report does. */
enum { SOLD, HELD, FREE, BOOKINGS, CANCELLATIONS, OWNERS };

/* What is to come for a seat. */
enum { NOTHING, SALE, RETURN };

/* What a hall is. Calls name theirs by its number, last of their arguments. */
struct state {
    struct {
        size_t seats;            /* 0: there is none */
        long owners[MOST_SEATS]; /* with a sale to come, whom it will be */
        int to_come[MOST_SEATS];
        long bookings, cancellations; /* without those to come */
    } halls[HALLS];
};

/* What `pay` is given. */
struct payment {
    struct hall *hall;
    struct call *call;
    int calls;
};

static struct hall *halls[HALLS];

/* EPERM, or what was answered to one who is no user, but whose number may be a
 * hall's own mark for a seat that `user` pays for. */
static long nobody_cancels(struct hall *hall, long user, size_t seat)
{
    const long marks[] = {ON_HOLD, NOBODY, -user, ~user, LONG_MIN, LONG_MAX};
    long answer = EPERM;

    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (answer == EPERM)
            answer = hall_cancel(hall, marks[i], seat);
    return answer;
}

static void tries(const struct payment *payment, long user, size_t seat)
{
    struct report report;
    long owners[MOST_SEATS] = {0}, *stored = payment->call->stored;

    stored[OWN] = hall_cancel(payment->hall, user, seat);
    stored[HOLD] = nobody_cancels(payment->hall, user, seat);
    stored[ASKED] = hall_report(payment->hall, &report, owners);
    if (stored[ASKED])
        return;
    stored[HELD_THEN] = (long)report.held;
    stored[OWNER_THEN] = owners[seat];
}

static int pay(void *arg, long user, size_t seat)
{
    struct payment *payment = arg;
    const struct call *call = payment->call;

    payment->calls++;
    if (user == call->with[0] && seat < MOST_SEATS && payment->calls == 1) {
        payment->call->stored[PAID] = (long)seat;
        if (call->with[1] == TRIES)
            tries(payment, user, seat);
    } else {
        payment->call->stored[PAID] = -1;
    }
    return call->with[1] == REFUSES ? EDQUOT : 0;
}

static bool report_run(struct hall *hall, struct call *call)
{
    struct report report;
    long owners[MOST_SEATS] = {0};

    call->answer = hall_report(hall, &report, owners);
    if (call->answer)
        return true;
    call->stored[SOLD] = (long)report.sold;
    call->stored[HELD] = (long)report.held;
    call->stored[FREE] = (long)report.free;
    call->stored[BOOKINGS] = (long)report.bookings;
    call->stored[CANCELLATIONS] = (long)report.cancellations;
    for (int i = 0; i < MOST_SEATS; i++)
        call->stored[OWNERS + i] = owners[i];
    return true;
}

static bool run(struct call *call)
{
    struct hall **hall = &halls[call->with[2]];
    struct payment payment = {*hall, call, 0};
    size_t seat = (size_t)UNTOUCHED;

    switch (call->function) {
    case CREATE:
        *hall = NO_OBJECT;
        call->answer =
            hall_create(hall, (size_t)call->with[0], (unsigned)call->with[1]);
        return created(call, *hall);
    case DESTROY:
        call->answer = hall_destroy(*hall);
        return true;
    case BOOK:
        call->answer = hall_book(*hall, call->with[0], pay, &payment, &seat);
        call->stored[SEAT] = (long)seat;
        return true;
    case CANCEL:
        call->answer = hall_cancel(*hall, call->with[0], (size_t)call->with[1]);
        return true;
    default:
        return report_run(*hall, call);
    }
}

/* A size that no memory holds may be told by either error. */
static enum call_fit create_fits(struct state *state, const struct call *call)
{
    bool too_large = (size_t)call->with[0] > MOST_SEATS;

    if (too_large && call->answer == ENOMEM)
        return call_refuses(call, ENOMEM);
    if (call->with[0] == 0 || too_large || call->with[1] == 0)
        return call_refuses(call, EINVAL);
    state->halls[call->with[2]].seats = (size_t)call->with[0];
    return call_creates(call);
}

/* What was to come for a seat has come. */
static void come(struct state *state, long hall, size_t seat)
{
    state->halls[hall].bookings += state->halls[hall].to_come[seat] == SALE;
    state->halls[hall].to_come[seat] = NOTHING;
}

/* Nobody has it for sure. */
static bool is_free(const struct state *state, long hall, size_t seat)
{
    return state->halls[hall].owners[seat] == NOBODY;
}

/* It was held, and nobody could do anything about it. */
static bool tries_fit(const struct call *call)
{
    const long *stored = call->stored;

    return call->with[1] != TRIES ||
           (stored[OWN] == EPERM && stored[HOLD] == EPERM &&
            stored[ASKED] == 0 && stored[HELD_THEN] == 1 &&
            stored[OWNER_THEN] == ON_HOLD);
}

/* No seat is free. One that is to be free again may not be so yet. */
static enum call_fit full_fits(const struct state *state, long hall)
{
    for (size_t i = 0; i < state->halls[hall].seats; i++)
        if (is_free(state, hall, i) && state->halls[hall].to_come[i] == NOTHING)
            return CALL_DIFFERS;
    return CALL_FITS;
}

/* Anna has any seat that is free. */
static enum call_fit book_fits(struct state *state, const struct call *call)
{
    long hall = call->with[2], seat = call->stored[PAID];
    bool refuses = call->with[1] == REFUSES;

    if (call->answer != 0 && call->stored[SEAT] != UNTOUCHED)
        return CALL_DIFFERS;
    if (call->with[0] <= 0)
        return seat == UNTOUCHED ? call_answers(call, EINVAL) : CALL_DIFFERS;
    if (seat == UNTOUCHED)
        return call->answer == ENOSPC ? full_fits(state, hall) : CALL_DIFFERS;
    if (seat < 0 || (size_t)seat >= state->halls[hall].seats ||
        !is_free(state, hall, (size_t)seat) || !tries_fit(call) ||
        (call->answer == 0 && call->stored[SEAT] != seat))
        return CALL_DIFFERS;
    state->halls[hall].owners[seat] = refuses ? NOBODY : call->with[0];
    state->halls[hall].to_come[seat] = refuses ? RETURN : SALE;
    if (call->alone)
        come(state, hall, (size_t)seat);
    return call_answers(call, refuses ? EDQUOT : 0);
}

static enum call_fit cancel_fits(struct state *state, const struct call *call)
{
    long hall = call->with[2];
    size_t seat = (size_t)call->with[1];

    if (seat >= state->halls[hall].seats)
        return call_answers(call, EINVAL);
    if (is_free(state, hall, seat) ||
        state->halls[hall].owners[seat] != call->with[0])
        return call_answers(call, EPERM);
    if (call->answer == EPERM && state->halls[hall].to_come[seat] == SALE)
        return CALL_FITS;
    come(state, hall, seat);
    state->halls[hall].owners[seat] = NOBODY;
    state->halls[hall].cancellations++;
    return call_answers(call, 0);
}

/* A seat may be held while something is to come, unless all is over. */
static enum call_fit report_fits(struct state *state, const struct call *call)
{
    long hall = call->with[2], sold = 0, held = 0;
    long seats = (long)state->halls[hall].seats;
    bool fits = call->answer == 0;

    for (long i = 0; i < seats; i++) {
        long owner = call->stored[OWNERS + i];
        if (owner == ON_HOLD && !call->alone) {
            fits &= state->halls[hall].to_come[i] != NOTHING;
            held++;
            continue;
        }
        come(state, hall, (size_t)i);
        fits &= owner == state->halls[hall].owners[i];
        sold += owner != NOBODY;
    }
    fits &= call->stored[SOLD] == sold && call->stored[HELD] == held &&
            call->stored[FREE] == seats - sold - held &&
            call->stored[BOOKINGS] == state->halls[hall].bookings &&
            call->stored[CANCELLATIONS] == state->halls[hall].cancellations;
    return fits ? CALL_FITS : CALL_DIFFERS;
}

static enum call_fit fits(void *of, const struct call *call)
{
    switch (call->function) {
    case CREATE:
        return create_fits(of, call);
    case DESTROY:
        return call_answers(call, 0);
    case BOOK:
        return book_fits(of, call);
    case CANCEL:
        return cancel_fits(of, call);
    default:
        return report_fits(of, call);
    }
}

static void book_tell(const struct call *call, char *text, size_t size)
{
    static const char *const ways[] = {"pays", "refuses", "tries_and_pays"};
    const long *stored = call->stored;
    int length = snprintf(text, size, "hall_book(%c, %ld, %s, &seat",
                          (char)('a' + call->with[2]), call->with[0],
                          ways[call->with[1]]);

    if (stored[SEAT] != UNTOUCHED)
        length += snprintf(text + length, size - (size_t)length, ": %ld",
                           stored[SEAT]);
    length += snprintf(text + length, size - (size_t)length, ")");
    if (stored[PAID] != UNTOUCHED)
        length += snprintf(text + length, size - (size_t)length,
                           ", paying for seat %ld", stored[PAID]);
    if (stored[OWN] != UNTOUCHED)
        snprintf(text + length, size - (size_t)length,
                 " (hall_cancel(%ld) = %ld, hall_cancel(no user) = %ld, "
                 "hall_report() = %ld: %ld held, its owner %ld)",
                 call->with[0], stored[OWN], stored[HOLD], stored[ASKED],
                 stored[HELD_THEN], stored[OWNER_THEN]);
}

static void tell(const struct call *call, char *text, size_t size)
{
    const long *with = call->with, *stored = call->stored;
    char hall = (char)('a' + with[2]);

    switch (call->function) {
    case CREATE:
        snprintf(text, size, "hall_create(&%c%s, %ld, %ld)", hall,
                 created_text(call, ": a hall"), with[0], with[1]);
        break;
    case DESTROY:
        snprintf(text, size, "hall_destroy(%c)", hall);
        break;
    case BOOK:
        book_tell(call, text, size);
        break;
    case CANCEL:
        snprintf(text, size, "hall_cancel(%c, %ld, %ld)", hall, with[0],
                 with[1]);
        break;
    default:
        snprintf(text, size,
                 "hall_report(%c): %ld sold, %ld held, %ld free, %ld bookings, "
                 "%ld cancellations, owners %ld %ld",
                 hall, stored[SOLD], stored[HELD], stored[FREE],
                 stored[BOOKINGS], stored[CANCELLATIONS], stored[OWNERS],
                 stored[OWNERS + 1]);
    }
}

/* Those of the first three have a hall. */
enum { OPEN = 0xf };
static const struct call beginnings[][BEGINNING_CALLS] = {
    {{CREATE, .with = {1, 1}}, {CREATE, .with = {1, 1, 1}}},
    {{CREATE, .with = {2, 1}},
     {CREATE, .with = {1, 1, 1}},
     {BOOK, .with = {ANNA}, .alone = true}},
    {{CREATE, .with = {1, 2}},
     {CREATE, .with = {1, 1, 1}},
     {BOOK, .with = {ANNA}, .alone = true}},
    {{CREATE, .with = {2, 2}}, {CREATE, .with = {1, 1, 1}}},
    {{CREATE, .with = {0, 1}}},
    {{CREATE, .with = {1, 0}}},
    {{CREATE, .with = {-1, 1}}},
    {{CREATE, .with = {SIZE_MAX / sizeof(long), 1}}},
    {{CREATE, .with = {SIZE_MAX / sizeof(long) + 1, 1}}},
    {{CREATE, .with = {SIZE_MAX / sizeof(long) + 2, 1}}},
    {{0}},
};

#define BEYOND_INT (1L << 32)
static const struct call calls[] = {
    {BOOK, .with = {BERT}, .after = OPEN},
    {BOOK, .with = {BERT, REFUSES}, .after = OPEN},
    {CANCEL, .with = {ANNA, 0}, .after = OPEN},
    {.function = REPORT},
    {BOOK, .with = {ANNA, PAYS, 1}, .after = OPEN},
    {BOOK, .with = {BERT, TRIES}, .alone = true, .after = OPEN},
    {BOOK, .with = {0}, .alone = true, .after = OPEN},
    {BOOK, .with = {-1}, .alone = true, .after = OPEN},
    {CANCEL, .with = {BERT, 0}, .alone = true, .after = OPEN},
    {CANCEL, .with = {0, 0}, .alone = true, .after = OPEN},
    {CANCEL, .with = {-1, 0}, .alone = true, .after = OPEN},
    {CANCEL, .with = {ANNA, 2}, .alone = true, .after = OPEN},
    {CANCEL, .with = {ANNA, -1}, .alone = true, .after = OPEN},
    {CANCEL, .with = {ANNA + BEYOND_INT, 0}, .alone = true, .after = OPEN},
    {BOOK, .with = {LONG_MAX}, .alone = true, .after = OPEN},
    {BOOK, .with = {LONG_MIN}, .alone = true, .after = OPEN},
    {0},
};

/* When all is over, every seat that is free can be had. */
static const struct call ends[] = {
    {.function = REPORT, .alone = true},
    {BOOK, .with = {CARL}, .alone = true},
    {BOOK, .with = {CARL}, .alone = true},
    {.function = REPORT, .alone = true},
    {REPORT, .with = {0, 0, 1}, .alone = true},
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
    .clients = 100,
};

CONTRACT(contract, "whatever users call at once, one clerk could have answered",
         &hall_contract, .points = 10, .interrupts = true);

static const struct call few_beginnings[][BEGINNING_CALLS] = {
    {{CREATE, .with = {1, 1}}},
    {{0}},
};

static const struct call few_calls[] = {
    {BOOK, .with = {ANNA}, .alone = true},
    {.function = REPORT, .alone = true},
    {0},
};

static const struct call few_ends[] = {
    {.function = REPORT, .alone = true},
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

CONTRACT(contract_fails, "where a hall can't be made, nothing is left behind",
         &failing_contract, .points = 5, .failing_calls = true);
