/**
 * @file 26_fences.c
 * @brief Grades lesson 26: quotes that are whole, new, and safe to rely on.
 *
 * The prices of a quote are computed from one number, so a mixture shows. What
 * the dealer did before is plain memory, and so is its own structure, which
 * whoever got the quote writes again: if nothing orders the two, that is a data
 * race.
 */
#include "quote.h"

#include "trial/trial.h"

enum { SETS = 200, LOOKS = 200, READERS = 2 };

/* What is counted in a byte comes round, and so does any small ring. */
enum { SETS_MEANWHILE = 256, STEPS_OF_TRY = 8 };

static const struct quote untouched = {-1, -2};

static struct quote quote_make(long number)
{
    return (struct quote){number, 10 * number};
}

static void set(long number)
{
    const struct quote quote = quote_make(number);

    quote_set(&quote);
}

/* @return Which quote was got; -1 if none was; a mixture is an assertion. */
static long get(void)
{
    struct quote quote = untouched;

    if (!quote_try(&quote)) {
        trial_expect(quote.bid == untouched.bid && quote.ask == untouched.ask,
                     "quote_try() returned false and stored %ld, %ld",
                     quote.bid, quote.ask);
        return -1;
    }
    bool whole = quote.ask == quote_make(quote.bid).ask;
    trial_expect(whole, "got the quote %ld, %ld, which was never set",
                 quote.bid, quote.ask);
    return whole ? quote.bid : -1;
}

/* Nobody is setting a quote. */
static void get_check(long right)
{
    long number = get();

    trial_expect(number >= 0, "no quote was got, and none was being set");
    trial_expect(number < 0 || number == right,
                 "got quote %ld where %ld was the last", number, right);
}

static void *clerk_main(void *unused)
{
    get_check(0);
    for (long number = 3; number > 0; number--) {
        set(number);
        get_check(number);
        get_check(number);
    }
    const struct quote half_new = {1, 5};
    struct quote quote = untouched;
    quote_set(&half_new);
    trial_expect(quote_try(&quote) && quote.bid == 1 && quote.ask == 5,
                 "got the quote %ld, %ld where 1, 5 was the last", quote.bid,
                 quote.ask);
    return unused;
}

TRIAL(rules, "one thread alone finds every rule of `quote.h` kept",
      .points = 10, .rounds = 10)
{
    trial_spawn("clerk", clerk_main, NULL);
    trial_run();
}

/* Sets so many quotes, from this number on. */
struct series {
    long first;
    size_t count;
};

static void *set_series(void *argument)
{
    const struct series *series = argument;

    for (size_t i = 0; i < series->count; i++)
        set(series->first + (long)i);
    return NULL;
}

static void *get_some(void *looks)
{
    for (size_t i = *(size_t *)looks; i > 0; i--)
        get();
    return NULL;
}

TRIAL(quote_is_whole, "a quote is never made of two", .points = 25)
{
    static const char *const names[READERS] = {"buyer", "another buyer"};
    struct series series = {1, trial_size(SETS, 2)};
    size_t looks = trial_size(LOOKS, 1), readers = trial_size(READERS, 1);

    trial_spawn("dealer", set_series, &series);
    for (size_t i = 0; i < readers && i < READERS; i++)
        trial_spawn(names[i], get_some, &looks);
    trial_run();
}

TRIAL(held_up, "a buyer that was held up for long gets a whole quote, or none",
      .points = 5, .engines = TRIAL_EXPLORE, .schedules = 4 * STEPS_OF_TRY,
      .calm = true, .sampled = true)
{
    struct series series = {1, SETS_MEANWHILE};
    size_t looks = 1;
    struct trial_thread *buyer = trial_spawn("buyer", get_some, &looks);

    trial_stop_after(buyer, 1 + trial_choose(STEPS_OF_TRY));
    trial_go();
    trial_until_blocked(buyer);
    struct trial_thread *dealer = trial_spawn("dealer", set_series, &series);
    trial_go();
    trial_until_blocked(dealer);
    trial_resume(buyer);
    trial_run();
}

static void *get_upwards(void *looks)
{
    long last = 1;

    for (size_t i = *(size_t *)looks; i > 0; i--) {
        long number = get();
        if (number == -1)
            continue;
        trial_expect(number >= last, "got quote %ld when %ld was there already",
                     number, last);
        last = number;
    }
    return NULL;
}

TRIAL(never_older, "a quote is not older than one that was there before",
      .points = 10)
{
    struct series series = {2, trial_size(SETS, 1)};
    size_t looks = trial_size(LOOKS, 2);

    set(1);
    trial_spawn("dealer", set_series, &series);
    trial_spawn("buyer", get_upwards, &looks);
    trial_run();
    get_check(1 + (long)series.count);
}

/* The dealer's, which whoever got the quote may read and write. */
struct notebook {
    long reason;
    struct quote quote;
};

static void *note(void *argument)
{
    struct notebook *book = argument;

    book->reason = 7;
    quote_set(&book->quote);
    return NULL;
}

static void *rely(void *argument)
{
    struct notebook *book = argument;

    for (size_t looks = trial_size(20 * LOOKS, 2); looks > 0; looks--) {
        if (get() == 7) {
            trial_expect(book->reason == 7,
                         "got the quote, and its reason is %ld", book->reason);
            book->quote.bid = 0;
            break;
        }
    }
    return NULL;
}

TRIAL(order_is_kept, "who gets a quote sees what the dealer did before",
      .points = 20)
{
    struct notebook book = {0, quote_make(7)};

    trial_name(&book.reason, sizeof book.reason, "the dealer's reason");
    trial_name(&book.quote, sizeof book.quote, "the dealer's quote");
    trial_spawn("dealer", note, &book);
    trial_spawn("buyer", rely, &book);
    trial_run();
}

static void *get_last(void *looks)
{
    for (size_t i = *(size_t *)looks; i > 0; i--)
        get_check(1);
    return NULL;
}

TRIAL(buyers_go_on, "while no quote is set each try gets the last one",
      .points = 10, .rounds = 50)
{
    size_t looks = trial_size(LOOKS, 1);

    set(1);
    trial_spawn("buyer", get_last, &looks);
    trial_spawn("another buyer", get_last, &looks);
    trial_run();
}
