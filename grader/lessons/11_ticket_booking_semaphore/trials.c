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

#include "trial/crowd.h"
#include "trial/trial.h"

enum { ANNA = 1, BERT, CARL, MOST_USERS = 6, MOST_SEATS = 8 };

/* More seats than a word has bits; more refusals than a byte counts to; and a
 * few seats that are sold more often than a short does. */
enum { LARGE = 70, REFUSALS = 300, FEW = 3, OFTEN = 66000 };

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
    long owners[LARGE] = {0};
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

static int pay_telling(void *arg, long user, size_t seat)
{
    sem_post(((struct visit *)arg)->tell);
    return pay_plainly(arg, user, seat);
}

/* A payment that takes until somebody else was heard of. */
static int pay_meeting(void *arg, long user, size_t seat)
{
    int answer = pay_telling(arg, user, seat);

    hear(((struct visit *)arg)->hear);
    return answer;
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

static void seats_fill(struct hall *in, long user, size_t count)
{
    bool booked[LARGE] = {false};
    struct visit visit = {.pay = pay_plainly};

    for (size_t i = 0; i < count; i++) {
        size_t seat = count;
        answer_check("hall_book()",
                     hall_book(in, user, visit.pay, &visit, &seat), 0);
        trial_expect(seat < count && !booked[seat],
                     "hall_book() gave seat %zu, which is none or was booked",
                     seat);
        if (seat < count)
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
    for (int i = 0; i < REFUSALS; i++)
        answer_check("hall_book() with pay returning EIO",
                     hall_book(large, BERT, visit.pay, &visit, &seat), EIO);
    visit.refusal = 0;
    seats_fill(large, LONG_MAX, LARGE);
    large_check(large, LONG_MAX, LARGE);
    answer_check("hall_book() in a full hall",
                 hall_book(large, ANNA, visit.pay, &visit, &seat), ENOSPC);
    for (size_t i = 0; i < LARGE; i++)
        answer_check("hall_cancel()", hall_cancel(large, LONG_MAX, i), 0);
    seats_fill(large, LONG_MAX - 1, LARGE);
    for (size_t i = 0; i < OFTEN; i++) {
        answer_check("hall_cancel()", hall_cancel(large, LONG_MAX - 1, i % FEW),
                     0);
        answer_check("hall_book()",
                     hall_book(large, LONG_MAX - 1, visit.pay, &visit, &seat),
                     0);
        trial_expect(seat == i % FEW,
                     "hall_book() gave seat %zu where only %zu was free", seat,
                     i % FEW);
    }
    large_check(large, LONG_MAX - 1, 2 * LARGE + OFTEN);
    answer_check("hall_destroy()", hall_destroy(large), 0);
    return unused;
}

static void sell_out(size_t count)
{
    struct hall *next = NULL;
    struct visit visit = {.pay = pay_plainly};
    size_t seat = 99;

    answer_check("hall_create()", hall_create(&next, count, 1), 0);
    if (next == NULL)
        return;
    seats_fill(next, ANNA, count);
    answer_check("hall_book() in a full hall",
                 hall_book(next, ANNA, visit.pay, &visit, &seat), ENOSPC);
    answer_check("hall_destroy()", hall_destroy(next), 0);
}

/* Halls each of which has one seat fewer than the one before it had, where the
 * last one was given back. */
static void halls_shrink(size_t count)
{
    for (; count > 0; count--) {
        struct hall *next = NULL;
        answer_check("hall_create()", hall_create(&next, count, 1), 0);
        if (next == NULL)
            return;
        seats_fill(next, ANNA, count);
        answer_check("hall_cancel()", hall_cancel(next, ANNA, count - 1), 0);
        answer_check("hall_destroy()", hall_destroy(next), 0);
    }
}

/* A hall of one seat, after one of three has gone, perhaps from the same place.
 */
static void *halls_main(void *unused)
{
    halls_shrink(MOST_SEATS);
    sell_out(3);
    sell_out(1);
    return unused;
}

TRIAL(rules, "one thread alone finds every rule of hall.h kept", .points = 10,
      .rounds = 1)
{
    struct hall *none = NULL;

    answer_check("hall_create() of 0 seats", hall_create(&none, 0, 1), EINVAL);
    answer_check("hall_create() for 0 users", hall_create(&none, 1, 0), EINVAL);
    if (!hall_open(2, 4))
        return;
    trial_spawn("clerk", clerk_main, NULL);
    trial_run();
    hall_close();
    trial_spawn("clerk", halls_main, NULL);
    trial_run();
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

/* Comes when it has heard of somebody, twice: the first time it leaves at once,
 * the second time it tells that it is inside again. */
static void *come_twice(void *arg)
{
    struct visit *second = arg;
    struct visit first = {.user = BERT, .pay = pay_plainly};

    hear(second->hear);
    book(&first);
    answer_check("hall_book()", first.answer, 0);
    book(second);
    return NULL;
}

/* A place that bert has left is free, while anna stays in hers. */
static void one_meets_again(void)
{
    sem_t came, again;
    struct visit a = {
        .user = ANNA, .pay = pay_meeting, .tell = &came, .hear = &again};
    struct visit b = {
        .user = BERT, .pay = pay_telling, .tell = &again, .hear = &came};

    sem_init(&came, 0, 0);
    sem_init(&again, 0, 0);
    trial_name(&came, sizeof came, "anna is inside");
    trial_name(&again, sizeof again, "bert is inside again");
    trial_spawn("anna", book, &a);
    trial_spawn("bert", come_twice, &b);
    trial_run();
    answer_check("hall_book()", a.answer, 0);
    answer_check("hall_book()", b.answer, 0);
    sem_destroy(&came);
    sem_destroy(&again);
}

/* The second may be the first again: a user books several seats at the same
 * time. */
TRIAL(limit_is_reached, "as many users as the limit allows can meet inside",
      .points = 10, .rounds = 100)
{
    size_t story = trial_choose(3);

    if (!hall_open(3, 2))
        return;
    if (story == 2)
        one_meets_again();
    else
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

/* More than a word has bits are inside, and others wait outside. */
enum { CROWD = 70, OUTSIDE = 20, ALL = CROWD + OUTSIDE };

static struct {
    atomic_int came, inside;
    sem_t arrived, full;
} crowd;

static void *book_in_crowd(void *visit)
{
    sem_post(&crowd.arrived);
    return book(visit);
}

/* Waits until as many are inside as may be. The last of them tells the others
 * so, when all have arrived outside. */
static int pay_in_crowd(void *arg, long user, size_t seat)
{
    int now =
        atomic_fetch_add_explicit(&crowd.inside, 1, memory_order_relaxed) + 1;

    (void)user;
    (void)seat;
    trial_expect(now <= CROWD, "number %d came in, and %d may be inside", now,
                 CROWD);
    if (atomic_fetch_add_explicit(&crowd.came, 1, memory_order_relaxed) + 1 ==
        CROWD) {
        for (int i = 0; i < ALL; i++)
            hear(&crowd.arrived);
        for (int i = 0; i < ALL; i++)
            sem_post(&crowd.full);
    }
    hear(&crowd.full);
    atomic_fetch_sub_explicit(&crowd.inside, 1, memory_order_relaxed);
    return ((struct visit *)arg)->refusal;
}

static void crowd_answers_check(const struct visit *visits)
{
    static bool sold[ALL];

    memset(sold, 0, sizeof sold);
    for (int i = 0; i < ALL; i++) {
        answer_check("hall_book()", visits[i].answer, visits[i].refusal);
        if (visits[i].answer != 0)
            continue;
        trial_expect(visits[i].seat < ALL && !sold[visits[i].seat],
                     "hall_book() gave seat %zu, which is none or was sold",
                     visits[i].seat);
        sold[visits[i].seat % ALL] = true;
    }
}

/* Every second one of a crowd pays. */
static void crowd_check(void)
{
    static struct visit visits[ALL];
    struct visit after = {.user = ANNA, .pay = pay_plainly};

    int error = hall_create(&hall, ALL, CROWD);
    answer_check("hall_create()", error, 0);
    if (error != 0)
        return;
    atomic_store_explicit(&crowd.came, 0, memory_order_relaxed);
    atomic_store_explicit(&crowd.inside, 0, memory_order_relaxed);
    sem_init(&crowd.arrived, 0, 0);
    sem_init(&crowd.full, 0, 0);
    trial_name(&crowd.arrived, sizeof crowd.arrived, "all have arrived");
    trial_name(&crowd.full, sizeof crowd.full, "as many are inside as may be");
    for (int i = 0; i < ALL; i++) {
        visits[i] = (struct visit){
            .user = i + 1, .pay = pay_in_crowd, .refusal = i % 2 ? EIO : 0};
        trial_spawn("one of a crowd", book_in_crowd, &visits[i]);
    }
    trial_run();
    crowd_answers_check(visits);
    book(&after);
    answer_check("hall_book() after a crowd", after.answer, 0);
    sem_destroy(&crowd.arrived);
    sem_destroy(&crowd.full);
    hall_close();
}

/* The crowd and the larger limits are for real threads alone. */
TRIAL(many_inside, "a limit may be large, and as many users meet inside",
      .points = 5, .rounds = 2)
{
    unsigned more = 1 + (unsigned)trial_choose(2);

    large_limit_check(UCHAR_MAX + more);
    if (!trial_size(true, false))
        return;
    large_limit_check(USHRT_MAX + more);
    large_limit_check(UINT_MAX);
    if (more == 1)
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

/* Carl comes while Anna pays, and she doesn't come out before he is done. Or it
 * is one of her own seats that is given back meanwhile. */
TRIAL(others_go_on, "who cancels or asks does not wait for those inside",
      .points = 10, .rounds = 100)
{
    sem_t came, done;
    bool own = trial_choose(2) == 1;
    struct visit c = {
        .user = own ? ANNA : CARL, .pay = pay_plainly, .seat = 99};
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
    trial_name(&done, sizeof done,
               own ? "anna has given a seat back" : "carl is done");
    trial_spawn("anna", book, &a);
    trial_spawn(own ? "anna again" : "carl", cancel_and_ask, &c);
    trial_run();
    answer_check("hall_book()", a.answer, 0);
    answer_check("hall_cancel()", c.answer, 0);
    books_check(2, 1);
    sem_destroy(&came);
    sem_destroy(&done);
    hall_close();
}

/* So many pay while somebody else comes. */
static size_t payers;

static void *come_second(void *arg)
{
    struct visit *visit = arg;

    for (size_t i = 0; i < payers; i++)
        hear(visit->hear);
    book(visit);
    for (size_t i = 0; i < payers; i++)
        sem_post(visit->tell);
    return NULL;
}

/* Anna pays for the only seat, or for both seats that there are, and there is a
 * place inside for Bert, too. She doesn't come out before he was told that no
 * seat is free. */
TRIAL(told_at_once, "who finds no seat free is told so while others pay",
      .points = 5, .rounds = 100)
{
    sem_t came, told;
    struct visit b = {.user = BERT,
                      .pay = pay_plainly,
                      .tell = &told,
                      .hear = &came,
                      .seat = 99};
    struct visit a[2];
    const size_t count = 1 + trial_choose(2);

    payers = count;
    if (!hall_open(count, (int)count + 1))
        return;
    sem_init(&came, 0, 0);
    sem_init(&told, 0, 0);
    trial_name(&came, sizeof came, "anna is inside");
    trial_name(&told, sizeof told, "bert was told");
    for (size_t i = 0; i < count; i++) {
        a[i] = (struct visit){.user = ANNA,
                              .pay = pay_meeting,
                              .tell = &came,
                              .hear = &told,
                              .seat = 99};
        trial_spawn(i == 0 ? "anna" : "anna again", book, &a[i]);
    }
    trial_spawn("bert", come_second, &b);
    trial_run();
    for (size_t i = 0; i < count; i++)
        answer_check("hall_book()", a[i].answer, 0);
    answer_check("hall_book() of a seat on hold", b.answer, ENOSPC);
    books_check(count, 0);
    sem_destroy(&came);
    sem_destroy(&told);
    hall_close();
}

static const char *told(const struct visit *visit)
{
    return visit->answer ? error_name(visit->answer) : "yes";
}

static void last_seat_check(const struct visit *visits, size_t users,
                            unsigned long given_back)
{
    size_t have = 0, refused = 0;

    for (size_t i = 0; i < users; i++) {
        have += visits[i].answer == 0;
        refused += visits[i].answer == ENOSPC;
    }
    bool one = have == 1 && refused == users - 1;
    if (users == 2)
        trial_expect(one,
                     "one seat is free, and anna was told %s, bert was told %s",
                     told(&visits[0]), told(&visits[1]));
    else
        trial_expect(one,
                     "one seat is free, and anna was told %s, bert was told "
                     "%s, carl was told %s",
                     told(&visits[0]), told(&visits[1]), told(&visits[2]));
    if (one)
        books_check(1 + given_back, given_back);
}

static void *give_back_and_book(void *arg)
{
    struct visit *visit = arg;

    answer_check("hall_cancel()", hall_cancel(hall, ANNA, 0), 0);
    book(visit);
    return NULL;
}

/* Two come, and there is room for both; or three, who come in one by one; or
 * anna gives the seat back before she books it again. */
TRIAL(last_seat, "the last seat is sold once, though many are inside",
      .points = 15, .rounds = 300)
{
    struct visit visits[] = {
        {.user = ANNA, .pay = pay_plainly, .seat = 99},
        {.user = BERT, .pay = pay_plainly, .seat = 99},
        {.user = CARL, .pay = pay_plainly, .seat = 99},
    };
    size_t story = trial_choose(3);
    size_t users = story == 1 ? 3 : 2;

    if (!hall_open(1, story == 1 ? 1 : 2))
        return;
    if (story == 2)
        book(&visits[0]);
    trial_spawn("anna", story == 2 ? give_back_and_book : book, &visits[0]);
    for (size_t i = 1; i < users; i++)
        trial_spawn(names[i + 1], book, &visits[i]);
    trial_run();
    last_seat_check(visits, users, story == 2);
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

    if (!hall_open(trial_size(LARGE, 2), 2))
        return;
    trial_spawn("auditor", audit, &auditor);
    trial_spawn("anna", come_and_go, &turns);
    trial_run();
    if (auditor.content)
        books_check(turns, turns);
    hall_close();
}

/* Steps that take one of a crowd to where it pays, or waits to come in. */
enum { STEPS = 50 };

static struct visit crowd_visits[CROWD_BYTE + 1];
static pthread_mutex_t crowd_gate = PTHREAD_MUTEX_INITIALIZER;

static int pay_at_gate(void *arg, long user, size_t seat)
{
    int now = atomic_fetch_add_explicit(&inside, 1, memory_order_relaxed) + 1;

    (void)seat;
    trial_expect(now <= limit, "user %ld came in as number %d, and %d may be",
                 user, now, limit);
    pthread_mutex_lock(&crowd_gate);
    pthread_mutex_unlock(&crowd_gate);
    atomic_fetch_sub_explicit(&inside, 1, memory_order_relaxed);
    return ((struct visit *)arg)->refusal;
}

static void *book_one_of_many(void *number)
{
    return book(&crowd_visits[*(const size_t *)number]);
}

/* So many may be inside that a byte has no number for them. */
TRIAL(hundreds_inside, "hundreds can be inside, and the next one waits",
      .points = 5, .engines = TRIAL_EXPLORE, .schedules = 1, .calm = true,
      .sampled = true)
{
    atomic_store_explicit(&inside, 0, memory_order_relaxed);
    if (!hall_open(CROWD_BYTE + 1, CROWD_BYTE))
        return;
    for (size_t i = 0; i <= CROWD_BYTE; i++)
        crowd_visits[i] =
            (struct visit){.user = (long)i + 1, .pay = pay_at_gate};
    pthread_mutex_lock(&crowd_gate);
    trial_gather(CROWD_BYTE + 1, STEPS, book_one_of_many);
    pthread_mutex_unlock(&crowd_gate);
    trial_until_rest();
    trial_release();
    trial_run();
    for (size_t i = 0; i <= CROWD_BYTE; i++)
        answer_check("hall_book()", crowd_visits[i].answer, 0);
    hall_close();
}
