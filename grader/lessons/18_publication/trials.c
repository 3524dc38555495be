/**
 * @file 18_publication.c
 * @brief Grades lesson 18: places and readings that are whole, new, and safe.
 *
 * The numbers of a reading are computed from one, so a mixture shows. Memory
 * orders show in plain memory only: the keeper's own structure, which a reader
 * that was told writes again. If nothing orders the two, that is a data race
 * with the copying in station_publish() or station_set().
 */
#include "station.h"

#include <limits.h>
#include <string.h>

#include "trial/trial.h"

enum { SETS = 200, LOOKS = 200, READERS = 2 };

/* What is counted in a byte comes round, and so does any small ring. */
enum { SETS_MEANWHILE = 256, STEPS_OF_LOOK = 8 };

static const struct place home = {47, -8, 530};

static struct reading reading_make(long number)
{
    return (struct reading){number, 10 * number, 100 * number};
}

/* @return Which reading it is; a mixture is an assertion, and -1. */
static long reading_number(const struct reading *reading)
{
    struct reading right = reading_make(reading->temperature);
    bool whole = reading->pressure == right.pressure &&
                 reading->humidity == right.humidity;

    trial_expect(whole, "got the reading %ld, %ld, %ld, which was never set",
                 reading->temperature, reading->pressure, reading->humidity);
    return whole ? reading->temperature : -1;
}

static void set(long number)
{
    const struct reading reading = reading_make(number);

    station_set(&reading);
}

static long get(void)
{
    struct reading reading = {-1, -1, -1};

    station_get(&reading);
    return reading_number(&reading);
}

static void get_check(long right)
{
    long number = get();

    trial_expect(number == right, "got reading %ld where %ld was the last",
                 number, right);
}

static bool place_same(const struct place *place, const struct place *right)
{
    return place->north == right->north && place->east == right->east &&
           place->height == right->height;
}

/* @return Whether the place was told; then it must be right. */
static bool place_ask(void)
{
    const struct place nowhere = {-1, -1, -1};
    struct place place = nowhere;
    bool told = station_place(&place);

    trial_expect(place_same(&place, told ? &home : &nowhere),
                 "station_place() returned %s and stored %ld, %ld, %ld",
                 told ? "true" : "false", place.north, place.east,
                 place.height);
    return told;
}

static void any_reading_check(const struct reading *right)
{
    struct reading reading = {-7, -7, -7};

    station_set(right);
    station_get(&reading);
    trial_expect(reading.temperature == right->temperature &&
                     reading.pressure == right->pressure &&
                     reading.humidity == right->humidity,
                 "got the reading %ld, %ld, %ld where %ld, %ld, %ld was the "
                 "last",
                 reading.temperature, reading.pressure, reading.humidity,
                 right->temperature, right->pressure, right->humidity);
}

/* Any numbers, in each place; all readings have the same sum. */
static void any_numbers_check(void)
{
    static const long numbers[] = {LONG_MIN, LONG_MAX, 7L << 32, -1, 0};
    enum { COUNT = sizeof numbers / sizeof *numbers };

    for (size_t i = 0; i < COUNT; i++) {
        const struct reading reading = {numbers[i], numbers[(i + 1) % COUNT],
                                        numbers[(i + 2) % COUNT]};
        const struct reading turned = {reading.pressure, reading.humidity,
                                       reading.temperature};
        any_reading_check(&reading);
        any_reading_check(&turned);
    }
}

/* So many that a number of the last one has come round, in two bytes for real
 * threads, and in one for the explorer, which takes no more than some steps. */
static void many_sets_check(void)
{
    long many = (long)trial_size(1 << 16, 1 << 8);

    set(0);
    get_check(0);
    for (int i = 0; i < 2; i++) {
        for (long number = 1; number <= many; number++)
            set(number + i);
        get_check(many + i);
    }
}

static void *clerk_main(void *unused)
{
    trial_expect(!place_ask(), "a place was told that nobody has published");
    get_check(0);
    for (long number = 1; number < 4; number++) {
        set(number);
        get_check(number);
        get_check(number);
    }
    station_publish(&home);
    for (int i = 0; i < 2; i++)
        trial_expect(place_ask(), "the place was published, and is not told");
    set(-5);
    get_check(-5);
    const struct reading half_new = {-5, -50, 7};
    struct reading reading = {0};
    station_set(&half_new);
    station_get(&reading);
    trial_expect(reading.humidity == 7,
                 "got humidity %ld where 7 was the last, with the temperature "
                 "as before",
                 reading.humidity);
    any_numbers_check();
    many_sets_check();
    return unused;
}

TRIAL(rules, "one thread alone finds every rule of station.h kept",
      .points = 10, .rounds = 10)
{
    trial_spawn("clerk", clerk_main, NULL);
    trial_run();
}

static void *publish(void *place)
{
    station_publish(place);
    return NULL;
}

/* Asks until it is told; not for ever, since nobody need be quick. */
static void *ask(void *unused)
{
    for (size_t looks = trial_size(20 * LOOKS, 2); looks > 0; looks--)
        if (place_ask())
            break;
    return unused;
}

TRIAL(place_is_whole, "who is told the place is told all of it", .points = 15)
{
    struct place place = home;

    trial_spawn("keeper", publish, &place);
    trial_spawn("reader", ask, NULL);
    trial_run();
}

/* The keeper's structures, which whoever was told may write again. */
struct notebook {
    struct place place;
    struct reading reading;
};

static void *place_note(void *argument)
{
    station_publish(&((struct notebook *)argument)->place);
    return NULL;
}

static void *place_reuse(void *argument)
{
    struct notebook *book = argument;

    for (size_t looks = trial_size(20 * LOOKS, 2); looks > 0; looks--) {
        if (place_ask()) {
            book->place.north = 0;
            break;
        }
    }
    return NULL;
}

static void *reading_note(void *argument)
{
    station_set(&((struct notebook *)argument)->reading);
    return NULL;
}

static void *reading_reuse(void *argument)
{
    struct notebook *book = argument;

    for (size_t looks = trial_size(20 * LOOKS, 2); looks > 0; looks--) {
        if (get() == 7) {
            book->reading.temperature = 0;
            break;
        }
    }
    return NULL;
}

TRIAL(order_is_kept, "who was told sees what the keeper did before",
      .points = 15)
{
    struct notebook book = {home, reading_make(7)};

    trial_name(&book.place, sizeof book.place, "the keeper's place");
    trial_name(&book.reading, sizeof book.reading, "the keeper's reading");
    trial_spawn("keeper", place_note, &book);
    trial_spawn("reader", place_reuse, &book);
    trial_run();
    trial_expect(place_ask(), "the place was published, and is not told");
    trial_spawn("keeper", reading_note, &book);
    trial_spawn("reader", reading_reuse, &book);
    trial_run();
}

/* Sets so many readings, from this number on. */
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

TRIAL(reading_is_whole, "a reading is never made of two", .points = 15)
{
    static const char *const names[READERS] = {"reader", "another reader"};
    struct series series = {1, trial_size(SETS, 2)};
    size_t looks = trial_size(LOOKS, 1), readers = trial_size(READERS, 1);

    trial_spawn("keeper", set_series, &series);
    for (size_t i = 0; i < readers && i < READERS; i++)
        trial_spawn(names[i], get_some, &looks);
    trial_run();
}

TRIAL(held_up, "a reader that was held up for long gets a whole reading, too",
      .points = 5, .engines = TRIAL_EXPLORE, .schedules = 4 * STEPS_OF_LOOK,
      .calm = true, .sampled = true)
{
    struct series series = {1, SETS_MEANWHILE};
    size_t looks = 1;
    struct trial_thread *reader = trial_spawn("reader", get_some, &looks);

    trial_stop_after(reader, 1 + trial_choose(STEPS_OF_LOOK));
    trial_go();
    trial_until_blocked(reader);
    struct trial_thread *keeper = trial_spawn("keeper", set_series, &series);
    trial_go();
    trial_until_blocked(keeper);
    trial_resume(reader);
    trial_run();
}

/* In circles of a thousand calls each, for those who look again and again. */
enum { PATIENCE = 30 };

/* The keeper is stopped in the middle of its second reading. */
TRIAL(takes_its_time, "a reader that has to begin again does not give up",
      .points = 5, .engines = TRIAL_EXPLORE, .schedules = 1, .calm = true,
      .sampled = true)
{
    struct series series = {2, 1};
    size_t looks = 1;

    set(1);
    struct trial_thread *keeper = trial_spawn("keeper", set_series, &series);
    trial_stop_after(keeper, 5);
    trial_go();
    trial_until_blocked(keeper);
    struct trial_thread *reader = trial_spawn("reader", get_some, &looks);
    trial_go();
    for (int i = 0; i < PATIENCE; i++)
        trial_until_blocked(reader);
    trial_resume(keeper);
    trial_run();
}

static void *get_upwards(void *looks)
{
    long last = 1;

    for (size_t i = *(size_t *)looks; i > 0; i--) {
        long number = get();
        if (number == -1)
            continue;
        trial_expect(number >= last, "got reading %ld when %ld was set already",
                     number, last);
        last = number;
    }
    return NULL;
}

TRIAL(never_older, "a reading is not older than the last one set before",
      .points = 10)
{
    struct series series = {2, trial_size(SETS, 1)};
    size_t looks = trial_size(LOOKS, 2);

    set(1);
    trial_spawn("keeper", set_series, &series);
    trial_spawn("reader", get_upwards, &looks);
    trial_run();
    get_check(1 + (long)series.count);
}

static void *look(void *looks)
{
    place_ask();
    return get_some(looks);
}

TRIAL(readers_go_on, "while the keeper rests, a reader waits for nobody",
      .points = 5, .rounds = 50)
{
    size_t looks = trial_size(LOOKS, 1);

    station_publish(&home);
    set(1);
    trial_spawn("another reader", look, &looks);
    struct trial_thread *reader = trial_spawn("reader", look, &looks);
    trial_go();
    trial_until_blocked(reader);
    trial_expect(trial_finished(reader),
                 "a reader had to wait for another one, and nothing was set");
    trial_run();
}
