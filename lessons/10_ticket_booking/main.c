/*
 * Lesson 10, the program: a season goes on sale, and four users want it all.
 *
 * Each user goes from concert to concert, books seat after seat until none is
 * left, gives every tenth ticket back, and asks for a report now and then.
 * Everybody writes down what he does in one log. In the end the program goes
 * through it: who got which seat, and was it still to be had?
 */
#include "booking.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CONCERTS = 100, SEATS = 2000, USERS = 4, SHOWN = 6 };
enum { LINES = 3 * CONCERTS * SEATS };
enum deed { NOTHING, BOOKS, GIVES_BACK };

struct line {
    enum deed deed;
    short user;
    short concert;
    size_t seat;
};

struct user {
    pthread_t thread;
    long number;  /* 1 to USERS */
    long reports; /* read only when the thread has ended, and so the next */
    long wrong_reports;
    long owners[SEATS];
};

static const char *const names[] = {"Nobody", "Anna", "Bert", "Carl", "Dora"};
static struct hall *concerts[CONCERTS];
static struct user users[USERS];
static atomic_int missing = USERS; /* users who are not at the counter yet */
static atomic_int line_count;
static struct line lines[LINES]; /* each is written by the thread it is of */
static int tickets[CONCERTS][SEATS];

static void stop_on(int error, const char *call)
{
    if (error != 0) {
        fprintf(stderr, "%s: %s\n", call, strerror(error));
        exit(EXIT_FAILURE);
    }
}

static struct line *line_add(enum deed deed, long user, int concert,
                             size_t seat)
{
    int place = atomic_fetch_add(&line_count, 1);

    stop_on(place >= LINES ? ENOSPC : 0, "the log");
    lines[place] = (struct line){deed, (short)user, (short)concert, seat};
    return &lines[place];
}

/* A booking is logged after it, a cancellation before it: so what happens to
 * one seat stands in the log in the right order. */
static bool book(struct user *self, int concert, size_t *seat)
{
    int error = hall_book(concerts[concert], self->number, seat);

    stop_on(error == ENOSPC ? 0 : error, "hall_book");
    if (error == 0) {
        line_add(BOOKS, self->number, concert, *seat);
    }
    return error == 0;
}

static void give_back(struct user *self, int concert, size_t seat)
{
    struct line *line = line_add(GIVES_BACK, self->number, concert, seat);
    int error = hall_cancel(concerts[concert], self->number, seat);

    if (error == EPERM) { /* the seat is somebody else's, says the hall */
        line->deed = NOTHING;
        error = 0;
    }
    stop_on(error, "hall_cancel");
}

static void report_check(struct user *self, int concert)
{
    struct report report;
    size_t owned = 0;

    stop_on(hall_report(concerts[concert], &report, self->owners),
            "hall_report");
    for (int i = 0; i < SEATS; i++) {
        owned += self->owners[i] != NOBODY;
    }
    self->reports++;
    self->wrong_reports +=
        report.sold != owned || report.sold + report.free != SEATS ||
        report.bookings - report.cancellations != report.sold;
}

static void concert_visit(struct user *self, int concert)
{
    size_t seat = 0;

    for (int i = 1; i < 2 * SEATS && book(self, concert, &seat); i++) {
        if (i % 10 == 0) {
            give_back(self, concert, seat);
        }
        if (i % 100 == 0) {
            report_check(self, concert);
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
        concert_visit(self, i);
    }
    return NULL;
}

/* Goes through the log, counts the tickets, and shows a few lines: those that
 * end where a seat was sold twice for the first time, or else some others. */
static void log_read(void)
{
    static const char *const deeds[] = {"can't give back", "books",
                                        "gives back"};
    int count = atomic_load(&line_count), wrong = -1;

    for (int i = 0; i < count; i++) {
        const struct line *line = &lines[i];
        int *sold = &tickets[line->concert][line->seat];
        *sold += line->deed == BOOKS ? 1 : line->deed == GIVES_BACK ? -1 : 0;
        if (*sold > 1 && wrong < 0) {
            wrong = i;
        }
    }
    int last = wrong < 0 ? count / 2 : wrong;
    int first = last < SHOWN ? 0 : last - SHOWN + 1;
    for (int i = first; i < first + SHOWN && i < count; i++) {
        const struct line *line = &lines[i];
        printf("  concert %d: %s %s seat %zu%s\n", line->concert + 1,
               names[line->user], deeds[line->deed], line->seat,
               i == wrong ? ", too" : "");
    }
}

static void season_print(void)
{
    int sum = 0, twice = 0;
    long reports = 0, wrong_reports = 0;

    for (int i = 0; i < CONCERTS; i++) {
        for (int seat = 0; seat < SEATS; seat++) {
            sum += tickets[i][seat];
            twice += tickets[i][seat] > 1;
        }
    }
    for (int i = 0; i < USERS; i++) {
        reports += users[i].reports;
        wrong_reports += users[i].wrong_reports;
    }
    printf("There are %d tickets for %d seats.\n", sum, CONCERTS * SEATS);
    printf("%d seats were sold to more than one user.\n", twice);
    printf("%ld of %ld reports did not add up.\n", wrong_reports, reports);
}

int main(void)
{
    for (int i = 0; i < CONCERTS; i++) {
        stop_on(hall_create(&concerts[i], SEATS), "hall_create");
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
    log_read();
    season_print();
    for (int i = 0; i < CONCERTS; i++) {
        stop_on(hall_destroy(concerts[i]), "hall_destroy");
    }
    return EXIT_SUCCESS;
}
