/**
 * @file 09_choosing/model.c
 * @brief The contract of desk.h, as a place for one piece and a count.
 *
 * Whether desk_submit() waits until its piece has been collected is left open.
 * So what was submitted lies there from when the call returns, and while it has
 * not returned its piece may lie there, too: whoever looks for one has no
 * reason to wait then.
 */
#include "desk.h"

#include <pthread.h>
#include <stdio.h>

#include "trial/contract.h"

enum { CREATE = 1, DESTROY, SUBMIT, COLLECT, WAIT, HAND_OVER };
enum { MOST_PIECES = 32, NOTHING = 0, UNKNOWN = -1 };

struct state {
    long piece; /* its content, or NOTHING */
    long collected;
};

static struct desk *desk;
static long pieces[MOST_PIECES];

/* One thread submits at a time, and one collects: they take turns. */
static pthread_mutex_t submitters_turn = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t collectors_turn = PTHREAD_MUTEX_INITIALIZER;
static size_t next_piece; /* the submitters' */

/* Who has not returned. Seen by no engine: it orders nothing. */
static long submitting, collecting;

__attribute__((no_sanitize("thread"), noinline)) static void add(long *number,
                                                                 long change)
{
    __atomic_add_fetch(number, change, __ATOMIC_SEQ_CST);
}

__attribute__((no_sanitize("thread"), noinline)) static long
now(const long *number)
{
    return __atomic_load_n(number, __ATOMIC_SEQ_CST);
}

static int submit(long content)
{
    add(&submitting, 1);
    pthread_mutex_lock(&submitters_turn);
    long *piece = &pieces[next_piece++];
    *piece = content;
    int answer = desk_submit(desk, piece);
    pthread_mutex_unlock(&submitters_turn);
    add(&submitting, -1);
    return answer;
}

static int collect(long *content)
{
    static char untouched;
    void *piece = &untouched;

    add(&collecting, 1);
    pthread_mutex_lock(&collectors_turn);
    int answer = desk_collect(desk, &piece);
    pthread_mutex_unlock(&collectors_turn);
    add(&collecting, -1);
    for (int i = 0; i < MOST_PIECES; i++)
        if (piece == &pieces[i]) {
            *content = pieces[i];
            return answer;
        }
    if (piece != &untouched)
        *content = UNKNOWN;
    return answer;
}

static void *submit_one(void *answer)
{
    *(int *)answer = submit(1);
    return NULL;
}

/* From a thread of its own to this one, one after the other where the desk
 * leaves that open. */
static void hand_over(struct call *call)
{
    int answer = 0;
    struct trial_thread *submitter =
        trial_spawn("submitter", submit_one, &answer);

    trial_go();
    trial_until_blocked(submitter);
    call->answer = collect(&call->stored[0]);
    trial_join(submitter);
    call->answer = call->answer ? call->answer : answer;
}

static bool run(struct call *call)
{
    switch (call->function) {
    case CREATE:
        desk = NO_OBJECT;
        next_piece = 0;
        call->answer = desk_create(&desk);
        return created(call, desk);
    case DESTROY:
        call->answer = desk_destroy(desk);
        return true;
    case SUBMIT:
        call->answer = submit(call->with[0]);
        return true;
    case COLLECT:
        call->answer = collect(&call->stored[0]);
        return true;
    case HAND_OVER:
        hand_over(call);
        return true;
    default:
        call->answer = desk_wait(desk, (size_t)call->with[0]);
        return true;
    }
}

static enum call_fit submit_fits(struct state *state, const struct call *call)
{
    if (!call->answered && now(&collecting) == 0)
        return CALL_WAITS;
    if (state->piece != NOTHING)
        return CALL_WAITS;
    state->piece = call->with[0];
    return call_answers(call, 0);
}

static enum call_fit collect_fits(struct state *state, const struct call *call)
{
    if (!call->answered && now(&submitting) > 0)
        return CALL_FITS;
    if (state->piece == NOTHING)
        return CALL_WAITS;
    if (call->stored[0] != state->piece)
        return CALL_DIFFERS;
    state->piece = NOTHING;
    state->collected++;
    return call_answers(call, 0);
}

static enum call_fit fits(void *of, const struct call *call)
{
    struct state *state = of;

    switch (call->function) {
    case CREATE:
        return call_creates(call);
    case SUBMIT:
        return submit_fits(state, call);
    case COLLECT:
        return collect_fits(state, call);
    case WAIT:
        return state->collected < call->with[0] ? CALL_WAITS
                                                : call_answers(call, 0);
    case HAND_OVER:
        state->collected++;
        return call->stored[0] == 1 ? call_answers(call, 0) : CALL_DIFFERS;
    default:
        return call_answers(call, 0);
    }
}

static void tell(const struct call *call, char *text, size_t size)
{
    switch (call->function) {
    case CREATE:
        snprintf(text, size, "desk_create(&desk%s)",
                 created_text(call, ": a desk"));
        break;
    case DESTROY:
        snprintf(text, size, "desk_destroy(desk)");
        break;
    case SUBMIT:
        snprintf(text, size, "desk_submit(desk, piece %ld)", call->with[0]);
        break;
    case COLLECT:
        if (call->stored[0] == UNTOUCHED)
            snprintf(text, size, "desk_collect(desk, &piece)");
        else if (call->stored[0] == UNKNOWN)
            snprintf(text, size, "desk_collect(desk, &piece: no piece)");
        else
            snprintf(text, size, "desk_collect(desk, &piece: piece %ld)",
                     call->stored[0]);
        break;
    case HAND_OVER:
        snprintf(text, size, "piece 1 submitted and collected");
        break;
    default:
        snprintf(text, size, "desk_wait(desk, %ld)", call->with[0]);
    }
}

enum { NEW = 0x01 };
static const struct call beginnings[][BEGINNING_CALLS] = {
    {{.function = CREATE}},
    {{.function = CREATE}, {.function = HAND_OVER}},
    {{0}},
};

static const struct call calls[] = {
    {SUBMIT, .with = {5}, .may_wait = true},
    {SUBMIT, .with = {6}, .may_wait = true},
    {.function = COLLECT, .may_wait = true},
    {WAIT, .with = {1}, .may_wait = true, .after = NEW},
    {WAIT, .with = {2}, .may_wait = true},
    {WAIT, .with = {0}, .alone = true, .may_wait = true},
    {0},
};

/* The body of a trial submits only if somebody collects. */
static const struct call releases[] = {
    {.function = COLLECT, .may_wait = true},
    {SUBMIT, .with = {9}, .may_wait = true},
    {.function = HAND_OVER},
    {0},
};

static const struct call ends[] = {
    {.function = COLLECT, .may_wait = true},
    {WAIT, .with = {1}, .may_wait = true},
    {.function = DESTROY},
    {0},
};

static const struct contract desk_contract = {
    .state_size = sizeof(struct state),
    .run = run,
    .fits = fits,
    .tell = tell,
    .beginnings = beginnings,
    .calls = calls,
    .releases = releases,
    .ends = ends,
    .clients = 32,
};

CONTRACT(contract,
         "whatever threads call at once, one desk and one count could have "
         "answered",
         &desk_contract, .points = 10);

/* Nothing is handed over by the body alone: a submit that fails would be a
 * collect that waits for ever. */
static const struct call few_releases[] = {
    {.function = COLLECT, .may_wait = true},
    {SUBMIT, .with = {9}, .may_wait = true},
    {0},
};

static const struct call few_beginnings[][BEGINNING_CALLS] = {
    {{.function = CREATE}},
    {{0}},
};

static const struct call few_calls[] = {
    {SUBMIT, .with = {5}, .may_wait = true},
    {.function = COLLECT, .may_wait = true},
    {WAIT, .with = {0}, .alone = true},
    {0},
};

static const struct call few_ends[] = {
    {WAIT, .with = {1}, .may_wait = true},
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
    .releases = few_releases,
    .ends = few_ends,
    .may_fail = true,
    .clients = 1,
};

CONTRACT(contract_fails, "where a desk can't be made, nothing is left behind",
         &failing_contract, .points = 5, .failing_calls = true);
