/*
 * Lesson 18, the program: a keeper sets readings, and somebody looks at them.
 *
 * The three numbers of each reading are the same, so it is easy to see whether
 * what a reader got was ever set.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "station.h"

enum { LOOKS = 5000000 };

static atomic_bool enough = false;
static long mixed = 0; /* written by the reader, read when it is joined */

static void stop_on(int error, const char *call)
{
    if (error != 0) {
        fprintf(stderr, "%s: %s\n", call, strerror(error));
        exit(EXIT_FAILURE);
    }
}

static void *keeper_main(void *unused)
{
    const struct place place = {.north = 47, .east = 8, .height = 530};

    station_publish(&place);
    for (long i = 1; !enough; i++) {
        const struct reading reading = {i, i, i};
        station_set(&reading);
    }
    return unused;
}

static void *reader_main(void *unused)
{
    struct reading last = {0};

    for (int i = 0; i < LOOKS; i++) {
        struct reading reading;
        station_get(&reading);
        if (reading.temperature != reading.pressure ||
            reading.pressure != reading.humidity) {
            mixed++;
            last = reading;
        }
    }
    printf("%d looks, %ld of them saw numbers that don't belong together",
           LOOKS, mixed);
    printf("\nthe last: %ld %ld %ld\n", last.temperature, last.pressure,
           last.humidity);
    return unused;
}

int main(void)
{
    pthread_t keeper, reader;
    struct place place = {0};

    stop_on(pthread_create(&keeper, NULL, keeper_main, NULL), "pthread_create");
    stop_on(pthread_create(&reader, NULL, reader_main, NULL), "pthread_create");
    stop_on(pthread_join(reader, NULL), "pthread_join");
    atomic_store(&enough, true);
    stop_on(pthread_join(keeper, NULL), "pthread_join");
    if (!station_place(&place)) {
        printf("Nobody knows where the station is.\n");
    } else {
        printf("The station is at %ld north, %ld east, %ld high.\n",
               place.north, place.east, place.height);
    }
    return EXIT_SUCCESS;
}
