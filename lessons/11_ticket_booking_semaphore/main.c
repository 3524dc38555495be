/*
 * Lesson 11, the program: six users want all seats, and three may pay at once.
 *
 * Each user goes from concert to concert and books until no seat is left. Every
 * 50th payment is refused, and every tenth ticket is given back. The payment is
 * where the program sees who is inside: it counts them, and writes down who
 * pays for what. In the end the program goes through that log.
 */
#include "hall.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CONCERTS = 100, SEATS = 500, USERS = 6, LIMIT = 3, SHOWN = 6 };
enum { LINES = 3 * CONCERTS * SEATS };

struct line {
    int user;
    int concert;
    int seat;
    int inside; /* how many were, with this one */
};

struct user {
    pthread_t thread;
    long number;  /* 1 to USERS */
    int concert;  /* where he is now */
    int payments; /* read only when the thread has ended, and so the next */
    int reports;
    int wrong_reports;
    int tickets[CONCERTS][SEATS];
};

static const char *const names[] = {"Nobody", "Anna", "Bert", "Carl",
                                    "Dora",   "Emil", "Fred"};
static struct hall *concerts[CONCERTS];
static struct user users[USERS];
static atomic_int missing = USERS; /* users who are not at the counter yet */
static atomic_int inside[CONCERTS], most_inside;
static atomic_int line_count;
static struct line lines[LINES]; /* each is written by the thread it is of */

static void stop_on(int error, const char *call)
{
    if (error != 0) {
        fprintf(stderr, "%s: %s\n", call, strerror(error));
        exit(EXIT_FAILURE);
    }
}

/* What hall_book() calls while the seat is held. */
static int pay(void *arg, long user, size_t seat)
{
    struct user *self = arg;
    atomic_int *here = &inside[self->concert];
    int now = atomic_fetch_add(here, 1) + 1, most = most_inside;
    int place = atomic_fetch_add(&line_count, 1);

    stop_on(place >= LINES ? ENOSPC : 0, "the log");
    lines[place] = (struct line){(int)user, self->concert, (int)seat, now};
    while (now > most &&
           !atomic_compare_exchange_weak(&most_inside, &most, now)) {
    }
    if (++self->payments % 20 == 0) {
        sched_yield(); /* where is my card? */
    }
    atomic_fetch_sub(here, 1);
    return self->payments % 50 == 0 ? ECANCELED : 0;
}

static void report_check(struct user *self)
{
    struct report report;
    long owners[SEATS];
    size_t sold = 0, held = 0;

    stop_on(hall_report(concerts[self->concert], &report, owners),
            "hall_report");
    for (int i = 0; i < SEATS; i++) {
        sold += owners[i] > 0;
        held += owners[i] == ON_HOLD;
    }
    self->reports++;
    self->wrong_reports +=
        report.sold != sold || report.held != held ||
        report.sold + report.held + report.free != SEATS ||
        report.bookings - report.cancellations != report.sold;
}

static void concert_visit(struct user *self, struct hall *hall)
{
    for (int i = 1; i < 2 * SEATS; i++) {
        size_t seat = 0;
        int error = hall_book(hall, self->number, pay, self, &seat);
        if (error == ENOSPC) {
            return;
        }
        stop_on(error == ECANCELED ? 0 : error, "hall_book");
        int got = error == 0;
        if (got && i % 10 == 0) {
            error = hall_cancel(hall, self->number, seat);
            stop_on(error == EPERM ? 0 : error, "hall_cancel");
            got = error == EPERM; /* it is somebody else's, says the hall */
        }
        self->tickets[self->concert][seat] += got;
        if (i % 100 == 0) {
            report_check(self);
        }
    }
}

static void *user_main(void *arg)
{
    struct user *self = arg;

    atomic_fetch_sub(&missing, 1);
    while (atomic_load(&missing) > 0) {
        sched_yield();
    }
    for (int i = 0; i < CONCERTS; i++) {
        self->concert = i;
        concert_visit(self, concerts[i]);
    }
    return NULL;
}

/* Two of them pay for one seat, one right after the other. */
static bool meet(const struct line *a, const struct line *b)
{
    return a->user != b->user && a->concert == b->concert && a->seat == b->seat;
}

/* A few lines from the middle, or from where two users met. */
static void log_print(void)
{
    int count = atomic_load(&line_count), first = count / 2;

    while (first + SHOWN < count &&
           !meet(&lines[first + SHOWN - 2], &lines[first + SHOWN - 1])) {
        first++;
    }
    if (first + SHOWN >= count) {
        first = count / 2;
    }
    for (int i = first; i < first + SHOWN && i < count; i++) {
        printf("  concert %d, %d inside: %s pays for seat %d\n",
               lines[i].concert + 1, lines[i].inside, names[lines[i].user],
               lines[i].seat);
    }
}

static void season_print(void)
{
    int sum = 0, twice = 0, reports = 0, wrong_reports = 0;

    for (int i = 0; i < CONCERTS * SEATS; i++) {
        int tickets = 0;
        for (int u = 0; u < USERS; u++) {
            tickets += users[u].tickets[i / SEATS][i % SEATS];
        }
        sum += tickets;
        twice += tickets > 1;
    }
    for (int i = 0; i < USERS; i++) {
        reports += users[i].reports;
        wrong_reports += users[i].wrong_reports;
    }
    printf("At most %d users were inside, %d may be.\n", most_inside, LIMIT);
    printf("There are %d tickets for %d seats.\n", sum, CONCERTS * SEATS);
    printf("%d seats were sold to more than one user.\n", twice);
    printf("%d of %d reports did not add up.\n", wrong_reports, reports);
}

int main(void)
{
    for (int i = 0; i < CONCERTS; i++) {
        stop_on(hall_create(&concerts[i], SEATS, LIMIT), "hall_create");
    }
    for (int i = 0; i < USERS; i++) {
        users[i].number = i + 1;
        stop_on(pthread_create(&users[i].thread, NULL, user_main, &users[i]),
                "pthread_create");
    }
    for (int i = 0; i < USERS; i++) {
        stop_on(pthread_join(users[i].thread, NULL), "pthread_join");
    }
    printf("%d users, %d concerts with %d seats each. From the log:\n", USERS,
           CONCERTS, SEATS);
    log_print();
    season_print();
    for (int i = 0; i < CONCERTS; i++) {
        stop_on(hall_destroy(concerts[i]), "hall_destroy");
    }
    return EXIT_SUCCESS;
}
