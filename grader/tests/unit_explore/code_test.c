/* Schedule ids (explore/search/code.h): there and back, and nothing else. */
#include <ctype.h>
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "explore/ground/random.h"
#include "explore/search/code.h"

enum { ROOM = 1 << 14 };

static struct decision given[ROOM], got[ROOM];
static char text[CODE_MAX], other[CODE_MAX + 8];
static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static struct limits limits_draw(struct random *random)
{
    unsigned bits = (unsigned)random_below(random, 64);
    return (struct limits){.memory_points = bits & 1,
                           .until_due = bits & 2,
                           .interrupts = bits & 4 ? INTERRUPTS_MAX : 0,
                           .failures = bits >> 3 & 1,
                           .patience = bits & 16 ? PATIENCE : 0,
                           .outside = bits & 32 ? 15 : 0};
}

/* Mostly defaults, as schedules are, and now and then anything.
 * @return How many, up to the last that is no default: the rest is implied. */
static unsigned long list_draw(struct random *random, unsigned long count)
{
    unsigned long last = 0;
    for (unsigned long i = 0; i < count; i++) {
        uint64_t kind = random_below(random, 20);
        given[i].taken = (uint16_t)(kind < 15   ? 0
                                    : kind < 19 ? random_below(random, 5)
                                                : random_next(random));
        given[i].count = (uint16_t)(given[i].taken + 1u);
        if (given[i].taken > 0)
            last = i + 1;
    }
    return last;
}

static void same_as_given(unsigned long count, const struct limits *limits)
{
    struct limits read = {.steps = 7, .spurious = 3};
    long length = code_read(text, got, ROOM, &read);
    cr_assert_eq(length, (long)count, "%ld, not %lu: %s", length, count, text);
    for (unsigned long i = 0; i < count; i++)
        cr_assert(got[i].taken == given[i].taken && got[i].count == 0);
    cr_expect_eq(read.memory_points, limits->memory_points);
    cr_expect_eq(read.until_due, limits->until_due);
    cr_expect_eq(read.interrupts, limits->interrupts);
    cr_expect_eq(read.failures, limits->failures);
    cr_expect_eq(read.patience, limits->patience);
    cr_expect_eq(read.outside, limits->outside);
    cr_expect(read.steps == 7 && read.spurious == 3, "no others");
}

Test(code, there_and_back)
{
    struct random random = random_seed(1);
    for (unsigned n = 0; n < 3000; n++) {
        struct limits limits = limits_draw(&random);
        unsigned long count = random_below(&random, n < 2000 ? 40 : 1000);
        unsigned long last = list_draw(&random, count);
        code_write(text, given, count, &limits);
        cr_assert_lt(strlen(text), (size_t)CODE_MAX);
        cr_assert_eq(strspn(text, digits), strlen(text), "%s", text);
        same_as_given(last, &limits);
    }
}

Test(code, a_default_schedule_is_short)
{
    const struct limits limits = {.interrupts = INTERRUPTS_MAX};
    memset(given, 0, sizeof given);
    code_write(text, given, ROOM, &limits);
    cr_expect_eq(strlen(text), 5);
    same_as_given(0, &limits);
}

Test(code, a_person_may_write_it_otherwise)
{
    struct random random = random_seed(2);
    for (unsigned n = 0; n < 300; n++) {
        struct limits limits = limits_draw(&random);
        unsigned long last = list_draw(&random, 30);
        code_write(other, given, 30, &limits);
        char *to = text;
        for (const char *from = other; *from; from++) {
            char c = *from == '0' && n % 2 ? 'O' : *from;
            c = (char)(c == '1' ? "1Il"[n % 3] : c);
            *to++ = (char)(n % 5 ? tolower((unsigned char)c) : c);
            if (n % 7 == 0)
                *to++ = '-';
        }
        *to = '\0';
        same_as_given(last, &limits);
    }
}

static void refused(const char *id, const char *what)
{
    struct limits limits;
    cr_expect_eq(code_read(id, got, ROOM, &limits), -1, "%s: %s of %s", what,
                 id, text);
}

Test(code, one_letter_too_many_too_few_or_wrong_is_refused)
{
    struct random random = random_seed(3);
    for (unsigned n = 0; n < 200; n++) {
        struct limits limits = limits_draw(&random);
        list_draw(&random, 40);
        code_write(text, given, n % 40, &limits);
        size_t length = strlen(text);
        for (size_t at = 0; at < length; at++) {
            strcpy(other, text);
            for (const char *digit = digits; *digit; digit++) {
                other[at] = *digit;
                if (*digit != text[at])
                    refused(other, "a wrong letter");
            }
            other[at] = "U!*_\x80"[at % 5];
            refused(other, "no letter of ids");
            snprintf(other, sizeof other, "%.*s", (int)at, text);
            refused(other, "cut off");
        }
        for (const char *digit = digits; *digit; digit++) {
            snprintf(other, sizeof other, "%s%c", text, *digit);
            refused(other, "a letter too many");
        }
    }
}

Test(code, what_has_no_room_is_refused)
{
    const struct limits usual = {.interrupts = INTERRUPTS_MAX};
    struct limits limits;
    given[9].taken = 1;
    code_write(text, given, 10, &usual);
    cr_expect_eq(code_read(text, got, 10, &limits), 10);
    cr_expect_eq(code_read(text, got, 9, &limits), -1);
    cr_expect_eq(code_read(text, got, 0, &limits), -1);
}

Test(code, no_id_at_all_is_refused)
{
    static char endless[3 * CODE_MAX];
    refused("", "nothing");
    refused("-----", "nothing");
    refused("deadlock", "a word");
    memset(endless, '7', sizeof endless - 1);
    refused(endless, "endless");
}

/* Their checksums are right. */
Test(code, an_id_that_makes_no_sense_is_refused)
{
    struct limits limits;
    cr_expect_eq(code_read("040FZZR38YH0", got, ROOM, &limits), 1,
                 "one that does");
    cr_expect_eq(got[0].taken, UINT16_MAX);
    refused("04081004VCDG", "a move too high");
    refused("080074MZ", "another version");
    refused("0F8S6", "another version");
    refused("042QX6R", "defaults and no move");
    refused("04086PJ7", "half a number");
    refused("G5G5J", "half a number");
    refused("040FZZZZZZZZZZZZZZZG37BD", "a number without end");
    refused("07ZZZZZZZZZZZZZZ040MEG0", "more defaults than there is room for");
}

/* Whatever gets an id can be read by it; what is too long gets none. */
Test(code, an_id_fits_or_there_is_none)
{
    const struct limits limits = {.interrupts = INTERRUPTS_MAX};
    unsigned long count = 0, longest = 0;
    for (bool fits = true; fits && count + 1 < ROOM; count++) {
        given[count] = (struct decision){1, 2};
        code_write(text, given, count + 1, &limits);
        fits = *text;
        if (!fits || (count < 1200 && count % 100 > 0))
            continue;
        longest = strlen(text);
        cr_assert_lt(longest, (size_t)CODE_MAX);
        same_as_given(count + 1, &limits);
    }
    cr_expect_lt(count + 1, ROOM, "at last it must not fit");
    cr_expect_gt(longest, CODE_MAX * 9 / 10);
    for (unsigned more = 0; more < 20; more++, count++) {
        given[count] = (struct decision){1, 2};
        code_write(text, given, count + 1, &limits);
        cr_expect_str_empty(text);
    }
}
