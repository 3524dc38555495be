/**
 * @file 09_choosing/model.c
 * @brief The contract of desk.h, as a place for one piece and a count; twice.
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
enum { DESKS = 2, MOST_PIECES = 16, NOTHING = 0, UNKNOWN = -1 };

/* Pieces that are no more than an address, the same one each time: the lowest
 * that there is, and the highest. All others are numbers, each in a place of
 * its own. */
enum { LOWEST = 101, HIGHEST };

/* A piece is handed over only if somebody waits for a count. */
enum { TO_RELEASE = 1 };

/* What desks are. Calls name theirs by its number, last of their arguments. */
struct state {
    struct {
        bool there;
        long piece; /* its content, or NOTHING */
        long collected;
    } desks[DESKS];
};

static struct desk *desks[DESKS];
static long pieces[DESKS][MOST_PIECES];

/* One thread submits at a time, and one collects: they take turns. */
static pthread_mutex_t submitters_turn[DESKS] = {PTHREAD_MUTEX_INITIALIZER,
                                                 PTHREAD_MUTEX_INITIALIZER};
static pthread_mutex_t collectors_turn[DESKS] = {PTHREAD_MUTEX_INITIALIZER,
                                                 PTHREAD_MUTEX_INITIALIZER};
static size_t next_piece[DESKS]; /* the submitters' */

/* Who has not returned. Seen by no engine: it orders nothing. */
static long submitting[DESKS], collecting[DESKS], watching[DESKS];

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

static void *piece_make(long desk, long content)
{
    if (content == LOWEST)
        return (void *)1;
    if (content == HIGHEST)
        return (void *)UINTPTR_MAX;
    long *piece = &pieces[desk][next_piece[desk]++];
    *piece = content;
    return piece;
}

static long piece_read(long desk, const void *piece)
{
    if (piece == (void *)1)
        return LOWEST;
    if (piece == (void *)UINTPTR_MAX)
        return HIGHEST;
    for (int i = 0; i < MOST_PIECES; i++)
        if (piece == &pieces[desk][i])
            return pieces[desk][i];
    return UNKNOWN;
}

static int submit(long desk, long content)
{
    add(&submitting[desk], 1);
    pthread_mutex_lock(&submitters_turn[desk]);
    int answer = desk_submit(desks[desk], piece_make(desk, content));
    pthread_mutex_unlock(&submitters_turn[desk]);
    add(&submitting[desk], -1);
    return answer;
}

static int collect(long desk, long *content)
{
    static char untouched;
    void *piece = &untouched;

    add(&collecting[desk], 1);
    pthread_mutex_lock(&collectors_turn[desk]);
    int answer = desk_collect(desks[desk], &piece);
    pthread_mutex_unlock(&collectors_turn[desk]);
    add(&collecting[desk], -1);
    if (piece != &untouched)
        *content = piece_read(desk, piece);
    return answer;
}

static int watch(long desk, long count)
{
    add(&watching[desk], 1);
    int answer = desk_wait(desks[desk], (size_t)count);
    add(&watching[desk], -1);
    return answer;
}

static void *submit_one(void *call)
{
    static int answer;

    answer = submit(((struct call *)call)->with[2], 1);
    return &answer;
}

/* From a thread of its own to this one, one after the other where the desk
 * leaves that open. */
static void hand_over(struct call *call)
{
    struct trial_thread *submitter = trial_spawn("submitter", submit_one, call);

    trial_go();
    trial_until_blocked(submitter);
    call->answer = collect(call->with[2], &call->stored[0]);
    const int *answer = trial_join(submitter);
    call->answer = call->answer ? call->answer : *answer;
}

static bool run(struct call *call)
{
    struct desk **desk = &desks[call->with[2]];

    switch (call->function) {
    case CREATE:
        *desk = NO_OBJECT;
        next_piece[call->with[2]] = 0;
        call->answer = desk_create(desk);
        return created(call, *desk);
    case DESTROY:
        call->answer = desk_destroy(*desk);
        return true;
    case SUBMIT:
        call->answer = submit(call->with[2], call->with[0]);
        return true;
    case COLLECT:
        call->answer = collect(call->with[2], &call->stored[0]);
        return true;
    case HAND_OVER:
        hand_over(call);
        return true;
    default:
        call->answer = watch(call->with[2], call->with[0]);
        return true;
    }
}

static enum call_fit submit_fits(struct state *state, const struct call *call)
{
    long desk = call->with[2];

    if (!call->answered && now(&collecting[desk]) == 0)
        return CALL_WAITS;
    if (state->desks[desk].piece != NOTHING)
        return CALL_WAITS;
    state->desks[desk].piece = call->with[0];
    return call_answers(call, 0);
}

static enum call_fit collect_fits(struct state *state, const struct call *call)
{
    long desk = call->with[2];

    if (!call->answered && now(&submitting[desk]) > 0)
        return CALL_FITS;
    if (state->desks[desk].piece == NOTHING)
        return CALL_WAITS;
    if (call->stored[0] != state->desks[desk].piece)
        return CALL_DIFFERS;
    state->desks[desk].piece = NOTHING;
    state->desks[desk].collected++;
    return call_answers(call, 0);
}

static enum call_fit hand_over_fits(struct state *state,
                                    const struct call *call)
{
    long desk = call->with[2];
    bool unasked = call->with[1] == TO_RELEASE && now(&watching[desk]) == 0;

    if (!call->answered && unasked)
        return CALL_WAITS;
    if (state->desks[desk].piece != NOTHING)
        return CALL_WAITS;
    state->desks[desk].collected++;
    return call->stored[0] == 1 ? call_answers(call, 0) : CALL_DIFFERS;
}

static enum call_fit create_fits(struct state *state, const struct call *call)
{
    long desk = call->with[2];

    state->desks[desk].there = true;
    state->desks[desk].piece = NOTHING;
    state->desks[desk].collected = 0;
    return call_creates(call);
}

static enum call_fit fits(void *of, const struct call *call)
{
    struct state *state = of;
    long desk = call->with[2];

    if (call->function == CREATE)
        return create_fits(state, call);
    if (!state->desks[desk].there) /* no end, and no release, is for it */
        return CALL_WAITS;
    switch (call->function) {
    case SUBMIT:
        return submit_fits(state, call);
    case COLLECT:
        return collect_fits(state, call);
    case WAIT:
        return state->desks[desk].collected < call->with[0]
                   ? CALL_WAITS
                   : call_answers(call, 0);
    case HAND_OVER:
        return hand_over_fits(state, call);
    default:
        state->desks[desk].there = false;
        return call_answers(call, 0);
    }
}

static const char *piece_text(long content, char *text, size_t size)
{
    if (content == LOWEST)
        return "(void *)1";
    if (content == HIGHEST)
        return "(void *)UINTPTR_MAX";
    if (content == UNKNOWN)
        return "no piece";
    snprintf(text, size, "piece %ld", content);
    return text;
}

static void tell(const struct call *call, char *text, size_t size)
{
    char desk = (char)('a' + call->with[2]), piece[32];

    switch (call->function) {
    case CREATE:
        snprintf(text, size, "desk_create(&%c%s)", desk,
                 created_text(call, ": a desk"));
        break;
    case DESTROY:
        snprintf(text, size, "desk_destroy(%c)", desk);
        break;
    case SUBMIT:
        snprintf(text, size, "desk_submit(%c, %s)", desk,
                 piece_text(call->with[0], piece, sizeof piece));
        break;
    case COLLECT:
        if (call->stored[0] == UNTOUCHED)
            snprintf(text, size, "desk_collect(%c, &piece)", desk);
        else
            snprintf(text, size, "desk_collect(%c, &piece: %s)", desk,
                     piece_text(call->stored[0], piece, sizeof piece));
        break;
    case HAND_OVER:
        snprintf(text, size, "piece 1 submitted to %c and collected", desk);
        break;
    default:
        snprintf(text, size, "desk_wait(%c, %ld)", desk, call->with[0]);
    }
}

/* Of a new desk, of one that has been used, of one that is made when another
 * has been used, and of one that is made when another is gone. */
static const struct call beginnings[][BEGINNING_CALLS] = {
    {{.function = CREATE}},
    {{.function = CREATE}, {.function = HAND_OVER}},
    {{.function = CREATE},
     {.function = HAND_OVER},
     {CREATE, .with = {0, 0, 1}}},
    {{.function = CREATE},
     {.function = HAND_OVER},
     {.function = DESTROY},
     {.function = CREATE}},
    {{0}},
};

enum { NEW = 0x01, USED = 0x02, TWO = 0x04, AGAIN = 0x08 };
static const struct call calls[] = {
    {SUBMIT, .with = {5}, .may_wait = true, .after = NEW | USED | AGAIN},
    {SUBMIT, .with = {LOWEST}, .may_wait = true, .after = NEW | USED},
    {.function = COLLECT, .may_wait = true},
    {WAIT, .with = {1}, .may_wait = true, .after = NEW | TWO | AGAIN},
    {WAIT, .with = {2}, .may_wait = true, .after = NEW | USED | TWO},
    {COLLECT, .with = {0, 0, 1}, .may_wait = true, .after = TWO},
    {WAIT, .with = {1, 0, 1}, .may_wait = true, .after = TWO},
    {SUBMIT, .with = {HIGHEST}, .alone = true, .may_wait = true,
     .after = NEW | USED},
    {WAIT, .with = {0}, .alone = true, .may_wait = true},
    {0},
};

/* The body of a trial submits only if somebody collects. */
static const struct call releases[] = {
    {.function = COLLECT, .may_wait = true},
    {COLLECT, .with = {0, 0, 1}, .may_wait = true},
    {SUBMIT, .with = {9, 0, 1}, .may_wait = true},
    {SUBMIT, .with = {9}, .may_wait = true},
    {HAND_OVER, .with = {0, TO_RELEASE}, .may_wait = true},
    {HAND_OVER, .with = {0, TO_RELEASE, 1}, .may_wait = true},
    {0},
};

static const struct call ends[] = {
    {.function = COLLECT, .may_wait = true},
    {WAIT, .with = {1}, .may_wait = true},
    {DESTROY, .may_wait = true},
    {COLLECT, .with = {0, 0, 1}, .may_wait = true},
    {HAND_OVER, .with = {0, 0, 1}, .may_wait = true},
    {WAIT, .with = {1, 0, 1}, .may_wait = true},
    {DESTROY, .with = {0, 0, 1}, .may_wait = true},
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
    .clients = 160,
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
    .may_fail = call_any_error,
    .clients = 1,
};

CONTRACT(contract_fails, "where a desk can't be made, nothing is left behind",
         &failing_contract, .points = 5, .failing_calls = true);
