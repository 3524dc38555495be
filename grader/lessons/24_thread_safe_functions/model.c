/**
 * @file 24_thread_safe_functions/model.c
 * @brief The contract of texts.h, as words found by hand, and a list of the
 *        threads that have a date.
 *
 * Nothing that a call keeps is another call's business, so the only state is
 * who owns a text. Where the clock on the wall is, the zone is not UTC.
 */
#include "texts.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "trial/contract.h"

/* ZONE(): every client begins with it. */
enum { ZONE = 1, WORDS, DATE, OWNERS };
enum { THREADS = 4, LONG_TEXT = 20000 };

/* What a visit does: no more than to look at its word; return 7 at the second
 * one, or -1 at the first; split another text; ask for a date. */
enum { LOOKS, STOPS, STOPS_AT_ONCE, SPLITS, DATES, VISITS };
static const char *const visit_names[VISITS] = {
    "look", "return_7_at_2nd", "return_minus_1", "split_another", "ask_date"};

/* What it returns if what it asked for in between was wrong. */
enum { WRONG = 99 };

/* Texts to split, which threads share; the last one is long. */
enum { ONE_WORD = 4, LONG_WORD, TEXTS };
static char texts[TEXTS][LONG_TEXT + 1] = {"red  green ", "", "  ",
                                           " \ta\nb c,d", "one"};
static const char *const text_names[TEXTS] = {
    "\"red  green \"",   "\"\"",    "\"  \"",
    "\" \\ta\\nb c,d\"", "\"one\"", "20000 letters"};

static const struct {
    time_t time;
    const char *text;
} dates[] = {
    {1000000000, "2001-09-09 01:46:40"},
    {951782400, "2000-02-29 00:00:00"},
    {-1, "1969-12-31 23:59:59"},
    {4107542400, "2100-03-01 00:00:00"},
    {-30610224000, "1000-01-01 00:00:00"},
    {253402300799, "9999-12-31 23:59:59"},
};

/* Where a call stores what. WORDS: what was seen, as a number, and how it
 * begins. DATE: the text that came. Both: the thread that owns one now. */
enum { THREAD, SUM, HEAD };
enum { HEAD_SIZE = 24 };

/* OWNERS' argument in the end. */
enum { ALL_JOINED = 1 };

struct state {
    long owners[THREADS]; /* threads */
    long count;           /* of these */
};

/* What visits have seen: each word, followed by a stroke. */
struct seen {
    long visit;
    int words;
    unsigned sum;
    size_t length;
    char head[HEAD_SIZE];
    bool dated;
};

static void letter_see(struct seen *seen, char letter)
{
    seen->sum = seen->sum * 31 + (unsigned char)letter;
    if (seen->length < HEAD_SIZE - 1)
        seen->head[seen->length] = letter;
    seen->length++;
}

static void word_see(struct seen *seen, const char *word, size_t length)
{
    seen->words++;
    for (size_t i = 0; i < length; i++)
        letter_see(seen, word[i]);
    letter_see(seen, '/');
}

/* What a visit of this kind returns at a word. */
static int visit_answer(const struct seen *seen)
{
    if (seen->visit == STOPS_AT_ONCE)
        return -1;
    return seen->visit == STOPS && seen->words == 2 ? 7 : 0;
}

static bool date_is(const char *text, long date)
{
    return text && strcmp(text, dates[date].text) == 0;
}

/* For splits, and for the time in which a date is kept. */
static int word_look(const char *word, void *arg)
{
    word_see(arg, word, strlen(word));
    return 0;
}

/* @return An error that stands in the way, or 0. */
static int split_other(void)
{
    struct seen inner = {.visit = LOOKS};
    int error = words_each("x  y", word_look, &inner);

    return error ? error : strcmp(inner.head, "x/y/") != 0 ? WRONG : 0;
}

static int visit(const char *word, void *arg)
{
    struct seen *seen = arg;
    int error = 0;

    if (seen->visit == SPLITS)
        error = split_other();
    if (seen->visit == DATES) {
        const char *text = date_text(dates[0].time);
        error = !text                                   ? ENOMEM
                : date_is(text, 0) && date_owners() > 0 ? 0
                                                        : WRONG;
        seen->dated |= text != NULL;
    }
    word_see(seen, word, strlen(word));
    return error ? error : visit_answer(seen);
}

static void thread_store(struct call *call)
{
    call->stored[THREAD] = (long)pthread_self();
}

static void words_run(struct call *call)
{
    struct seen seen = {.visit = call->with[1]};

    call->answer = words_each(texts[call->with[0]], visit, &seen);
    call->stored[SUM] = (long)seen.sum;
    memcpy(&call->stored[HEAD], seen.head, HEAD_SIZE);
    if (seen.dated)
        thread_store(call);
}

/* The text is to stay as it is while the thread does something else. */
static void date_run(struct call *call)
{
    struct seen seen = {.visit = LOOKS};
    char came[HEAD_SIZE] = "";
    const char *text = date_text(dates[call->with[0]].time);

    call->answer = !date_is(text, call->with[0]);
    if (!text)
        return;
    words_each("x y", word_look, &seen);
    call->answer = !date_is(text, call->with[0]);
    snprintf(came, sizeof came, "%s", text);
    memcpy(&call->stored[HEAD], came, HEAD_SIZE);
    thread_store(call);
}

static bool run(struct call *call)
{
    switch (call->function) {
    case ZONE:
        memset(texts[LONG_WORD], 'x', LONG_TEXT);
        call->answer = setenv("TZ", "ABC-3", 1);
        tzset();
        return true;
    case WORDS:
        words_run(call);
        return true;
    case DATE:
        date_run(call);
        return true;
    default:
        call->answer = date_owners();
        thread_store(call);
        return true;
    }
}

static bool owns(const struct state *state, long thread)
{
    for (long i = 0; i < state->count; i++)
        if (state->owners[i] == thread)
            return true;
    return false;
}

static void owner_note(struct state *state, long thread)
{
    if (!owns(state, thread) && state->count < THREADS)
        state->owners[state->count++] = thread;
}

/* All the words up to the one that a visit stops at, from left to right; where
 * memory is short, perhaps not as far. */
static enum call_fit words_fit(struct state *state, const struct call *call,
                               bool may_fail)
{
    const char *text = texts[call->with[0]];
    struct seen seen = {.visit = call->with[1]};
    bool fails = may_fail && call->answer == ENOMEM;
    int answer = 0;

    if (call->stored[THREAD] != UNTOUCHED)
        owner_note(state, call->stored[THREAD]);
    text += strspn(text, " ");
    while (*text && answer == 0) {
        size_t length = strcspn(text, " ");
        if (fails && call->stored[SUM] == (long)seen.sum)
            return CALL_FITS;
        word_see(&seen, text, length);
        answer = visit_answer(&seen);
        text += length;
        text += strspn(text, " ");
    }
    if (call->stored[SUM] != (long)seen.sum)
        return CALL_DIFFERS;
    return fails && answer == 0 ? CALL_FITS : call_answers(call, answer);
}

/* Who has ended already, only a join tells: others that have got a text may
 * count or not. In the end all have been joined. */
static enum call_fit owners_fit(const struct state *state,
                                const struct call *call)
{
    long least = owns(state, call->stored[THREAD]), most = state->count;

    if (call->with[0] == ALL_JOINED)
        least = most = 0;
    return call->answer >= least && call->answer <= most ? CALL_FITS
                                                         : CALL_DIFFERS;
}

static enum call_fit fits(void *of, const struct call *call)
{
    struct state *state = of;

    switch (call->function) {
    case WORDS:
        return words_fit(state, call, false);
    case DATE:
        if (call->answer == 0)
            owner_note(state, call->stored[THREAD]);
        return call_answers(call, 0);
    case OWNERS:
        return owners_fit(state, call);
    default:
        return call_answers(call, 0);
    }
}

/* Words are visited before memory is short, and not again. */
static enum call_fit fits_or_fails(void *state, const struct call *call)
{
    return call->function == WORDS ? words_fit(state, call, true)
                                   : fits(state, call);
}

static void date_tell(const struct call *call, char *text, size_t size)
{
    char came[HEAD_SIZE] = "";
    const char *right = dates[call->with[0]].text;

    if (call->stored[HEAD] != UNTOUCHED)
        memcpy(came, &call->stored[HEAD], HEAD_SIZE);
    snprintf(text, size, "strcmp(date_text(%ld)%s%s%s, \"%s\")",
             (long)dates[call->with[0]].time, call->answer ? ": \"" : "",
             call->answer ? came : "", call->answer ? "\"" : "", right);
}

static void tell(const struct call *call, char *text, size_t size)
{
    char head[HEAD_SIZE];

    switch (call->function) {
    case ZONE:
        snprintf(text, size, "setenv(\"TZ\", \"ABC-3\", 1)");
        break;
    case WORDS:
        memcpy(head, &call->stored[HEAD], HEAD_SIZE);
        snprintf(text, size, "words_each(%s, %s, &seen%s%s%s)",
                 text_names[call->with[0]], visit_names[call->with[1]],
                 call->answered ? ": \"" : "", call->answered ? head : "",
                 call->answered ? "\"" : "");
        break;
    case DATE:
        date_tell(call, text, size);
        break;
    default:
        snprintf(text, size, "date_owners()");
    }
}

static const struct call beginnings[][BEGINNING_CALLS] = {
    {{.function = ZONE}, {.function = OWNERS}},
    {{0}},
};

static const struct call calls[] = {
    {DATE, .with = {1}},
    {WORDS, .with = {0, LOOKS}},
    {WORDS, .with = {0, SPLITS}},
    {WORDS, .with = {ONE_WORD, DATES}},
    {.function = OWNERS},
    {WORDS, .with = {0, STOPS}, .alone = true},
    {WORDS, .with = {0, STOPS_AT_ONCE}, .alone = true},
    {WORDS, .with = {0, DATES}, .alone = true},
    {DATE, .with = {0}, .alone = true},
    {WORDS, .with = {1, LOOKS}, .alone = true},
    {WORDS, .with = {2, LOOKS}, .alone = true},
    {WORDS, .with = {3, LOOKS}, .alone = true},
    {WORDS, .with = {LONG_WORD, LOOKS}, .alone = true},
    {DATE, .with = {2}, .alone = true},
    {DATE, .with = {3}, .alone = true},
    {DATE, .with = {4}, .alone = true},
    {DATE, .with = {5}, .alone = true},
    {0},
};

static const struct call ends[] = {
    {OWNERS, .with = {ALL_JOINED}},
    {WORDS, .with = {0, LOOKS}},
    {0},
};

static const struct contract texts_contract = {
    .state_size = sizeof(struct state),
    .run = run,
    .fits = fits,
    .tell = tell,
    .beginnings = beginnings,
    .calls = calls,
    .ends = ends,
    .values = true,
    .clients = 1,
};

CONTRACT(
    contract,
    "whatever threads call at once, each gets what it would have got alone",
    &texts_contract, .points = 10);

static const struct call few_calls[] = {
    {DATE, .with = {0}},
    {WORDS, .with = {0, STOPS}},
    {WORDS, .with = {ONE_WORD, DATES}},
    {.function = OWNERS},
    {0},
};

static const struct contract failing_contract = {
    .state_size = sizeof(struct state),
    .run = run,
    .fits = fits_or_fails,
    .tell = tell,
    .beginnings = beginnings,
    .calls = few_calls,
    .ends = ends,
    .values = true,
    .may_fail = call_any_error,
    .clients = 1,
};

CONTRACT(contract_fails, "what fails for want of memory leaves nothing behind",
         &failing_contract, .points = 5, .failing_calls = true);
