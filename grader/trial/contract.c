/*
 * Plays a contract: a client, its history, and an order that explains it.
 *
 * The one idea: which client it is, the engine chooses (client.h), so the
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

#include "trial/client.h"
#include "trial/contract_story.h"
#include "trial/engine.h"

enum {
    BODY, /* the trial's own thread: before and after the others */
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
    struct entry entries[MOST_CALLS];
    unsigned begun;
    atomic_uint over; /* of those begun */
};

static struct strand strands[SLOTS];
static const struct contract *played;
static struct client client;
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

/* Its calls ------------------------------------------------------------- */

static void call_tell(const struct call *call)
{
    char text[96];
    played->tell(call, text, sizeof text);
    trial_calls("%s", text);
}

static void answer_tell(const struct call *call)
{
    if (call->answer == UNTOUCHED)
        trial_returns("%s", "");
    else if (played->values)
        trial_returns("%ld", call->answer);
    else
        trial_error((int)call->answer);
}

/* @return Whether the client can go on. */
static bool call_make(unsigned slot, const struct call *wanted)
{
    struct strand *strand = &strands[slot];
    if (strand->begun == MOST_CALLS)
        return false;
    struct entry untold;
    struct entry *entry = frozen ? &untold : &strand->entries[strand->begun++];
    /* The model may write here, and not in the kit's books. */
    struct call call;
    call_copy(&call, wanted);
    call.answered = false;
    call.answer = UNTOUCHED;
    for (int i = 0; i < CALL_STORED; i++)
        call.stored[i] = UNTOUCHED;
    call_copy(&entry->call, &call);
    entry->after_pause = paused;
    for (unsigned i = 0; i < SLOTS; i++) {
        entry->over[i] = (unsigned char)atomic_load(&strands[i].over);
        if (i != slot && i <= client.workers)
            engine_notes(&strands[i].over, false);
    }
    if (trial_recording())
        call_tell(&call);
    bool goes_on = played->run(&call);
    call.answered = true;
    answer_tell(&call);
    if (!frozen)
        call_copy(&entry->call, &call);
    engine_notes(&strand->over, true);
    atomic_store(&strand->over, strand->begun);
    return goes_on;
}

static void *worker_main(void *strand)
{
    const unsigned slot = (unsigned)((struct strand *)strand - strands);
    for (unsigned i = 0; i < client.counts[slot - 1]; i++)
        if (!call_make(slot, client.calls[slot - 1][i]))
            break;
    return NULL;
}

/* An order -------------------------------------------------------------- */

/* What is asked of the orders that explain all answers. */
struct question {
    const struct call *would_wait; /* would this call wait in one of them? */
    bool waits;                    /* so it would */
    bool any;                      /* there is such an order */
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
    return played->may_fail && played->may_fail(call);
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
        question->any = true;
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

/* @return Whether the client may end with a call: it must not wait. Where
 * nothing explains what has been answered, the model can't tell. */
static bool may_end_with(const struct call *call)
{
    struct question question = {.would_wait = call};
    if (!call->may_wait)
        return true;
    explained(&question);
    return question.any && !question.waits;
}

/* Whether all is right -------------------------------------------------- */

static void call_text(const struct call *call, char *text, size_t size)
{
    played->tell(call, text, size);
    size_t length = strlen(text);
    const char *error = strerrorname_np((int)call->answer);
    if (!call->answered)
        snprintf(text + length, size - length, " has not returned");
    else if (call->answer == UNTOUCHED)
        return;
    else if (call->answer && error && !played->values)
        snprintf(text + length, size - length, " = %s", error);
    else
        snprintf(text + length, size - length, " = %ld", call->answer);
}

static bool anyone_waits(void)
{
    for (unsigned i = 1; i <= client.workers && i < SLOTS; i++)
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
    for (unsigned i = 1; i <= client.workers && i < SLOTS && !call; i++)
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

static struct trial_thread *worker_spawn(unsigned slot)
{
    return trial_spawn(names[slot], worker_main, &strands[slot]);
}

/* The others came when one stood still: have all of them finished? */
static bool others_check(unsigned stopped, const char *file, int line)
{
    char text[TEXT], theirs[TEXT];
    for (unsigned i = 1; i <= client.workers && i < SLOTS; i++) {
        const struct call *call = pending_of(&strands[i]);
        if (i == stopped || !call)
            continue;
        const struct call *middle = pending_of(&strands[stopped]);
        frozen = true;
        played->tell(call, text, sizeof text);
        if (middle)
            played->tell(middle, theirs, sizeof theirs);
        trial_failed(file, line, "nobody to wait for anybody",
                     "%s of thread %s does not return while thread %s stands "
                     "still %s%s",
                     text, names[i], names[stopped],
                     middle ? "in " : "beside its calls", middle ? theirs : "");
        return false;
    }
    return true;
}

/* The others whose calls may wait, or those whose calls never do. */
static void others_spawn(unsigned stopped, bool may_wait)
{
    for (unsigned i = 1; i <= client.workers && i < SLOTS; i++) {
        bool may = false;
        for (unsigned k = 0; k < client.counts[i - 1]; k++)
            may |= client.calls[i - 1][k]->may_wait;
        if (i != stopped && may == may_wait)
            worker_spawn(i);
    }
}

/* One goes as far as it may, the others to their ends, and then the one.
 * @return Whether it was right until the others had finished. */
static bool play_stopped(const char *file, int line)
{
    unsigned stopped = 1 + (unsigned)trial_choose(client.workers);
    struct trial_thread *thread = worker_spawn(stopped);
    trial_stop_after(thread, 1 + trial_choose(played->stops));
    trial_go();
    trial_until_rest();
    others_spawn(stopped, false);
    trial_go();
    trial_until_rest();
    bool right = others_check(stopped, file, line);
    others_spawn(stopped, true);
    trial_resume(thread);
    return right;
}

static bool play(const char *file, int line)
{
    for (unsigned i = 1; i <= client.workers && i < SLOTS; i++)
        worker_spawn(i);
    return !client.may_wait || rest(file, line);
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
    for (unsigned i = 1; i <= client.workers && i < SLOTS; i++)
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
        strands[i].begun = 0;
        atomic_store(&strands[i].over, 0);
    }
}

void trial_contract(const struct contract *contract, const char *file, int line)
{
    round_clear(contract);
    client_choose(contract, &client);
    const struct call *call = client.beginning;
    for (unsigned i = 0; i < BEGINNING_CALLS && call[i].function; i++)
        if (!call_make(BODY, &call[i])) {
            answers_check(file, line);
            return;
        }
    bool right = contract->stops && client.workers ? play_stopped(file, line)
                                                   : play(file, line);
    trial_run();
    paused = true;
    if (!right || !answers_check(file, line) ||
        (contract->asleep && !rest_await(file, line)))
        return;
    for (call = played->ends; call->function; call++) {
        if (!may_end_with(call))
            continue;
        if (!call_make(BODY, call))
            break;
        /* What is told ends with the answer that was wrong. */
        if (trial_recording() && !frozen)
            answers_check(file, line);
    }
    if (!frozen)
        answers_check(file, line);
}
