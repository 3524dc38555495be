/*
 * The probe's lines of JSON (trial/observe.h): valid whatever is put in.
 *
 * A line is written to the descriptor that Criterion may use itself, so that
 * one is kept aside while the line goes into a pipe.
 */
#include <criterion/criterion.h>
#include <jansson.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "trial/observe.h"

static struct observation line;

/* Ends the line and returns what the judge would read, parsed. */
static json_t *line_read(void)
{
    static char text[sizeof line.text + 1];
    int ends[2], kept = dup(OBSERVE_FD);
    cr_assert_eq(pipe(ends), 0);
    cr_assert_eq(dup2(ends[1], OBSERVE_FD), OBSERVE_FD);
    observe_end(&line);
    if (kept < 0)
        close(OBSERVE_FD);
    else
        dup2(kept, OBSERVE_FD);
    ssize_t length = read(ends[0], text, sizeof text - 1);
    cr_assert_gt(length, 0);
    text[length] = '\0';
    cr_assert_eq(strchr(text, '\n'), text + length - 1, "one line, ended");
    json_error_t error;
    json_t *object = json_loads(text, 0, &error);
    cr_assert(object, "%s at column %d of: %s", error.text, error.column, text);
    close(ends[0]);
    close(ends[1]);
    return object;
}

static const char *member(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    cr_assert(text, "no text '%s'", key);
    return text;
}

Test(observe, members)
{
    observe_begin(&line, "kind");
    observe_text(&line, "text", "two words");
    observe_text(&line, "nothing", NULL);
    observe_address(&line, "address", (void *)0xabc0123f);
    observe_address(&line, "null", NULL);
    observe_number(&line, "zero", 0);
    observe_number(&line, "least", LLONG_MIN);
    observe_number(&line, "most", LLONG_MAX);
    json_t *object = line_read();
    cr_expect_str_eq(member(object, "t"), "kind");
    cr_expect_str_eq(member(object, "text"), "two words");
    cr_expect(json_is_null(json_object_get(object, "nothing")));
    cr_expect_str_eq(member(object, "address"), "0xabc0123f");
    cr_expect_str_eq(member(object, "null"), "0x0");
    cr_expect_eq(json_integer_value(json_object_get(object, "zero")), 0);
    cr_expect_eq(json_integer_value(json_object_get(object, "least")),
                 LLONG_MIN);
    cr_expect_eq(json_integer_value(json_object_get(object, "most")),
                 LLONG_MAX);
    cr_expect_eq(json_object_size(object), 8);
}

Test(observe, every_character_comes_back)
{
    char text[128];
    for (int i = 0; i < 127; i++)
        text[i] = (char)(i + 1);
    text[127] = '\0';
    observe_begin(&line, "t");
    observe_text(&line, "text", text);
    observe_text(&line, "beyond", "\xc3\xa4\xe2\x82\xac");
    json_t *object = line_read();
    cr_expect_str_eq(member(object, "text"), text);
    cr_expect_str_eq(member(object, "beyond"), "\xc3\xa4\xe2\x82\xac");
}

Test(observe, nested)
{
    observe_begin(&line, "t");
    observe_open(&line, "list", '[');
    for (int i = 0; i < 2; i++) {
        observe_open(&line, NULL, '{');
        observe_number(&line, "n", i);
        observe_close(&line);
    }
    observe_close(&line);
    observe_number(&line, "after", 7);
    json_t *object = line_read();
    json_t *list = json_object_get(object, "list");
    cr_assert_eq(json_array_size(list), 2);
    json_t *n = json_object_get(json_array_get(list, 1), "n");
    cr_expect_eq(json_integer_value(n), 1);
    cr_expect_eq(json_integer_value(json_object_get(object, "after")), 7);
}

Test(observe, what_is_open_at_the_end_is_closed)
{
    observe_begin(&line, "t");
    observe_open(&line, "list", '[');
    observe_open(&line, NULL, '{');
    json_t *object = line_read();
    cr_expect_eq(json_array_size(json_object_get(object, "list")), 1);
}

Test(observe, a_close_too_many_does_no_harm)
{
    observe_begin(&line, "t");
    observe_open(&line, "list", '[');
    for (int i = 0; i < 5; i++)
        observe_close(&line);
    cr_assert_leq(line.length, sizeof line.text);
    observe_begin(&line, "t");
    line_read();
}

Test(observe, nesting_has_an_end)
{
    observe_begin(&line, "t");
    for (int i = 0; !observe_full(&line); i++) {
        cr_assert_lt(i, 100, "observe_full() must say when it is too deep");
        observe_open(&line, i ? NULL : "deep", '[');
    }
    line_read();
}

/* Fills the line up to `room` bytes before its end. */
static void line_fill(size_t room)
{
    static char filling[sizeof line.text];
    observe_begin(&line, "t");
    size_t length = sizeof line.text - room - line.length - 6;
    memset(filling, 'x', length);
    filling[length] = '\0';
    observe_text(&line, "f", filling);
}

/* At every distance from the end each kind of member fits or is left out. */
Test(observe, valid_at_every_distance_from_the_end)
{
    for (size_t room = 0; room < 100; room++) {
        line_fill(room);
        observe_text(&line, "text", "\x01\"\\long enough");
        line_read();
        line_fill(room);
        observe_number(&line, "n", LLONG_MIN);
        observe_text(&line, "null", NULL);
        line_read();
        line_fill(room);
        observe_open(&line, "list", '[');
        observe_number(&line, NULL, 1);
        observe_number(&line, NULL, 2);
        line_read();
    }
}

Test(observe, a_flood_of_text)
{
    static char flood[3 * sizeof line.text];
    memset(flood, '\x02', sizeof flood - 1);
    observe_begin(&line, "t");
    observe_text(&line, "flood", flood);
    observe_text(&line, "more", flood);
    json_t *object = line_read();
    size_t kept = strlen(member(object, "flood"));
    cr_expect_gt(kept, sizeof line.text / 6 - 100, "only %zu kept", kept);
    cr_expect_not(json_object_get(object, "more"));
}

Test(observe, a_flood_of_elements)
{
    unsigned elements = 0;
    observe_begin(&line, "t");
    observe_open(&line, "list", '[');
    for (; !observe_full(&line); elements++) {
        cr_assert_lt(elements, sizeof line.text);
        observe_open(&line, NULL, '{');
        observe_number(&line, "n", elements);
        observe_open(&line, "of", '[');
        observe_close(&line);
        observe_close(&line);
    }
    json_t *object = line_read();
    json_t *list = json_object_get(object, "list");
    cr_expect_eq(json_array_size(list), elements);
    cr_expect_gt(elements, 1000u);
}
