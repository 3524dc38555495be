/* Text of strangers is shown, never obeyed. */
#include "base/escape.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static char *written(void (*write)(FILE *, const char *), const char *text)
{
    char *result = NULL;
    size_t size;
    FILE *file = open_memstream(&result, &size);
    write(file, text);
    fclose(file);
    return result;
}

static void expect(void (*write)(FILE *, const char *), const char *text,
                   const char *expected)
{
    char *result = written(write, text);
    cr_expect_str_eq(result, expected);
    free(result);
}

Test(escape, markup_becomes_text)
{
    expect(escape_html, "<a href=\"x\" id='y'>&amp;</a>]]>",
           "&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;]]"
           "&gt;");
    expect(escape_html, NULL, "");
}

Test(escape, terminal_codes_are_shown)
{
    static const struct {
        const char *text, *shown;
    } cases[] = {
        {"\033[31mred", "\u241b[31mred"},
        {"\033]0;title\007", "\u241b]0;title\u2407"},
        {"a\rb\bc", "a\u240db\u2408c"},
        {"\x7F", "\u2421"},
        {"\xC2\x9B"
         "31m",
         "\uFFFD31m"},
        {"line\n\ttab", "line\n\ttab"},
        {"\u202eevil\u202c \u2066x\u2069", "\uFFFDevil\uFFFD \uFFFDx\uFFFD"},
        {"\U0001F600 \u00e9", "\U0001F600 \u00e9"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        expect(escape_plain, cases[i].text, cases[i].shown);
        expect(escape_html, cases[i].text, cases[i].shown);
        char *text = escape_text(cases[i].text);
        cr_expect_str_eq(text, cases[i].shown);
        free(text);
    }
}

Test(escape, what_is_no_utf8_becomes_a_mark_a_byte)
{
    static const struct {
        const char *text, *shown;
    } cases[] = {
        {"\xFF", "\uFFFD"},
        {"a\x80z", "a\uFFFDz"},
        {"\xC3", "\uFFFD"},
        {"\xC3(", "\uFFFD("},
        {"\xE2\x82", "\uFFFD\uFFFD"},
        {"\xC0\xBC", "\uFFFD\uFFFD"},           /* < in two bytes */
        {"\xE0\x80\xBC", "\uFFFD\uFFFD\uFFFD"}, /* and in three */
        {"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"}, /* a surrogate */
        {"\xEF\xBF\xBE", "\uFFFD"},             /* U+FFFE: no character */
        {"\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD"}, /* beyond Unicode */
        {"\xF8\x88\x80\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        expect(escape_plain, cases[i].text, cases[i].shown);
}

Test(escape, every_byte_twice_gives_valid_harmless_text)
{
    for (int a = 1; a < 256; a++) {
        for (int b = 1; b < 256; b++) {
            char text[] = {(char)a, (char)b, 'x', '\0'};
            char *once = escape_text(text);
            char *twice = escape_text(once);
            cr_assert_str_eq(once, twice, "%02x %02x", a, b);
            cr_assert_not_null(strchr(once, 'x'), "%02x %02x", a, b);
            free(twice);
            free(once);
        }
    }
}

Test(escape, markdown_shows_punctuation)
{
    expect(escape_markdown, "*a* _b_ [c](d) <e> `f` # 1. \\",
           "\\*a\\* \\_b\\_ \\[c\\]\\(d\\) \\<e\\> \\`f\\` \\# 1\\. \\\\");
    expect(escape_markdown, "a\n# b\t|c|", "a \\# b \\|c\\|");
    expect(escape_markdown, "https://x.y @z", "https\\://x\\.y \\@z");
}

Test(escape, a_block_can_not_be_closed_from_within)
{
    expect(escape_markdown_block, "x\n", "```text\nx\n```\n");
    expect(escape_markdown_block, "```\n<b>\n````",
           "`````text\n```\n<b>\n"
           "````\n`````\n");
    expect(escape_markdown_block, "", "```text\n```\n");
    expect(escape_markdown_block, NULL, "```text\n```\n");
    expect(escape_markdown_block, "`", "```text\n`\n```\n");
}
