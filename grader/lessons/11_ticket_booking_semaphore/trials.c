/**
 * @file 11_ticket_booking_semaphore.c
 * @brief Grades lesson 11: N users inside at once, and the books are right.
 *
 * A user is inside while his payment runs, and the payment is a function of the
 * trial's. So the trial can count who is inside, and let those who are there
 * wait for each other: if they can't meet, nobody goes on, and the engine says
 * who waits for what.
 */
#include "hall.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <string.h>

#include "trial/trial.h"

enum { ANNA = 1, BERT, CARL, MOST_USERS = 6, MOST_SEATS = 8 };

static const char *const names[] = {"nobody", "anna", "bert", "carl",
                                    "dora",   "emil", "fred"};

/* The hall of the round; the trial's body makes and destroys it. */
static struct hall *hall;
static size_t seats;
static int limit;

/* Relaxed, so that it orders nothing that the hall has to order. */
static atomic_int inside;

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

/* False if there is no hall to try anything with. */
static bool hall_open(size_t seat_count, int places)
{
    int error = hall_create(&hall, seat_count, (unsigned)places);

    seats = seat_count;
    limit = places;
    answer_check("hall_create()", error, 0);
    return error == 0;
}

static void hall_close(void)
{
    answer_check("hall_destroy()", hall_destroy(hall), 0);
}

/* Reads a report; whether it adds up, seat by seat. */
static bool report_get(struct report *report)
{
    long owners[MOST_SEATS] = {0};
    size_t sold = 0, held = 0;

    *report = (struct report){0};
    answer_check("hall_report()", hall_report(hall, report, owners), 0);
    for (size_t i = 0; i < seats; i++) {
        sold += owners[i] > 0;
        held += owners[i] == ON_HOLD;
    }
    bool right = report->sold == sold && report->held == held &&
                 report->sold + report->held + report->free == seats &&
                 report->bookings - report->cancellations == report->sold;
    trial_expect(right,
                 "a report says: %zu of %zu seats sold, %zu held, %zu free, "
                 "%lu bookings, %lu cancellations; in its list %zu have an "
                 "owner and %zu are on hold",
                 report->sold, seats, report->held, report->free,
                 report->bookings, report->cancellations, sold, held);
    return right;
}

/* All is quiet: what must the report say now? */
static void books_check(unsigned long bookings, unsigned long cancellations)
{
    struct report report;

    report_get(&report);
    trial_expect(report.held == 0 && report.bookings == bookings &&
                     report.cancellations == cancellations,
                 "the report says: %zu held, %lu bookings, %lu cancellations; "
                 "nobody is inside, and the users count %lu and %lu",
                 report.held, report.bookings, report.cancellations, bookings,
                 cancellations);
}

/* One call in a thread of its own: what it was given, gave and returned. */
struct visit {
    long user;
    int (*pay)(void *arg, long user, size_t seat);
    int refusal; /* what pay returns */
    sem_t *tell; /* a payment that meets somebody: whom it tells, */
    sem_t *hear; /* and what it waits for before it returns */
    size_t seat;
    int answer;
};

static void *book(void *arg)
{
    struct visit *visit = arg;

    visit->answer =
        hall_book(hall, visit->user, visit->pay, visit, &visit->seat);
    return NULL;
}

static void hear(sem_t *news)
{
    while (sem_wait(news) != 0)
        ;
}

/* A payment that counts who is inside, and may take until it hears of
 * somebody. */
static int pay_counting(void *arg, long user, size_t seat)
{
    int now = atomic_fetch_add_explicit(&inside, 1, memory_order_relaxed) + 1;

    (void)seat;
    trial_expect(now <= limit, "%s came in as number %d, and %d may be inside",
                 names[user], now, limit);
    if (((struct visit *)arg)->hear)
        hear(((struct visit *)arg)->hear);
    atomic_fetch_sub_explicit(&inside, 1, memory_order_relaxed);
    return ((struct visit *)arg)->refusal;
}

static int pay_plainly(void *arg, long user, size_t seat)
{
    (void)user;
    (void)seat;
    return ((struct visit *)arg)->refusal;
}

/* A payment that takes until somebody else was heard of. */
static int pay_meeting(void *arg, long user, size_t seat)
{
    struct visit *visit = arg;

    (void)user;
    (void)seat;
    sem_post(visit->tell);
    hear(visit->hear);
    return visit->refusal;
}

/* From inside: the seat is held, not sold, and nobody keeps the user from
 * asking. */
static int pay_looking(void *arg, long user, size_t seat)
{
    struct report report;

    report_get(&report);
    trial_expect(report.held == 1, "one user pays, and %zu seats are held",
                 report.held);
    answer_check("hall_cancel() of a seat on hold",
                 hall_cancel(hall, user, seat), EPERM);
    return ((struct visit *)arg)->refusal;
}

/* A payment that is refused; in the user's own thread, and once. */
struct refusal {
    pthread_t user;
    int answer;
    int calls;
};

static int pay_refusing(void *arg, long user, size_t seat)
{
    struct refusal *refusal = arg;

    (void)user;
    (void)seat;
    refusal->calls++;
    trial_expect(pthread_equal(pthread_self(), refusal->user),
                 "pay was called by another thread than hall_book()");
    return refusal->answer;
}

/* What pay returns is none of the hall's own errors, whichever it is. */
static void refusals_check(void)
{
    static const int answers[] = {ENOSPC, EINTR, EAGAIN, EPERM,
                                  EINVAL, EBUSY, ENOMEM};

    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        struct refusal refusal = {pthread_self(), answers[i], 0};
        size_t seat = 99;
        int answer = hall_book(hall, BERT, pay_refusing, &refusal, &seat);
        trial_expect(answer == answers[i] && refusal.calls == 1 && seat == 99,
                     "pay returned %s; hall_book() called it %d times, "
                     "returned %s and stored %zu where 99 was",
                     error_name(answers[i]), refusal.calls, error_name(answer),
                     seat);
    }
}

static void *clerk_main(void *unused)
{
    struct visit anna = {.user = ANNA, .pay = pay_looking, .seat = 99};
    struct visit nobody = {.user = NOBODY, .pay = pay_looking};
    struct visit poor = {
        .user = BERT, .pay = pay_looking, .refusal = EIO, .seat = 99};

    book(&nobody);
    answer_check("hall_book() for user 0", nobody.answer, EINVAL);
    book(&poor);
    answer_check("hall_book() with pay returning EIO", poor.answer, EIO);
    trial_expect(poor.seat == 99, "hall_book() failed and stored %zu",
                 poor.seat);
    refusals_check();
    books_check(0, 0);
    answer_check("hall_cancel() of a free seat", hall_cancel(hall, BERT, 0),
                 EPERM);
    for (unsigned i = 1; i <= 2; i++) {
        book(&anna);
        answer_check("hall_book()", anna.answer, 0);
        trial_expect(anna.seat < 2, "hall_book() gave seat %zu of 2",
                     anna.seat);
        books_check(i, 0);
    }
    book(&poor);
    answer_check("hall_book() in a full hall", poor.answer, ENOSPC);
    answer_check("hall_cancel() of seat 2 of 2", hall_cancel(hall, ANNA, 2),
                 EINVAL);
    answer_check("hall_cancel() by another", hall_cancel(hall, BERT, 1), EPERM);
    answer_check("hall_cancel()", hall_cancel(hall, ANNA, 1), 0);
    answer_check("hall_cancel() again", hall_cancel(hall, ANNA, 1), EPERM);
    books_check(2, 1);
    return unused;
}

/* More seats than a word has bits, and sold more often than a byte counts to.
 */
enum { LARGE = 70, OFTEN = 300 };

static void seats_fill(struct hall *in, long user)
{
    bool booked[LARGE] = {false};
    struct visit visit = {.pay = pay_plainly};

    for (size_t i = 0; i < LARGE; i++) {
        size_t seat = LARGE;
        answer_check("hall_book()",
                     hall_book(in, user, visit.pay, &visit, &seat), 0);
        trial_expect(seat < LARGE && !booked[seat],
                     "hall_book() gave seat %zu, which is none or was booked",
                     seat);
        if (seat < LARGE)
            booked[seat] = true;
    }
}

static void large_check(struct hall *in, long user, unsigned long bookings)
{
    static long owners[LARGE];
    struct report report = {0};
    size_t theirs = 0;

    answer_check("hall_report()", hall_report(in, &report, owners), 0);
    for (size_t i = 0; i < LARGE; i++)
        theirs += owners[i] == user;
    trial_expect(report.sold == LARGE && report.free == 0 && report.held == 0 &&
                     report.bookings == bookings && theirs == LARGE &&
                     report.cancellations == bookings - LARGE,
                 "a hall of %d is sold out after %lu bookings; the report says "
                 "%zu sold, %zu held, %zu free, %lu bookings, %lu "
                 "cancellations, %zu seats of theirs",
                 LARGE, bookings, report.sold, report.held, report.free,
                 report.bookings, report.cancellations, theirs);
}

static void *large_main(void *unused)
{
    struct hall *large = NULL;
    struct visit visit = {.pay = pay_plainly, .refusal = EIO};
    size_t seat = LARGE;

    answer_check("hall_create() of 70 seats", hall_create(&large, LARGE, 1), 0);
    if (large == NULL)
        return unused;
    for (int i = 0; i < OFTEN; i++)
        answer_check("hall_book() with pay returning EIO",
                     hall_book(large, BERT, visit.pay, &visit, &seat), EIO);
    visit.refusal = 0;
    seats_fill(large, LONG_MAX);
    large_check(large, LONG_MAX, LARGE);
    answer_check("hall_book() in a full hall",
                 hall_book(large, ANNA, visit.pay, &visit, &seat), ENOSPC);
    for (size_t i = 0; i < LARGE; i++)
        answer_check("hall_cancel()", hall_cancel(large, LONG_MAX, i), 0);
    seats_fill(large, LONG_MAX - 1);
    for (size_t i = 0; i < OFTEN; i++) {
        answer_check("hall_cancel()",
                     hall_cancel(large, LONG_MAX - 1, i % LARGE), 0);
        answer_check("hall_book()",
                     hall_book(large, LONG_MAX - 1, visit.pay, &visit, &seat),
                     0);
        trial_expect(seat == i % LARGE,
                     "hall_book() gave seat %zu where only %zu was free", seat,
                     i % LARGE);
    }
    large_check(large, LONG_MAX - 1, 2 * LARGE + OFTEN);
    answer_check("hall_destroy()", hall_destroy(large), 0);
    return unused;
}

TRIAL(rules, "one thread alone finds every rule of hall.h kept", .points = 10,
      .rounds = 10)
{
    struct hall *none = NULL;

    answer_check("hall_create() of 0 seats", hall_create(&none, 0, 1), EINVAL);
    answer_check("hall_create() for 0 users", hall_create(&none, 1, 0), EINVAL);
    if (!hall_open(2, 4))
        return;
    trial_spawn("clerk", clerk_main, NULL);
    trial_run();
    hall_close();
    if (trial_size(true, false)) { /* many steps, and one way to go */
        trial_spawn("clerk", large_main, NULL);
        trial_run();
    }
}

/* The explorer has two users and one place, real threads have more of both. The
 * second hall has room for many: that is no business of the first one. */
TRIAL(never_more, "there are never more users inside than the limit allows",
      .interrupts = true, .points = 5, .rounds = 100)
{
    size_t users = trial_size(MOST_USERS, 2);
    struct visit visits[MOST_USERS];
    struct hall *second = NULL;

    if (!hall_open(MOST_SEATS, (int)trial_size(3, 1)))
        return;
    answer_check("hall_create()", hall_create(&second, 1, MOST_USERS), 0);
    for (size_t i = 0; i < users; i++) {
        visits[i] = (struct visit){
            .user = (long)i + 1, .pay = pay_counting, .seat = 99};
        trial_spawn(names[i + 1], book, &visits[i]);
    }
    trial_run();
    for (size_t i = 0; i < users; i++)
        answer_check("hall_book() in a large hall", visits[i].answer, 0);
    books_check(users, 0);
    hall_close();
    if (second)
        answer_check("hall_destroy()", hall_destroy(second), 0);
}

/* Each tells the other that he is inside, and waits to hear the same. */
static void two_meet(long user, long other)
{
    sem_t anna_came, bert_came;
    struct visit a = {.user = user,
                      .pay = pay_meeting,
                      .tell = &anna_came,
                      .hear = &bert_came,
                      .seat = 99};
    struct visit b = {.user = other,
                      .pay = pay_meeting,
                      .tell = &bert_came,
                      .hear = &anna_came,
                      .seat = 99};

    sem_init(&anna_came, 0, 0);
    sem_init(&bert_came, 0, 0);
    trial_name(&anna_came, sizeof anna_came, "anna is inside");
    trial_name(&bert_came, sizeof bert_came,
               other == user ? "anna is inside again" : "bert is inside");
    trial_spawn("anna", book, &a);
    trial_spawn(other == user ? "anna again" : "bert", book, &b);
    trial_run();
    answer_check("hall_book()", a.answer, 0);
    answer_check("hall_book()", b.answer, 0);
    trial_expect(a.seat != b.seat, "two users both have seat %zu", a.seat);
    sem_destroy(&anna_came);
    sem_destroy(&bert_came);
}

/* The second may be the first again: a user books several seats at the same
 * time. */
TRIAL(limit_is_reached, "as many users as the limit allows can meet inside",
      .points = 15, .rounds = 100)
{
    size_t story = trial_choose(2);

    if (!hall_open(2, 2))
        return;
    two_meet(ANNA, story == 0 ? BERT : ANNA);
    hall_close();
}

/* Two meet where so many may. A thousand or more may be too many. */
static void large_limit_check(unsigned many)
{
    int error = hall_create(&hall, 2, many);

    if (error != 0 && many > 1000)
        return;
    answer_check("hall_create() for many users", error, 0);
    if (error != 0)
        return;
    two_meet(ANNA, BERT);
    hall_close();
}

enum { CROWD = 32 };

static atomic_int crowd_inside;

/* Waits for the whole crowd, the last of which wakes all. */
static int pay_in_crowd(void *arg, long user, size_t seat)
{
    struct visit *visit = arg;

    (void)user;
    (void)seat;
    int now =
        atomic_fetch_add_explicit(&crowd_inside, 1, memory_order_relaxed) + 1;
    if (now == CROWD)
        for (int i = 0; i < CROWD; i++)
            sem_post(visit->tell);
    hear(visit->hear);
    return visit->refusal;
}

/* All are inside at once; every second one pays, and there is one seat more. */
static void crowd_check(void)
{
    static struct visit visits[CROWD];
    static bool sold[CROWD + 1];
    struct visit after = {.user = ANNA, .pay = pay_plainly};
    sem_t all_came;

    int error = hall_create(&hall, CROWD + 1, CROWD);
    answer_check("hall_create()", error, 0);
    if (error != 0)
        return;
    atomic_store_explicit(&crowd_inside, 0, memory_order_relaxed);
    memset(sold, 0, sizeof sold);
    sem_init(&all_came, 0, 0);
    trial_name(&all_came, sizeof all_came, "all are inside");
    for (int i = 0; i < CROWD; i++) {
        visits[i] = (struct visit){.user = i + 1,
                                   .pay = pay_in_crowd,
                                   .refusal = i % 2 ? EIO : 0,
                                   .tell = &all_came,
                                   .hear = &all_came};
        trial_spawn("one of a crowd", book, &visits[i]);
    }
    trial_run();
    for (int i = 0; i < CROWD; i++) {
        answer_check("hall_book()", visits[i].answer, visits[i].refusal);
        if (visits[i].answer != 0)
            continue;
        trial_expect(visits[i].seat <= CROWD && !sold[visits[i].seat],
                     "hall_book() gave seat %zu, which is none or was sold",
                     visits[i].seat);
        sold[visits[i].seat % (CROWD + 1)] = true;
    }
    book(&after);
    answer_check("hall_book() after a crowd", after.answer, 0);
    sem_destroy(&all_came);
    hall_close();
}

/* The crowd and the larger limits are for real threads alone. */
TRIAL(many_inside, "a limit may be large, and as many users meet inside",
      .points = 5, .rounds = 2)
{
    large_limit_check(UCHAR_MAX + 1 + (unsigned)trial_choose(2));
    if (!trial_size(true, false))
        return;
    large_limit_check(USHRT_MAX + 1);
    large_limit_check(USHRT_MAX + 2);
    large_limit_check(UINT_MAX);
    crowd_check();
}

static void *cancel_and_ask(void *arg)
{
    struct visit *visit = arg;
    struct report report;

    hear(visit->hear);
    visit->answer = hall_cancel(hall, visit->user, visit->seat);
    report_get(&report);
    trial_expect(report.held == 1, "one user pays, and %zu seats are held",
                 report.held);
    sem_post(visit->tell);
    return NULL;
}

/* Carl comes while Anna pays, and she doesn't come out before he is done. */
TRIAL(others_go_on, "who cancels or asks does not wait for those inside",
      .points = 10, .rounds = 100)
{
    sem_t came, done;
    struct visit c = {.user = CARL, .pay = pay_plainly, .seat = 99};
    struct visit a = {.user = ANNA,
                      .pay = pay_meeting,
                      .tell = &came,
                      .hear = &done,
                      .seat = 99};

    if (!hall_open(2, 1))
        return;
    book(&c);
    answer_check("hall_book()", c.answer, 0);
    c.hear = &came;
    c.tell = &done;
    sem_init(&came, 0, 0);
    sem_init(&done, 0, 0);
    trial_name(&came, sizeof came, "anna is inside");
    trial_name(&done, sizeof done, "carl is done");
    trial_spawn("anna", book, &a);
    trial_spawn("carl", cancel_and_ask, &c);
    trial_run();
    answer_check("hall_book()", a.answer, 0);
    answer_check("hall_cancel()", c.answer, 0);
    books_check(2, 1);
    sem_destroy(&came);
    sem_destroy(&done);
    hall_close();
}

static void *come_second(void *arg)
{
    struct visit *visit = arg;

    hear(visit->hear);
    book(visit);
    sem_post(visit->tell);
    return NULL;
}

/* Anna pays for the only seat, and there is a place inside for Bert, too. She
 * doesn't come out before he was told that no seat is free. */
TRIAL(told_at_once, "who finds no seat free is told so while others pay",
      .points = 5, .rounds = 100)
{
    sem_t came, told;
    struct visit a = {.user = ANNA,
                      .pay = pay_meeting,
                      .tell = &came,
                      .hear = &told,
                      .seat = 99};
    struct visit b = {.user = BERT,
                      .pay = pay_plainly,
                      .tell = &told,
                      .hear = &came,
                      .seat = 99};

    if (!hall_open(1, 2))
        return;
    sem_init(&came, 0, 0);
    sem_init(&told, 0, 0);
    trial_name(&came, sizeof came, "anna is inside");
    trial_name(&told, sizeof told, "bert was told");
    trial_spawn("anna", book, &a);
    trial_spawn("bert", come_second, &b);
    trial_run();
    answer_check("hall_book()", a.answer, 0);
    answer_check("hall_book() of a seat on hold", b.answer, ENOSPC);
    books_check(1, 0);
    sem_destroy(&came);
    sem_destroy(&told);
    hall_close();
}

TRIAL(last_seat, "the last seat is sold once, though many are inside",
      .points = 15, .rounds = 300)
{
    struct visit a = {.user = ANNA, .pay = pay_plainly, .seat = 99};
    struct visit b = {.user = BERT, .pay = pay_plainly, .seat = 99};

    if (!hall_open(1, 2))
        return;
    trial_spawn("anna", book, &a);
    trial_spawn("bert", book, &b);
    trial_run();
    bool one = (a.answer == 0 && b.answer == ENOSPC) ||
               (a.answer == ENOSPC && b.answer == 0);
    trial_expect(one,
                 "one seat is free, and anna was told %s, bert was told "
                 "%s",
                 a.answer ? error_name(a.answer) : "yes",
                 b.answer ? error_name(b.answer) : "yes");
    if (one)
        books_check(1, 0);
    hall_close();
}

/* Starts a user and goes on when it is inside, or waits, or is done. */
static void start(const char *name, struct visit *visit)
{
    struct trial_thread *thread = trial_spawn(name, book, visit);

    trial_go();
    trial_until_blocked(thread);
}

/* There is one place: if it is lost on some way out, or nobody hears that it is
 * free, the next user waits for ever; if it is given back twice, two come in.
 * Bert comes while Anna is inside. */
TRIAL(refused_payment, "after a refusal the seat and the place are free again",
      .points = 10, .rounds = 100)
{
    sem_t refused;
    struct visit a = {
        .user = ANNA, .pay = pay_counting, .refusal = EIO, .hear = &refused};
    struct visit b = {.user = BERT, .pay = pay_counting};
    struct visit c = {.user = CARL, .pay = pay_counting};

    if (!hall_open(3, 1))
        return;
    sem_init(&refused, 0, 0);
    trial_name(&refused, sizeof refused, "anna's card is refused");
    start("anna", &a);
    start("bert", &b);
    trial_spawn("carl", book, &c);
    sem_post(&refused);
    trial_run();
    answer_check("hall_book() with pay returning EIO", a.answer, EIO);
    answer_check("hall_book() after anna did not pay", b.answer, 0);
    answer_check("hall_book() after anna did not pay", c.answer, 0);
    a = (struct visit){.user = ANNA, .pay = pay_counting};
    book(&a);
    answer_check("hall_book() by anna with money", a.answer, 0);
    book(&a);
    answer_check("hall_book() in a full hall", a.answer, ENOSPC);
    answer_check("hall_cancel()", hall_cancel(hall, BERT, b.seat), 0);
    book(&b);
    answer_check("hall_book() after a cancellation", b.answer, 0);
    books_check(4, 1);
    sem_destroy(&refused);
    hall_close();
}

struct auditor {
    size_t turns;
    bool content;
};

static void *audit(void *arg)
{
    struct auditor *self = arg;
    struct report report;

    for (size_t i = 0; i < self->turns; i++)
        self->content = report_get(&report) && self->content;
    return NULL;
}

static void *come_and_go(void *turns)
{
    struct visit visit = {.user = ANNA, .pay = pay_plainly};

    for (size_t i = *(size_t *)turns; i > 0; i--) {
        book(&visit);
        hall_cancel(hall, ANNA, visit.seat);
    }
    return NULL;
}

TRIAL(report_adds_up, "a report shows the hall as it was at one moment",
      .points = 10, .rounds = 40)
{
    size_t turns = trial_size(30, 1);
    struct auditor auditor = {turns, true};

    if (!hall_open(2, 2))
        return;
    trial_spawn("auditor", audit, &auditor);
    trial_spawn("anna", come_and_go, &turns);
    trial_run();
    if (auditor.content)
        books_check(turns, turns);
    hall_close();
}
