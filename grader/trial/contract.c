/*
 * Plays a contract: a client, its history, and an order that explains it.
 *
 * The one idea: which client it is, the engine chooses (trial_choose()), so the
 * explorer takes all of them as it takes all schedules, and a schedule's id
 * names the client, too.
 *
 * The books are kept by code that is not instrumented, and order nothing. What
 * was over before what began is an order that the search must not overlook:
 * engine_notes() says so.
 */
#include "trial/contract.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#include "trial/contract_story.h"
#include "trial/engine.h"

enum {
    BODY, /* the trial's own thread: before and after the others */
    MOST_WORKERS = 3,
    SLOTS = 1 + MOST_WORKERS,
    MOST_CALLS = 24, /* of one thread */
    MOST_STATE = 256,
    TEXT = 400,
};

/* A call in a history. */
struct entry {
    struct call call;
    unsigned char over[SLOTS]; /* calls of each thread that were over before */
    bool after_pause;          /* of the body: after all had come to rest */
};

/* A thread's calls. */
struct strand {
    const struct call *wanted[2];
    unsigned wanted_count;
    struct entry entries[MOST_CALLS];
    unsigned begun;
    atomic_uint over; /* of those begun */
};

static struct strand strands[SLOTS];
static const struct contract *played;
static unsigned workers;
static bool may_wait; /* some call of the client may */
static bool paused;
static bool frozen; /* it is told as it was when it failed */

static const char *const names[SLOTS] = {"the trial", "a", "b", "c"};

/* The compiler makes memcpy() of plain loops, which ThreadSanitizer watches. */
__attribute__((optimize("no-tree-loop-distribute-patterns"))) static void
bytes_copy(unsigned char *to, const unsigned char *from, size_t count)
{
    for (size_t i = 0; i < count; i++)
        to[i] = from[i];
}

__attribute__((optimize("no-tree-loop-distribute-patterns"))) static void
bytes_clear(unsigned char *to, size_t count)
{
    for (size_t i = 0; i < count; i++)
        to[i] = 0;
}

static void call_copy(struct call *to, const struct call *from)
{
    bytes_copy((unsigned char *)to, (const unsigned char *)from, sizeof *to);
}

/* Which client ---------------------------------------------------------- */

/* The calls that a client may make after a beginning. Beside others: only those
 * that are worth it. */
struct choice {
    size_t beginning;
    bool alone;
};

static bool call_suits(const struct call *call, struct choice choice)
{
    return (choice.alone || !call->alone) &&
           (!call->after || call->after & 1u << choice.beginning);
}

static size_t calls_count(struct choice choice)
{
    size_t count = 0;
    for (const struct call *call = played->calls; call->function; call++)
        count += call_suits(call, choice);
    return count;
}

static const struct call *call_nth(size_t n, struct choice choice)
{
    const struct call *call = played->calls;
    while (!call_suits(call, choice) || n-- > 0)
        call++;
    return call;
}

/* What clients look like, the smallest first: the calls of each thread. Threads
 * that do the same are told apart by nothing, so those of one call are taken in
 * one order only. */
enum { SHAPES = 6 };
static const unsigned char shapes[SHAPES][MOST_WORKERS] = {
    {1}, {1, 1}, {1, 1, 1}, {2, 1}, {2, 2}, {2, 1, 1},
};

/* Shares of what the smaller shapes left room for; the first two are whole. */
static const unsigned char divisors[SHAPES] = {1, 1, 3, 3, 2, 1};

static size_t power(size_t base, unsigned exponent)
{
    size_t result = 1;
    while (exponent-- > 0)
        result *= base;
    return result;
}

/* Ways to take so many of `count`, in no order, one more than once or not. */
static size_t ways_to_take(size_t count, unsigned taken)
{
    switch (taken) {
    case 0:
        return 1;
    case 1:
        return count;
    case 2:
        return count * (count + 1) / 2;
    default:
        return count * (count + 1) * (count + 2) / 6;
    }
}

static void shape_measure(int shape, unsigned *ordered, unsigned *single)
{
    *ordered = *single = 0;
    for (int i = 0; i < MOST_WORKERS; i++) {
        *ordered += shapes[shape][i] > 1 ? shapes[shape][i] : 0;
        *single += shapes[shape][i] == 1;
    }
}

/* Clients of a shape after a beginning. */
static size_t shape_size(int shape, size_t calls)
{
    unsigned ordered, single;
    shape_measure(shape, &ordered, &single);
    return calls ? power(calls, ordered) * ways_to_take(calls, single) : 0;
}

static struct choice choice_of(int shape, size_t beginning)
{
    return (struct choice){beginning, shape == 0};
}

static size_t shape_total(int shape)
{
    size_t total = 0;
    for (size_t i = 0; played->beginnings[i][0].function; i++)
        total += shape_size(shape, calls_count(choice_of(shape, i)));
    return total;
}

static void call_give(unsigned slot, size_t nth, struct choice choice)
{
    struct strand *strand = &strands[slot];
    const struct call *call = call_nth(nth, choice);
    strand->wanted[strand->wanted_count++] = call;
    may_wait |= call->may_wait;
}

/* The n-th way to take one call, of those from `least` on, for each of the
 * threads that make one. */
static void singles_give(int shape, size_t n, struct choice choice)
{
    unsigned ordered, single;
    const size_t calls = calls_count(choice);
    size_t least = 0, left;
    shape_measure(shape, &ordered, &single);
    for (unsigned i = 0; i < MOST_WORKERS; i++) {
        if (shapes[shape][i] != 1)
            continue;
        single--;
        while (n >= (left = ways_to_take(calls - least, single))) {
            n -= left;
            least++;
        }
        call_give(i + 1, least, choice);
    }
}

static void client_make(int shape, size_t n, struct choice choice)
{
    const size_t calls = calls_count(choice);
    workers = 0;
    may_wait = false;
    for (unsigned i = 0; i < MOST_WORKERS && shapes[shape][i]; i++) {
        workers++;
        for (int k = 0; shapes[shape][i] > 1 && k < shapes[shape][i]; k++) {
            call_give(workers, n % calls, choice);
            n /= calls;
        }
    }
    singles_give(shape, n, choice);
}

/* How many clients of each shape there are to be: all small ones, and of the
 * others what there is room for. */
static size_t shapes_share(size_t wanted[SHAPES])
{
    size_t room = played->clients ? played->clients : CLIENTS, all = 0;
    for (int shape = 0; shape < SHAPES; shape++) {
        size_t total = shape_total(shape), share = room / divisors[shape];
        wanted[shape] = shape < 2 || total < share ? total : share;
        room -= wanted[shape] < room ? wanted[shape] : room;
        all += wanted[shape];
    }
    return all;
}

/* @return How the chosen client begins. Where a shape has more clients than are
 * wanted, those wanted lie evenly among all. */
static const struct call *client_choose(void)
{
    size_t wanted[SHAPES], beginning = 0, size;
    int shape = 0;
    size_t n = trial_choose(shapes_share(wanted));
    while (n >= wanted[shape])
        n -= wanted[shape++];
    n = n * shape_total(shape) / wanted[shape];
    while (n >= (size = shape_size(shape,
                                   calls_count(choice_of(shape, beginning))))) {
        n -= size;
        beginning++;
    }
    client_make(shape, n, choice_of(shape, beginning));
    return played->beginnings[beginning];
}

/* Its calls ------------------------------------------------------------- */

/* @return Whether the client can go on. */
static bool call_make(unsigned slot, const struct call *wanted)
{
    struct strand *strand = &strands[slot];
    if (strand->begun == MOST_CALLS)
        return false;
    struct entry *entry = &strand->entries[strand->begun++];
    /* The model may write here, and not in the kit's books. */
    struct call call;
    call_copy(&call, wanted);
    call.answered = false;
    for (int i = 0; i < CALL_STORED; i++)
        call.stored[i] = UNTOUCHED;
    call_copy(&entry->call, &call);
    entry->after_pause = paused;
    for (unsigned i = 0; i < SLOTS; i++) {
        entry->over[i] = (unsigned char)atomic_load(&strands[i].over);
        if (i != slot && i <= workers)
            engine_notes(&strands[i].over, false);
    }
    bool goes_on = played->run(&call);
    call.answered = true;
    if (!frozen)
        call_copy(&entry->call, &call);
    engine_notes(&strand->over, true);
    atomic_store(&strand->over, strand->begun);
    return goes_on;
}

static void *worker_main(void *strand)
{
    const struct strand *self = strand;
    for (unsigned i = 0; i < self->wanted_count; i++)
        if (!call_make((unsigned)(self - strands), self->wanted[i]))
            break;
    return NULL;
}

/* An order -------------------------------------------------------------- */

/* What is asked of the orders that explain all answers. */
struct question {
    const struct call *would_wait; /* would this call wait in one of them? */
    bool waits;                    /* so it would */
    bool in_any_state;             /* those who wait may do so anywhere */
};

static const struct call *pending_of(const struct strand *strand)
{
    unsigned over = atomic_load(&strand->over);
    return strand->begun > over ? &strand->entries[over].call : NULL;
}

static enum call_fit call_try(const unsigned char *state, unsigned char *next,
                              const struct call *call)
{
    bytes_copy(next, state, played->state_size);
    return played->fits(next, call);
}

/* It may have failed for want of something, and has changed nothing then. */
static bool has_failed(const struct call *call)
{
    for (int i = 0; i < CALL_STORED; i++)
        if (call->stored[i] != UNTOUCHED)
            return false;
    return played->may_fail && call->answer != 0;
}

static bool call_fits(const unsigned char *state, unsigned char *next,
                      const struct call *call)
{
    if (call_try(state, next, call) == CALL_FITS)
        return true;
    bytes_copy(next, state, played->state_size);
    return has_failed(call);
}

/* All that has returned has its place: may the others wait? */
static bool rest_explained(const unsigned char *state,
                           struct question *question)
{
    unsigned char next[MOST_STATE] __attribute__((aligned(16)));
    for (unsigned i = 0; i < SLOTS; i++) {
        const struct call *call = pending_of(&strands[i]);
        if (call && !question->in_any_state &&
            call_try(state, next, call) != CALL_WAITS)
            return false;
    }
    if (question->would_wait) {
        question->waits |=
            call_try(state, next, question->would_wait) == CALL_WAITS;
        return false; /* the next order */
    }
    return true;
}

/* @return Whether some order of what is left explains it. */
static bool order_exists(const unsigned char *state, unsigned placed[SLOTS],
                         struct question *question)
{
    unsigned char next[MOST_STATE] __attribute__((aligned(16)));
    bool any = false;
    for (unsigned i = 0; i < SLOTS; i++) {
        if (placed[i] == atomic_load(&strands[i].over))
            continue;
        any = true;
        const struct entry *entry = &strands[i].entries[placed[i]];
        bool first = true;
        for (unsigned k = 0; k < SLOTS; k++)
            first &= k == i || entry->over[k] <= placed[k];
        if (!first || !call_fits(state, next, &entry->call))
            continue;
        placed[i]++;
        bool found = order_exists(next, placed, question);
        placed[i]--;
        if (found)
            return true;
    }
    return !any && rest_explained(state, question);
}

static bool explained(struct question *question)
{
    unsigned char state[MOST_STATE] __attribute__((aligned(16)));
    unsigned placed[SLOTS] = {0};
    bytes_clear(state, sizeof state);
    return order_exists(state, placed, question);
}

static bool all_explained(void)
{
    struct question question = {.would_wait = NULL};
    return explained(&question);
}

/* @return Whether the answers are right, and only somebody's waiting is not. */
static bool answers_explained(void)
{
    struct question question = {.in_any_state = true};
    return explained(&question);
}

static bool would_wait(const struct call *call)
{
    struct question question = {.would_wait = call};
    if (call->may_wait)
        explained(&question);
    return question.waits;
}

/* Whether all is right -------------------------------------------------- */

static void call_text(const struct call *call, char *text, size_t size)
{
    played->tell(call, text, size);
    size_t length = strlen(text);
    const char *error = strerrorname_np((int)call->answer);
    if (!call->answered)
        snprintf(text + length, size - length, " has not returned");
    else if (call->answer && error)
        snprintf(text + length, size - length, " = %s", error);
    else
        snprintf(text + length, size - length, " = %ld", call->answer);
}

static bool anyone_waits(void)
{
    for (unsigned i = 1; i <= workers && i < SLOTS; i++)
        if (pending_of(&strands[i]))
            return true;
    return false;
}

/* The first call of the body that fits no order of all before it, or NULL. */
static const struct call *odd_one(void)
{
    struct strand *body = &strands[BODY];
    const unsigned begun = body->begun, over = atomic_load(&body->over);
    unsigned k = over;
    while (k > 0) {
        body->begun = k - 1;
        atomic_store(&body->over, k - 1);
        if (all_explained())
            break;
        k--;
    }
    body->begun = begun;
    atomic_store(&body->over, over);
    return k > 0 && body->entries[k - 1].after_pause
               ? &body->entries[k - 1].call
               : NULL;
}

/* The first call that waits. */
static const struct call *waiting_one(void)
{
    const struct call *call = NULL;
    for (unsigned i = 1; i <= workers && i < SLOTS && !call; i++)
        call = pending_of(&strands[i]);
    return call;
}

static bool answers_check(const char *file, int line)
{
    static const char promise[] = "the calls to answer as the header says";
    char text[TEXT] = "";
    if (all_explained())
        return true;
    const struct call *odd = odd_one(), *waiting = waiting_one();
    frozen = true;
    if (odd)
        call_text(odd, text, sizeof text);
    else if (waiting)
        played->tell(waiting, text, sizeof text);
    if (odd)
        trial_failed(file, line, promise,
                     "%s fits no order of the calls before it", text);
    else if (waiting && answers_explained())
        trial_failed(file, line, promise,
                     "%s waits, though nobody goes on any more and there is "
                     "no order of the calls after which it has to",
                     text);
    else
        trial_failed(file, line, promise,
                     "there is no order of these calls in which each would "
                     "have answered so");
    return false;
}

/* @return Whether they did, and were asleep then if they have to be. */
static bool rest_await(const char *file, int line)
{
    if (trial_until_rest() || !played->asleep)
        return true;
    frozen = true;
    trial_failed(file, line, "who has nothing to do to be asleep",
                 "a thread goes round and round while there is nothing to do "
                 "for it: it is not asleep");
    return false;
}

/* The first that would not wait itself. A model that has none is wrong, and
 * nobody's code is. */
static const struct call *release_find(void)
{
    const struct call *call = played->releases;
    while (call && call->function && would_wait(call))
        call++;
    if (!call || !call->function || strands[BODY].begun == MOST_CALLS)
        __builtin_trap();
    return call;
}

/* Nobody goes on any more: those who wait are to wait, and are let go on. */
static bool rest(const char *file, int line)
{
    trial_go();
    bool asleep = rest_await(file, line);
    paused = true;
    if (!asleep || !answers_check(file, line))
        return false;
    while (anyone_waits()) {
        if (!call_make(BODY, release_find()))
            return false;
        if (!rest_await(file, line) || !answers_check(file, line))
            return false;
    }
    return true;
}

/* Its words ------------------------------------------------------------- */

static void strand_tell(void (*line)(const char *), unsigned slot, bool after)
{
    char text[TEXT];
    size_t length = 0;
    const struct strand *strand = &strands[slot];
    for (unsigned i = 0; i < strand->begun; i++) {
        const struct entry *entry = &strand->entries[i];
        if (slot == BODY && entry->after_pause != after)
            continue;
        const char *who = slot != BODY ? names[slot] : after ? "then" : "first";
        length += (size_t)snprintf(text + length, sizeof text - length,
                                   length ? "; " : "%s: ", who);
        if (length >= sizeof text - 1)
            break;
        call_text(&entry->call, text + length, sizeof text - length);
        length += strlen(text + length);
    }
    if (length)
        line(text);
}

static void client_tell(void (*line)(const char *text))
{
    strand_tell(line, BODY, false);
    for (unsigned i = 1; i <= workers && i < SLOTS; i++)
        strand_tell(line, i, false);
    strand_tell(line, BODY, true);
}

/* A round --------------------------------------------------------------- */

static void round_clear(const struct contract *contract)
{
    if (contract->state_size > MOST_STATE)
        __builtin_trap(); /* the model's fault */
    played = contract;
    contract_tell = client_tell;
    paused = frozen = false;
    for (unsigned i = 0; i < SLOTS; i++) {
        strands[i].begun = strands[i].wanted_count = 0;
        atomic_store(&strands[i].over, 0);
    }
}

void trial_contract(const struct contract *contract, const char *file, int line)
{
    round_clear(contract);
    const struct call *call = client_choose();
    for (unsigned i = 0; i < BEGINNING_CALLS && call[i].function; i++)
        if (!call_make(BODY, &call[i])) {
            answers_check(file, line);
            return;
        }
    for (unsigned i = 1; i <= workers && i < SLOTS; i++)
        trial_spawn(names[i], worker_main, &strands[i]);
    bool right = !may_wait || rest(file, line);
    trial_run();
    paused = true;
    if (!right || !answers_check(file, line) ||
        (contract->asleep && !rest_await(file, line)))
        return;
    for (call = played->ends; call->function; call++)
        if (!would_wait(call) && !call_make(BODY, call))
            break;
    answers_check(file, line);
}
