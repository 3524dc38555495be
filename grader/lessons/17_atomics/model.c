/**
 * @file 17_atomics/model.c
 * @brief The contract of atomics.h, as numbers and as work that is counted.
 *
 * Each work adds one to what its lock guards, and stores how many works it has
 * seen. So the works of a lock are in an order that the results show.
 */
#include "atomics.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>

#include "trial/contract.h"

enum {
    SPIN_CREATE = 1,
    SPIN_DESTROY,
    TICKET_CREATE,
    TICKET_DESTROY,
    TAKE,
    SPIN_RUN,
    TICKET_RUN,
    NESTED_RUN, /* a work for the spin lock inside of one for the ticket lock */
};
enum { SPIN, TICKET, LOCKS };
enum { OWN = 1 }; /* a run that also uses a lock of its own */
/* What a work stores: how many there have been for each lock, with this one;
 * whether another thread did it; how many times it was done. */
enum { SEEN, ELSEWHERE = LOCKS, TIMES };

struct state {
    long next;
    long works[LOCKS];
    bool made[LOCKS];
};

static struct spin *spin;
static struct ticket *ticket;
static long works[LOCKS];

/* A work: for which call, and by whom it was asked. */
struct work {
    struct call *call;
    pthread_t client;
};

static void work_count(const struct work *work, int lock)
{
    struct call *call = work->call;

    call->stored[SEEN + lock] = ++works[lock];
    call->stored[ELSEWHERE] = !pthread_equal(work->client, pthread_self());
    call->stored[TIMES] =
        call->stored[TIMES] == UNTOUCHED ? 1 : call->stored[TIMES] + 1;
}

static void spin_work(void *work)
{
    work_count(work, SPIN);
}

static void ticket_work(void *work)
{
    work_count(work, TICKET);
}

static void nested_work(void *work)
{
    work_count(work, TICKET);
    spin_run(spin, spin_work, work);
}

/* The same among locks of one kind: a work for a ticket lock of one's own is
 * in it, or it is in a work for a spin lock of one's own. */
static void in_own_spin(void *work)
{
    spin_run(spin, spin_work, work);
}

static void nothing(void *work)
{
    (void)work;
}

static void own_ticket_inside(void *work)
{
    struct ticket *own;

    if (ticket_create(&own) != 0)
        return;
    ticket_work(work);
    ticket_run(own, nothing, NULL);
    ticket_destroy(own);
}

static void own_spin_around(struct work *work)
{
    struct spin *own;

    if (spin_create(&own) != 0)
        return;
    spin_run(own, in_own_spin, work);
    spin_destroy(own);
}

static bool run(struct call *call)
{
    struct work work = {call, pthread_self()};

    switch (call->function) {
    case SPIN_CREATE:
        spin = NO_OBJECT;
        works[SPIN] = 0;
        call->answer = spin_create(&spin);
        return created(call, spin);
    case TICKET_CREATE:
        ticket = NO_OBJECT;
        works[TICKET] = 0;
        call->answer = ticket_create(&ticket);
        return created(call, ticket);
    case SPIN_DESTROY:
        spin_destroy(spin);
        return true;
    case TICKET_DESTROY:
        ticket_destroy(ticket);
        return true;
    case TAKE:
        call->answer = number_take(call->with[0]);
        return true;
    case SPIN_RUN:
        if (call->with[0] == OWN)
            own_spin_around(&work);
        else
            spin_run(spin, spin_work, &work);
        return true;
    case TICKET_RUN:
        ticket_run(ticket,
                   call->with[0] == OWN ? own_ticket_inside : ticket_work,
                   &work);
        return true;
    default:
        ticket_run(ticket, nested_work, &work);
        return true;
    }
}

static enum call_fit work_fits(struct state *state, const struct call *call,
                               bool for_spin, bool for_ticket)
{
    if (call->stored[TIMES] != for_spin + for_ticket || call->stored[ELSEWHERE])
        return CALL_DIFFERS;
    if (for_spin && call->stored[SEEN + SPIN] != ++state->works[SPIN])
        return CALL_DIFFERS;
    if (for_ticket && call->stored[SEEN + TICKET] != ++state->works[TICKET])
        return CALL_DIFFERS;
    return CALL_FITS;
}

static enum call_fit fits(void *of, const struct call *call)
{
    struct state *state = of;

    switch (call->function) {
    case SPIN_CREATE:
    case TICKET_CREATE:
        state->made[call->function == TICKET_CREATE] = true;
        return call_creates(call);
    case SPIN_DESTROY:
    case TICKET_DESTROY:
        return state->made[call->function == TICKET_DESTROY] ? CALL_FITS
                                                             : CALL_WAITS;
    case TAKE:
        return call_answers(call,
                            state->next < call->with[0] ? state->next++ : -1);
    case SPIN_RUN:
        return work_fits(state, call, true, false);
    case TICKET_RUN:
        return work_fits(state, call, false, true);
    default:
        return work_fits(state, call, true, true);
    }
}

static void work_tell(const struct call *call, const char *name, int lock,
                      char *text, size_t size)
{
    if (call->stored[TIMES] == UNTOUCHED)
        snprintf(text, size, "%s", name);
    else
        snprintf(text, size, "%s does work %ld%s%s", name,
                 call->stored[SEEN + lock],
                 call->stored[TIMES] > 1 + (call->function == NESTED_RUN)
                     ? ", done twice"
                     : "",
                 call->stored[ELSEWHERE] ? ", by another thread" : "");
}

static void tell(const struct call *call, char *text, size_t size)
{
    char inner[100];

    switch (call->function) {
    case SPIN_CREATE:
        snprintf(text, size, "spin_create(&spin%s)",
                 created_text(call, ": a lock"));
        break;
    case TICKET_CREATE:
        snprintf(text, size, "ticket_create(&ticket%s)",
                 created_text(call, ": a lock"));
        break;
    case SPIN_DESTROY:
        snprintf(text, size, "spin_destroy(spin)");
        break;
    case TICKET_DESTROY:
        snprintf(text, size, "ticket_destroy(ticket)");
        break;
    case TAKE:
        snprintf(text, size, "number_take(%ld)", call->with[0]);
        break;
    case SPIN_RUN:
        work_tell(call,
                  call->with[0] == OWN ? "in spin_run(own), spin_run(spin)"
                                       : "spin_run(spin)",
                  SPIN, text, size);
        break;
    case TICKET_RUN:
        work_tell(call,
                  call->with[0] == OWN ? "ticket_run(ticket), ticket_run(own) "
                                         "in it,"
                                       : "ticket_run(ticket)",
                  TICKET, text, size);
        break;
    default:
        work_tell(call, "in it spin_run(spin)", SPIN, inner, sizeof inner);
        snprintf(text, size, "ticket_run(ticket) does work %ld, %s",
                 call->stored[SEEN + TICKET], inner);
    }
}

enum { NUMBERS = 0x03, LOCKED = 0x04 };
static const struct call beginnings[][BEGINNING_CALLS] = {
    {{TAKE, .with = {0}}},
    {{TAKE, .with = {LONG_MAX}}, {TAKE, .with = {LONG_MIN}}},
    {{.function = SPIN_CREATE}, {.function = TICKET_CREATE}},
    {{0}},
};

static const struct call calls[] = {
    {TAKE, .with = {1}, .after = NUMBERS},
    {TAKE, .with = {2}, .after = NUMBERS},
    {TAKE, .with = {LONG_MAX}, .after = NUMBERS},
    {TAKE, .with = {-1}, .alone = true, .after = NUMBERS},
    {.function = SPIN_RUN, .after = LOCKED},
    {.function = TICKET_RUN, .after = LOCKED},
    {.function = NESTED_RUN, .after = LOCKED},
    {SPIN_RUN, .with = {OWN}, .after = LOCKED},
    {TICKET_RUN, .with = {OWN}, .after = LOCKED},
    {0},
};

/* Of a lock that there is not, the end is left out: it would "wait". */
static const struct call ends[] = {
    {TAKE, .with = {0}},
    {TAKE, .with = {1}},
    {TAKE, .with = {LONG_MAX}},
    {.function = SPIN_DESTROY, .may_wait = true},
    {.function = TICKET_DESTROY, .may_wait = true},
    {0},
};

static const struct contract atomics_contract = {
    .state_size = sizeof(struct state),
    .run = run,
    .fits = fits,
    .tell = tell,
    .beginnings = beginnings,
    .calls = calls,
    .ends = ends,
    .values = true,
    .clients = 20,
};

CONTRACT(contract,
         "whatever threads call at once, one after the other could have called",
         &atomics_contract, .points = 10);

static const struct call few_beginnings[][BEGINNING_CALLS] = {
    {{.function = SPIN_CREATE}},
    {{.function = TICKET_CREATE}},
    {{0}},
};

static const struct call few_calls[] = {
    {TAKE, .with = {1}},
    {0},
};

static const struct contract failing_contract = {
    .state_size = sizeof(struct state),
    .run = run,
    .fits = fits,
    .tell = tell,
    .beginnings = few_beginnings,
    .calls = few_calls,
    .ends = ends,
    .values = true,
    .may_fail = call_no_memory,
    .clients = 1,
};

CONTRACT(contract_fails, "a lock that can't be made leaves nothing behind",
         &failing_contract, .points = 5, .failing_calls = true);
