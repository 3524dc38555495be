/**
 * @file 10_ticket_booking.c
 * @brief Grades lesson 10: no seat is sold twice, and the books are right.
 *
 * The contract says that every call takes effect at one moment. So whatever
 * two calls return must fit one order of the two or the other, and nobody has
 * to know how the hall is made.
 */
#include "booking.h"

#include <errno.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>

#include "trial/crowd.h"
#include "trial/trial.h"

enum { ANNA = 1, BERT, CARL, USERS = CARL, MOST_SEATS = 500 };

static const char *const names[] = {"nobody", "anna", "bert", "carl"};

/* The hall of the round; the trial's body makes and destroys it. */
static struct hall *hall;
static size_t seats;

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
static bool hall_open(size_t count)
{
    int error = hall_create(&hall, count);

    seats = count;
    answer_check("hall_create()", error, 0);
    return error == 0;
}

static void hall_close(void)
{
    answer_check("hall_destroy()", hall_destroy(hall), 0);
}

/* Reads a report; whether it adds up, seat by seat. */
static bool report_get(struct report *report, long owners[MOST_SEATS])
{
    size_t owned = 0;

    *report = (struct report){0};
    answer_check("hall_report()", hall_report(hall, report, owners), 0);
    for (size_t i = 0; i < seats; i++)
        owned += owners[i] != NOBODY;
    bool right = report->sold == owned &&
                 report->sold + report->free == seats &&
                 report->bookings - report->cancellations == report->sold;
    trial_expect(
        right,
        "a report says: %zu of %zu seats sold, %zu free, %lu bookings, "
        "%lu cancellations; in its list %zu seats have an owner",
        report->sold, seats, report->free, report->bookings,
        report->cancellations, owned);
    return right;
}

/* The end of a round: what the report must say now that all is quiet. */
static void books_check(unsigned long bookings, unsigned long cancellations)
{
    long owners[MOST_SEATS] = {0};
    struct report report;

    report_get(&report, owners);

    trial_expect(
        report.bookings == bookings && report.cancellations == cancellations,
        "the report says: %lu bookings, %lu cancellations; the users "
        "count %lu and %lu",
        report.bookings, report.cancellations, bookings, cancellations);
}

static void owner_check(size_t seat, long right)
{
    long owners[MOST_SEATS] = {0};
    struct report report;

    report_get(&report, owners);
    trial_expect(owners[seat] == right,
                 "the report says that seat %zu is owned by %ld, not %ld", seat,
                 owners[seat], right);
}

/* One call in a thread of its own: what it was given, gave and returned. */
struct visit {
    long user;
    size_t seat;
    int answer;
};

static void *book_any(void *arg)
{
    struct visit *visit = arg;

    visit->answer = hall_book(hall, visit->user, &visit->seat);
    return NULL;
}

static void *book_given(void *arg)
{
    struct visit *visit = arg;

    visit->answer = hall_book_seat(hall, visit->user, visit->seat);
    return NULL;
}

static void *give_back(void *arg)
{
    struct visit *visit = arg;

    visit->answer = hall_cancel(hall, visit->user, visit->seat);
    return NULL;
}

/* Of two calls one must have returned 0 and the other `refusal`. If not, there
 * is no use in looking further. */
static bool one_check(const char *what, const struct visit *a,
                      const struct visit *b, int refusal)
{
    bool one = (a->answer == 0 && b->answer == refusal) ||
               (a->answer == refusal && b->answer == 0);

    trial_expect(one, "%s: %s was told %s, %s was told %s", what,
                 names[a->user], a->answer ? error_name(a->answer) : "yes",
                 names[b->user], b->answer ? error_name(b->answer) : "yes");
    return one;
}

static void seat_check(const struct visit *visit)
{
    if (visit->answer == 0 && visit->seat < seats)
        owner_check(visit->seat, visit->user);
    else
        trial_expect(visit->answer != 0, "hall_book() gave seat %zu of %zu",
                     visit->seat, seats);
}

/* hall_book() in a hall of three. */
static void book_all(void)
{
    bool taken[3] = {false};
    size_t seat = 99;

    for (int i = 0; i < 3; i++) {
        answer_check("hall_book()", hall_book(hall, ANNA, &seat), 0);
        trial_expect(seat < 3 && !taken[seat], "hall_book() gave seat %zu of 3",
                     seat);
        taken[seat < 3 ? seat : 0] = true;
        owner_check(seat < 3 ? seat : 0, ANNA);
    }
    seat = 99;
    answer_check("hall_book() in a full hall", hall_book(hall, ANNA, &seat),
                 ENOSPC);
    trial_expect(seat == 99, "hall_book() failed and stored %zu", seat);
    books_check(3, 0);
}

/* A hall of so many seats, at most three, that is made after another one's end:
 * it has those seats, all free, and no past. */
static void fresh_check(size_t count)
{
    struct hall *fresh = NULL;
    struct report report = {0};
    long owners[MOST_SEATS] = {0};
    size_t seat = 99;

    answer_check("hall_create() after hall_destroy()",
                 hall_create(&fresh, count), 0);
    if (fresh == NULL)
        return;
    answer_check("hall_report()", hall_report(fresh, &report, owners), 0);
    trial_expect(report.sold == 0 && report.free == count &&
                     report.bookings == 0 && report.cancellations == 0,
                 "a new hall of %zu; its report says: %zu sold, %zu free, %lu "
                 "bookings, %lu cancellations",
                 count, report.sold, report.free, report.bookings,
                 report.cancellations);
    for (size_t i = 0; i < count; i++)
        answer_check("hall_book() in a new hall", hall_book(fresh, BERT, &seat),
                     0);
    answer_check("hall_book() in a full hall", hall_book(fresh, BERT, &seat),
                 ENOSPC);
    answer_check("hall_cancel()", hall_cancel(fresh, BERT, count - 1), 0);
    answer_check("hall_destroy()", hall_destroy(fresh), 0);
}

static void *clerk_main(void *unused)
{
    struct hall *second = NULL;
    size_t seat = 99;

    answer_check("hall_book() for user 0", hall_book(hall, 0, &seat), EINVAL);
    answer_check("hall_book_seat() for user -1", hall_book_seat(hall, -1, 0),
                 EINVAL);
    answer_check("hall_book_seat() of seat 3 of 3",
                 hall_book_seat(hall, ANNA, 3), EINVAL);
    answer_check("hall_cancel() of seat 3 of 3", hall_cancel(hall, ANNA, 3),
                 EINVAL);
    answer_check("hall_cancel() of a free seat", hall_cancel(hall, ANNA, 1),
                 EPERM);
    answer_check("hall_cancel() by nobody", hall_cancel(hall, NOBODY, 1),
                 EPERM);
    book_all();
    answer_check("hall_book_seat() of her own", hall_book_seat(hall, ANNA, 1),
                 EBUSY);
    answer_check("hall_cancel() by another", hall_cancel(hall, BERT, 1), EPERM);
    answer_check("hall_cancel()", hall_cancel(hall, ANNA, 1), 0);
    owner_check(1, NOBODY);
    answer_check("hall_cancel() again", hall_cancel(hall, ANNA, 1), EPERM);
    answer_check("hall_book_seat()", hall_book_seat(hall, BERT, 1), 0);
    owner_check(1, BERT);
    answer_check("hall_create()", hall_create(&second, 2), 0);
    if (second) {
        answer_check("hall_book_seat() for user LONG_MAX",
                     hall_book_seat(second, LONG_MAX, 1), 0);
        answer_check("hall_book() in another, free hall",
                     hall_book(second, BERT, &seat), 0);
        answer_check("hall_destroy()", hall_destroy(second), 0);
    }
    fresh_check(2);
    fresh_check(2);
    fresh_check(1);
    books_check(4, 1);
    return unused;
}

/* Larger than a byte counts to, and booked more often than two bytes do. */
enum { LARGE = 260, OFTEN = 1 << 16 };

/* More seats than two bytes count to; that may be too large. */
enum { VAST = (1 << 16) + 2 };

static void cancel_check(struct hall *in, long user, size_t seat)
{
    answer_check("hall_cancel()", hall_cancel(in, user, seat), 0);
}

static void seats_fill(struct hall *in, long user)
{
    bool booked[LARGE] = {false};

    for (size_t i = 0; i < LARGE; i++) {
        size_t seat = LARGE;
        answer_check("hall_book()", hall_book(in, user, &seat), 0);
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
    trial_expect(report.sold == LARGE && report.free == 0 &&
                     report.bookings == bookings && theirs == LARGE,
                 "a hall of %d is sold out after %lu bookings; the report says "
                 "%zu sold, %zu free, %lu bookings, %zu seats of theirs",
                 LARGE, bookings, report.sold, report.free, report.bookings,
                 theirs);
}

static void *large_main(void *unused)
{
    struct hall *large = NULL;
    size_t seat = LARGE;

    answer_check("hall_create() of 260 seats", hall_create(&large, LARGE), 0);
    if (large == NULL)
        return unused;
    seats_fill(large, LONG_MAX);
    large_check(large, LONG_MAX, LARGE);
    answer_check("hall_book() of a full hall", hall_book(large, ANNA, &seat),
                 ENOSPC);
    for (size_t i = 0; i < LARGE; i++)
        cancel_check(large, LONG_MAX, i);
    seats_fill(large, LONG_MAX - 1);
    for (size_t i = LARGE; i > 0; i--)
        cancel_check(large, LONG_MAX - 1, i - 1);
    for (size_t i = 0; i < LARGE; i++) {
        answer_check("hall_book_seat()", hall_book_seat(large, LONG_MAX, i), 0);
        answer_check("hall_book_seat() again", hall_book_seat(large, ANNA, i),
                     EBUSY);
    }
    for (int i = 0; i < OFTEN; i++) {
        cancel_check(large, LONG_MAX, LARGE - 1);
        answer_check("hall_book_seat()",
                     hall_book_seat(large, LONG_MAX, LARGE - 1), 0);
    }
    large_check(large, LONG_MAX, 3 * LARGE + OFTEN);
    answer_check("hall_destroy()", hall_destroy(large), 0);
    return unused;
}

static void vast_check(void)
{
    static long owners[VAST];
    struct report report = {0};
    struct hall *vast = NULL;
    size_t last = VAST - 1;

    if (hall_create(&vast, VAST) != 0)
        return;
    answer_check("hall_book_seat() of seat 65537",
                 hall_book_seat(vast, ANNA, last), 0);
    answer_check("hall_book_seat() of seat 1", hall_book_seat(vast, BERT, 1),
                 0);
    answer_check("hall_cancel() of seat 1", hall_cancel(vast, BERT, 1), 0);
    answer_check("hall_report()", hall_report(vast, &report, owners), 0);
    trial_expect(report.sold == 1 && report.free == last &&
                     owners[last] == ANNA && owners[1] == NOBODY,
                 "seat 65537 of 65538 is sold; the report says %zu sold, %zu "
                 "free, and that seat is owned by %ld, seat 1 by %ld",
                 report.sold, report.free, owners[last], owners[1]);
    answer_check("hall_destroy()", hall_destroy(vast), 0);
}

/* The bytes of so many seats are more than a number counts to. It may be too
 * large; but what is made has those seats. */
static void huge_check(size_t count)
{
    struct hall *huge = NULL;

    if (hall_create(&huge, count) != 0)
        return;
    answer_check("hall_book_seat() of a huge hall",
                 hall_book_seat(huge, ANNA, count / 2), 0);
    cancel_check(huge, ANNA, count / 2);
    answer_check("hall_destroy()", hall_destroy(huge), 0);
}

TRIAL(rules, "one thread alone finds every rule of booking.h kept",
      .points = 10, .rounds = 1)
{
    struct hall *none = NULL;

    answer_check("hall_create() of 0 seats", hall_create(&none, 0), EINVAL);
    if (!hall_open(3))
        return;
    trial_spawn("clerk", clerk_main, NULL);
    trial_run();
    if (trial_size(true, false)) { /* many steps, and one way to go */
        trial_spawn("clerk", large_main, NULL);
        trial_run();
        vast_check();
        huge_check(SIZE_MAX / sizeof(long));
        huge_check(SIZE_MAX / sizeof(long) + 2);
    }
    hall_close();
}

/* Two visits at the same time. */
static void meet(void *(*first)(void *), struct visit *a,
                 void *(*second)(void *), struct visit *b)
{
    trial_spawn(names[a->user], first, a);
    trial_spawn(names[b->user], second, b);
    trial_run();
}

enum { CROWD = 20, LONG_ROW = MOST_SEATS };

/* Carl has all seats of the hall from the first to the last. */
static void carl_books(size_t first, size_t last)
{
    for (size_t i = first; i <= last; i++)
        answer_check("hall_book_seat()", hall_book_seat(hall, CARL, i), 0);
}

/* Many of them again and again, so that all of them wait for each other. */
struct fan {
    struct visit visit;
    size_t turns, sold;
};

static void *book_again(void *arg)
{
    struct fan *self = arg;

    for (size_t i = 0; i < self->turns; i++) {
        book_any(&self->visit);
        if (self->visit.answer == 0)
            self->sold++;
        else
            answer_check("hall_book()", self->visit.answer, ENOSPC);
    }
    return NULL;
}

/* One seat is free, for real threads in a hall that takes some time to look
 * through. */
static void crowd_meets(void)
{
    static struct fan crowd[CROWD];
    size_t count = trial_size(CROWD, 3), turns = trial_size(20, 1), sold = 0;

    if (!hall_open(trial_size(LONG_ROW, 2)))
        return;
    carl_books(0, seats - 2);
    for (size_t i = 0; i < count; i++) {
        crowd[i] = (struct fan){{(long)(CARL + 1 + i), 0, -1}, turns, 0};
        trial_spawn("one of many", book_again, &crowd[i]);
    }
    trial_run();
    for (size_t i = 0; i < count; i++)
        sold += crowd[i].sold;
    trial_expect(sold == 1, "%zu of %zu users were sold the last seat", sold,
                 count);
    hall_close();
}

TRIAL(last_seat, "the last seat is sold to one of those who want it",
      .points = 10, .rounds = 400)
{
    struct visit a = {ANNA, 99, -1}, b = {BERT, 99, -1};

    if (trial_choose(trial_size(100, 2)) == 1) {
        crowd_meets();
        return;
    }
    if (!hall_open(1))
        return;
    meet(book_any, &a, book_any, &b);
    if (one_check("both want a seat, one is free", &a, &b, ENOSPC)) {
        seat_check(a.answer == 0 ? &a : &b);
        books_check(1, 0);
    }
    hall_close();
}

/* One takes what comes, the other asks for a seat that may be just that. */
static void any_and_given(void)
{
    struct visit any = {ANNA, 99, -1}, given = {BERT, 0, -1};

    if (!hall_open(2))
        return;
    meet(book_any, &any, book_given, &given);
    answer_check("hall_book() with a free seat", any.answer, 0);
    seat_check(&any);
    if (given.answer == 0)
        owner_check(0, BERT);
    else
        answer_check("hall_book_seat() of a taken seat", given.answer, EBUSY);
    trial_expect(given.answer == 0 || any.seat == 0,
                 "bert was told that seat 0 is taken, and anna has seat %zu",
                 any.seat);
    books_check(given.answer == 0 ? 2 : 1, 0);
    hall_close();
}

TRIAL(given_seat, "a seat that is asked for by its number is sold once",
      .points = 15, .rounds = 200)
{
    struct visit a = {ANNA, 1, -1}, b = {BERT, 1, -1};

    any_and_given();
    if (!hall_open(2))
        return;
    meet(book_given, &a, book_given, &b);
    if (one_check("both ask for seat 1", &a, &b, EBUSY)) {
        owner_check(1, a.answer == 0 ? ANNA : BERT);
        books_check(1, 0);
    }
    hall_close();
}

/* Anna has one seat and two telephones. */
TRIAL(one_refund, "a seat is given back once, whoever else tries", .points = 10,
      .rounds = 400)
{
    struct visit a = {ANNA, 0, -1}, again = {ANNA, 0, -1};

    if (!hall_open(2))
        return;
    answer_check("hall_book_seat()", hall_book_seat(hall, ANNA, 0), 0);
    meet(give_back, &a, give_back, &again);
    if (one_check("two calls give back one seat", &a, &again, EPERM)) {
        owner_check(0, NOBODY);
        books_check(1, 1);
    }
    hall_close();
}

/* The one seat is on its way back while somebody wants it. */
TRIAL(sold_again, "a seat that is given back can be sold to the next user",
      .points = 10, .rounds = 400)
{
    struct visit a = {ANNA, 0, -1}, b = {BERT, 99, -1}, c = {CARL, 99, -1};

    if (!hall_open(1))
        return;
    answer_check("hall_book_seat()", hall_book_seat(hall, ANNA, 0), 0);
    meet(give_back, &a, book_any, &b);
    answer_check("hall_cancel()", a.answer, 0);
    answer_check("hall_book()", b.answer, b.answer == 0 ? 0 : ENOSPC);
    book_any(&c);
    answer_check("the next hall_book()", c.answer, b.answer == 0 ? ENOSPC : 0);
    owner_check(0, b.answer == 0 ? BERT : CARL);
    books_check(2, 1);
    hall_close();
}

/* Books and gives back, again and again; a count of what succeeded. */
struct customer {
    long user;
    size_t turns;
    size_t seat; /* as many as there are: whichever is free */
    unsigned long bookings;
    unsigned long cancellations;
    int answer; /* of the last hall_book() */
};

static void *come_and_go(void *arg)
{
    struct customer *self = arg;
    bool any = self->seat == seats;
    size_t seat = self->seat;

    for (size_t i = 0; i < self->turns; i++) {
        self->answer = any ? hall_book(hall, self->user, &seat)
                           : hall_book_seat(hall, self->user, seat);
        if (self->answer != 0)
            break;
        self->bookings++;
        self->cancellations += hall_cancel(hall, self->user, seat) == 0;
    }
    return NULL;
}

/* Bert, his seat, and what of it is in the books. */
struct change {
    struct visit visit;
    size_t turns;
    unsigned long bookings, cancellations;
};

/* Bert changes between the first seat and the last, or stays where he was if
 * the other is taken. He never has both, nor has Anna, who has none when she
 * asks: so one is always free, whichever way she goes along the row. */
static void *change_seats(void *arg)
{
    struct change *change = arg;
    struct visit *visit = &change->visit;

    for (size_t i = 0; i < change->turns; i++) {
        give_back(visit);
        change->cancellations += visit->answer == 0;
        do {
            visit->seat = seats - 1 - visit->seat;
            book_given(visit);
        } while (visit->answer == EBUSY);
        change->bookings += visit->answer == 0;
    }
    return NULL;
}

TRIAL(never_sold_out, "nobody is told that all is sold while a seat is free",
      .points = 10, .rounds = 60)
{
    size_t turns = trial_size(100, 1);
    struct change b = {.visit = {BERT, 0, -1}, .turns = trial_size(100, 4)};
    bool large = trial_choose(trial_size(8, 1)) == 1;

    if (!hall_open(large ? LONG_ROW : 2))
        return;
    struct customer a = {.user = ANNA, .turns = turns, .seat = seats};
    answer_check("hall_book_seat()", hall_book_seat(hall, BERT, 0), 0);
    carl_books(1, seats - 2);
    trial_spawn("anna", come_and_go, &a);
    trial_spawn("bert", change_seats, &b);
    trial_run();
    trial_expect(a.answer != ENOSPC, "anna was told that all is sold; bert had "
                                     "one of two seats, and never both");
    answer_check("hall_book()", a.answer, 0);
    answer_check("hall_book_seat() of a free seat", b.visit.answer, 0);
    books_check(a.bookings + b.bookings + seats - 1,
                a.cancellations + b.cancellations);
    hall_close();
}

struct auditor {
    size_t turns;
    bool content;
};

/* Bert gives his seat back before he takes another. */
static void one_seat_check(const long owners[])
{
    size_t his = 0;

    for (size_t i = 0; i < seats; i++)
        his += owners[i] == BERT;
    trial_expect(his <= 1,
                 "a report says that bert has %zu seats; he never "
                 "had more than one",
                 his);
}

static void *audit(void *arg)
{
    struct auditor *self = arg;
    long owners[MOST_SEATS] = {0};
    struct report report;

    for (size_t i = 0; i < self->turns; i++) {
        self->content = report_get(&report, owners) && self->content;
        one_seat_check(owners);
    }
    return NULL;
}

TRIAL(report_adds_up, "a report shows the hall as it was at one moment",
      .points = 15, .rounds = 40)
{
    struct auditor auditor = {trial_size(30, 1), true};
    struct change change = {.visit = {BERT, 0, -1}, .turns = trial_size(30, 1)};
    bool changes = trial_choose(2) == 1;

    if (!hall_open(trial_choose(trial_size(4, 1)) == 1 ? LONG_ROW : 3))
        return;
    if (changes) {
        answer_check("hall_book_seat()", hall_book_seat(hall, BERT, 0), 0);
        trial_spawn("auditor", audit, &auditor);
        trial_spawn("bert", change_seats, &change);
        trial_run();
        if (auditor.content)
            books_check(1 + change.bookings, change.cancellations);
        hall_close();
        return;
    }
    struct customer anna = {.user = ANNA,
                            .turns = trial_size(100, 1),
                            .seat = trial_size(0, seats)};
    struct customer bert = {
        .user = BERT, .turns = trial_size(100, 0), .seat = seats - 1};
    trial_spawn("auditor", audit, &auditor);
    trial_spawn("anna", come_and_go, &anna);
    if (bert.turns > 0)
        trial_spawn("bert", come_and_go, &bert);
    trial_run();
    if (auditor.content)
        books_check(anna.bookings + bert.bookings,
                    anna.cancellations + bert.cancellations);
    hall_close();
}

/* A row that is longer than the steps that each of a crowd gets, so that it
 * stops in the middle of looking for a seat, with whatever lock it needs. */
enum { ROW = 12, STEPS = 12 };

/* How many of them were sold a seat. Relaxed: it orders nothing. */
static atomic_int sold_to;

static void *book_in_crowd(void *number)
{
    struct visit visit = {CARL, 99, -1};

    book_any(&visit);
    if (visit.answer == 0)
        atomic_fetch_add_explicit(&sold_to, 1, memory_order_relaxed);
    else
        answer_check("hall_book()", visit.answer, ENOSPC);
    return number;
}

TRIAL(hundreds_come, "of hundreds at the counter one is sold the last seat",
      .points = 5, .engines = TRIAL_EXPLORE, .schedules = 1, .calm = true,
      .sampled = true, .memory_points = true)
{
    if (!hall_open(ROW))
        return;
    atomic_store_explicit(&sold_to, 0, memory_order_relaxed);
    carl_books(0, ROW - 2);
    trial_gather(CROWD_MOST, STEPS, book_in_crowd);
    trial_release();
    trial_run();
    trial_expect(sold_to == 1, "%d of %d users were sold the last seat",
                 sold_to, (int)CROWD_MOST);
    books_check(ROW, 0);
    hall_close();
}
