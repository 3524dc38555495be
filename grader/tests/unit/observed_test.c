/* What a probe said, made safe (judge/find/observed.h). */
#include <criterion/criterion.h>
#include <string.h>

#include "judge/find/observed.h"

static size_t parsed(const char *text)
{
    json_t *lines = observed_parse(text);
    cr_assert(json_is_array(lines));
    size_t count = json_array_size(lines);
    json_decref(lines);
    return count;
}

Test(observed, only_objects_are_lines)
{
    cr_expect_eq(parsed(NULL), 0);
    cr_expect_eq(parsed(""), 0);
    cr_expect_eq(parsed("{\"t\":\"a\"}\n{\"t\":\"b\"}\n"), 2);
    cr_expect_eq(parsed("{\"t\":\"not ended\"}"), 1);
    cr_expect_eq(parsed("[1]\n1\nnull\n\"text\"\n{\"t\":\"a\"}"), 1);
    cr_expect_eq(parsed("{\"t\":\n{}{}\n{\"t\":\"a\"} x\n{}\n"), 1);
    cr_expect_eq(parsed("\n\n\n{}\n\n"), 1);
}

Test(observed, garbage_spoils_only_itself)
{
    json_t *lines =
        observed_parse("\xff\xfe garbage \x01\n{\"t\":\"\xff\xc3(\x1b[2J\"}\n");
    cr_assert_eq(json_array_size(lines), 1);
    json_t *text = json_object_get(json_array_get(lines, 0), "t");
    cr_expect_str_eq(json_string_value(text), "?\?(?[2J");
}

/* What becomes of some bytes. */
static void becomes(const char *text, size_t length, const char *expected)
{
    json_t *string = observed_text(text, length);
    cr_assert(json_is_string(string));
    cr_expect_str_eq(json_string_value(string), expected);
    json_decref(string);
}

#define BECOMES(text, expected) becomes(text, sizeof(text) - 1, expected)

Test(observed, text_that_is_fine_stays)
{
    BECOMES("", "");
    BECOMES("tab\tand\nlines\n", "tab\tand\nlines\n");
    BECOMES("\xc3\xa4 \xe2\x82\xac \xf0\x9f\x94\x92",
            "\xc3\xa4 \xe2\x82\xac \xf0\x9f\x94\x92");
    BECOMES("\xee\x80\x80\xf4\x8f\xbf\xbf", "\xee\x80\x80\xf4\x8f\xbf\xbf");
}

Test(observed, control_characters)
{
    BECOMES("a\0b", "a?b");
    BECOMES("\x1b[31mred\x1b[0m", "?[31mred?[0m");
    BECOMES("\r\b\a\x7f", "????");
    /* U+009B begins an escape sequence as well as ESC [ does. */
    BECOMES("\xc2\x9b"
            "2J \xc2\xa0.",
            "?\?2J \xc2\xa0.");
}

Test(observed, bytes_that_are_no_utf8)
{
    BECOMES("\x80", "?");
    BECOMES("\xff\xfe", "??");
    BECOMES("\xc0\xaf", "??");           /* overlong "/" */
    BECOMES("\xe0\x80\xaf", "???");      /* overlong */
    BECOMES("\xf0\x80\x80\xaf", "????"); /* overlong */
    BECOMES("\xed\xa0\x80", "???");      /* half a surrogate pair */
    BECOMES("\xf4\x90\x80\x80", "????"); /* above U+10FFFF */
    BECOMES("\xf5\x80\x80\x80", "????"); /* above it, too */
    BECOMES("cut \xe2\x82", "cut ??");   /* ends too early */
    BECOMES("\xe2\x28\xa1", "?(?");      /* broken in the middle */
}

Test(observed, nothing_at_all)
{
    becomes(NULL, 0, "");
}
