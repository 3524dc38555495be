/**
 * @file 02_critical_section.c
 * @brief Grades lesson 2: balance and history agree whenever somebody looks.
 *
 * The history itself is the witness. Its entries stand in the order in which
 * the account accepted them, so an overdraft that nobody saw happen is still
 * there, as a running balance below 0.
 */
#include "account.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

#include "trial/trial.h"

/* What one thread did and saw; added up when all have been joined. */
struct tally {
    size_t turns;      /* how often it is to do its work */
    long booked;       /* sum of the changes that the account accepted */
    size_t bookings;   /* and their number */
    long handed;       /* sum of the entries on the pages it was given */
    size_t handed_out; /* and their number */
};

static const char *error_name(int error)
{
    const char *name = strerrorname_np(error);

    return name ? name : "an unknown error";
}

static void answer_check(const char *call, int answer, int right)
{
    trial_expect(answer == right, "%s returned %s, not %s", call,
                 error_name(answer), error_name(right));
}

static void page_check(const struct statement *page)
{
    long running = page->opening;

    trial_expect(page->entries <= ACCOUNT_PAGE, "a page has %zu entries",
                 page->entries);
    for (size_t i = 0; i < page->entries && i < ACCOUNT_PAGE; i++) {
        running += page->entry[i];
        trial_expect(running >= 0,
                     "after entry %zu of a page there is %ld on the account", i,
                     running);
    }
    trial_expect(running == page->balance,
                 "a statement says %ld, its opening balance and entries sum "
                 "up to %ld",
                 page->balance, running);
}

static void statement_take(struct tally *tally)
{
    struct statement page = {0};
    int error = account_statement(&page);

    answer_check("account_statement()", error, 0);
    page_check(&page);
    for (size_t i = 0; i < page.entries && i < ACCOUNT_PAGE; i++) {
        tally->handed += page.entry[i];
        tally->handed_out++;
    }
}

/* Books a change, above or below 0. A full page is turned; if it is still full
 * after many turns, the account is stuck, and the caller says so. */
static int book(struct tally *tally, long change)
{
    int error = ENOSPC;

    for (int tries = 0; error == ENOSPC && tries < 100; tries++) {
        error =
            change > 0 ? account_deposit(change) : account_withdraw(-change);
        if (error == ENOSPC)
            statement_take(tally);
    }
    if (error == 0) {
        tally->booked += change;
        tally->bookings++;
    }
    return error;
}

/* The last page, and whether all pages together hold what was booked. */
static void books_close(struct tally *tallies, size_t count)
{
    struct tally all = {0};

    statement_take(&all);
    for (size_t i = 0; i < count; i++) {
        all.booked += tallies[i].booked;
        all.bookings += tallies[i].bookings;
        all.handed += tallies[i].handed;
        all.handed_out += tallies[i].handed_out;
    }
    trial_expect(all.bookings == all.handed_out,
                 "%zu bookings succeeded, %zu entries were handed out",
                 all.bookings, all.handed_out);
    trial_expect(all.booked == all.handed,
                 "bookings of %ld succeeded, the entries sum up to %ld",
                 all.booked, all.handed);
}

static void balance_check(long right)
{
    long balance = -1;

    answer_check("account_balance()", account_balance(&balance), 0);
    trial_expect(balance == right, "the balance is %ld, not %ld", balance,
                 right);
}

static void *teller_main(void *unused)
{
    struct tally tally = {0};

    answer_check("deposit(0)", account_deposit(0), EINVAL);
    answer_check("deposit(-5)", account_deposit(-5), EINVAL);
    answer_check("withdraw(0)", account_withdraw(0), EINVAL);
    answer_check("withdraw(-5)", account_withdraw(-5), EINVAL);
    answer_check("withdraw(1) from nothing", account_withdraw(1), ERANGE);
    balance_check(0);
    answer_check("deposit(70)", book(&tally, 70), 0);
    answer_check("withdraw(71) from 70", account_withdraw(71), ERANGE);
    answer_check("withdraw(70) from 70", book(&tally, -70), 0);
    answer_check("deposit(LONG_MAX)", book(&tally, LONG_MAX), 0);
    answer_check("deposit(1) on LONG_MAX", account_deposit(1), ERANGE);
    statement_take(&tally);
    balance_check(LONG_MAX);
    for (int i = 0; i < ACCOUNT_PAGE; i++)
        answer_check("withdraw(1)", account_withdraw(1), 0);
    answer_check("deposit(1) on a full page", account_deposit(1), ENOSPC);
    answer_check("withdraw(1) on a full page", account_withdraw(1), ENOSPC);
    statement_take(&tally);
    balance_check(LONG_MAX - ACCOUNT_PAGE);
    return unused;
}

TRIAL(rules, "one thread alone finds every rule of account.h kept",
      .points = 15, .rounds = 10)
{
    trial_spawn("teller", teller_main, NULL);
    trial_run();
}

static void *refuse_amount(void *unused)
{
    answer_check("deposit(-1)", account_deposit(-1), EINVAL);
    answer_check("withdraw(-1)", account_withdraw(-1), EINVAL);
    return unused;
}

static void *refuse_overdraft(void *unused)
{
    answer_check("withdraw(1) from nothing", account_withdraw(1), ERANGE);
    return unused;
}

static void *fill_page(void *unused)
{
    for (int i = 0; i < ACCOUNT_PAGE; i++)
        answer_check("deposit(1)", account_deposit(1), 0);
    answer_check("deposit(1) on a full page", account_deposit(1), ENOSPC);
    return unused;
}

static void *refuse_full(void *unused)
{
    answer_check("withdraw(1) on a full page", account_withdraw(1), ENOSPC);
    return unused;
}

static void *refuse_too_much(void *unused)
{
    struct tally tally = {0};

    statement_take(&tally);
    answer_check("deposit(LONG_MAX) on 32", account_deposit(LONG_MAX), ERANGE);
    return unused;
}

static void *use_account(void *unused)
{
    struct tally tally = {0};

    answer_check("deposit(5)", book(&tally, 5), 0);
    answer_check("withdraw(5)", book(&tally, -5), 0);
    return unused;
}

/* Each refusal is a thread's last act: what it keeps, it keeps for good. */
TRIAL(every_way_out, "whoever was refused leaves the account to the others",
      .points = 20, .rounds = 10)
{
    static void *(*const refusals[])(void *) = {refuse_amount, refuse_overdraft,
                                                fill_page, refuse_full,
                                                refuse_too_much};

    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        trial_spawn("refused", refusals[i], NULL);
        trial_run();
    }
    trial_spawn("next customer", use_account, NULL);
    trial_run();
}

static void *pay_in(void *unused)
{
    answer_check("deposit(3)", account_deposit(3), 0);
    return unused;
}

static void *look(void *page)
{
    answer_check("account_statement()", account_statement(page), 0);
    return NULL;
}

/* The smallest meeting there is: its picture shows the look in the middle. */
TRIAL(whole_statement, "a statement shows a deposit whole or not at all",
      .points = 15)
{
    struct statement page = {0};

    trial_spawn("auditor", look, &page);
    trial_spawn("customer", pay_in, NULL);
    trial_run();
    page_check(&page);
}

/* Pays in before it takes out, so it is never refused. */
static void *customer_main(void *arg)
{
    struct tally *tally = arg;

    for (size_t i = 0; i < tally->turns; i++) {
        answer_check("deposit(3)", book(tally, 3), 0);
        answer_check("withdraw(2)", book(tally, -2), 0);
    }
    return NULL;
}

static void *auditor_main(void *arg)
{
    struct tally *tally = arg;

    for (size_t i = 0; i < tally->turns; i++) {
        long balance = -1;
        answer_check("account_balance()", account_balance(&balance), 0);
        trial_expect(balance >= 0, "the balance was %ld", balance);
        statement_take(tally);
    }
    return NULL;
}

TRIAL(books_agree, "every statement adds up while customers use the account",
      .points = 20)
{
    size_t turns = trial_size(20, 1);
    struct tally tallies[] = {
        {.turns = turns}, {.turns = turns}, {.turns = turns}};
    size_t customers = trial_size(2, 1);

    trial_spawn("auditor", auditor_main, &tallies[0]);
    for (size_t i = 1; i <= customers; i++)
        trial_spawn(i == 1 ? "customer a" : "customer b", customer_main,
                    &tallies[i]);
    trial_run();
    books_close(tallies, 1 + customers);
    balance_check((long)(customers * turns));
}

/* There is money for one of them at a time. Who has it brings it back before
 * his next turn, so that in the end one of them has it. */
static void *rival_main(void *arg)
{
    struct tally *tally = arg;
    int error = ERANGE;

    for (size_t i = 0; i < tally->turns; i++) {
        if (error == 0)
            answer_check("deposit(10)", book(tally, 10), 0);
        error = book(tally, -10);
        trial_expect(error == 0 || error == ERANGE, "withdraw(10) returned %s",
                     error_name(error));
    }
    return NULL;
}

/* What the rivals were given says enough; under stress their pages, too. */
TRIAL(no_overdraft, "rivals for the same money never overdraw the account",
      .points = 20)
{
    size_t turns = trial_size(20, 1);
    struct tally tallies[] = {
        {.turns = turns}, {.turns = turns}, {.turns = turns}, {0}};

    answer_check("deposit(10)", book(&tallies[3], 10), 0);
    trial_spawn("rival a", rival_main, &tallies[0]);
    trial_spawn("rival b", rival_main, &tallies[1]);
    if (trial_size(3, 2) == 3)
        trial_spawn("rival c", rival_main, &tallies[2]);
    trial_run();
    long taken = -(tallies[0].booked + tallies[1].booked + tallies[2].booked);
    trial_expect(taken == 10,
                 "there were 10 on the account, and %ld were "
                 "taken from it",
                 taken);
    if (trial_size(true, false))
        books_close(tallies, 4);
}
