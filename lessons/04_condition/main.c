/*
 * Lesson 4, the program: two senders, two receivers, one mailbox for four.
 *
 * Every letter is a number of its own, so that the program can say afterwards
 * what became of each. A receiver stops when the mailbox is closed and empty,
 * or when it has got more letters than were ever sent. If all goes well the
 * program begins again, with a new mailbox, for two seconds.
 */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "mailbox.h"

enum { PEOPLE = 2, EACH = 10000, SENT = PEOPLE * EACH, CAPACITY = 4 };
enum { SECONDS = 2 };

struct person {
    pthread_t thread;
    long first;    /* sender: its letters are first, first + 1, ... */
    long received; /* receiver: how many letters it got */
    long *got;     /* receiver: SENT counters, one for each letter */
};

static struct mailbox *mailbox;

static void stop_on(int error, const char *call)
{
    if (error != 0) {
        fprintf(stderr, "%s: %s\n", call, strerror(error));
        exit(EXIT_FAILURE);
    }
}

static void *sender_main(void *arg)
{
    struct person *self = arg;

    for (long i = 0; i < EACH; i++) {
        stop_on(mailbox_put(mailbox, self->first + i), "mailbox_put");
    }
    return NULL;
}

static void *receiver_main(void *arg)
{
    struct person *self = arg;
    long letter = 0;
    int error = 0;

    while (self->received <= SENT) {
        error = mailbox_get(mailbox, &letter);
        if (error != 0) {
            break;
        }
        self->received++;
        if (letter >= 0 && letter < SENT) {
            self->got[letter]++;
        }
    }
    stop_on(error == EPIPE ? 0 : error, "mailbox_get");
    return NULL;
}

static void people_start(struct person people[], void *(*start)(void *))
{
    for (int i = 0; i < PEOPLE; i++) {
        people[i].first = (long)i * EACH;
        people[i].got = calloc(SENT, sizeof people[i].got[0]);
        stop_on(people[i].got == NULL ? ENOMEM : 0, "calloc");
        stop_on(pthread_create(&people[i].thread, NULL, start, &people[i]),
                "pthread_create");
    }
}

static void people_join(struct person people[])
{
    for (int i = 0; i < PEOPLE; i++) {
        stop_on(pthread_join(people[i].thread, NULL), "pthread_join");
    }
}

/* What became of the letters of one run. */
struct result {
    long received, lost, repeated;
};

static struct result result_of(const struct person receivers[])
{
    struct result result = {0};

    for (int i = 0; i < PEOPLE; i++) {
        result.received += receivers[i].received;
    }
    for (long letter = 0; letter < SENT; letter++) {
        long times = 0;
        for (int i = 0; i < PEOPLE; i++) {
            times += receivers[i].got[letter];
        }
        result.lost += times == 0;
        result.repeated += times > 1;
    }
    return result;
}

/* One mailbox, from its creation to its end. */
static struct result run(void)
{
    struct person senders[PEOPLE] = {0}, receivers[PEOPLE] = {0};

    stop_on(mailbox_create(&mailbox, CAPACITY), "mailbox_create");
    people_start(receivers, receiver_main);
    people_start(senders, sender_main);
    people_join(senders);
    stop_on(mailbox_close(mailbox), "mailbox_close");
    people_join(receivers);
    stop_on(mailbox_destroy(mailbox), "mailbox_destroy");

    struct result result = result_of(receivers);
    for (int i = 0; i < PEOPLE; i++) {
        free(senders[i].got);
        free(receivers[i].got);
    }
    return result;
}

int main(void)
{
    const time_t end = time(NULL) + SECONDS;
    struct result result;
    int runs = 0;

    do {
        result = run();
        runs++;
    } while (result.lost + result.repeated == 0 && time(NULL) < end);
    printf("Run %d: %d letters were sent, %ld received.\n", runs, SENT,
           result.received);
    printf("%ld never arrived, %ld arrived more than once.\n", result.lost,
           result.repeated);
    return EXIT_SUCCESS;
}
