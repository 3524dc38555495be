/* A student's bytes as text (batch/intake/source_file.h). */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "batch/intake/source_file.h"

static void expect(const char *data, size_t size, const char *text,
                   unsigned marks)
{
    struct source source;
    cr_assert_eq(source_make(data, size, &source), 0);
    cr_expect_eq(source.marks, marks, "marks %x, not %x", source.marks, marks);
    cr_assert(source.text);
    cr_expect_eq(source.size, strlen(text));
    cr_expect_str_eq(source.text, text);
    source_free(&source);
    cr_expect_null(source.text);
}

#define EXPECT(data, text, marks) expect(data, sizeof(data) - 1, text, marks)

Test(source, plain_text_stays_as_it_is)
{
    EXPECT("int x;\n", "int x;\n", 0);
    EXPECT("int x;", "int x;", 0);
    EXPECT("/* é */\n", "/* é */\n", 0);
}

Test(source, line_ends_keep_the_number_of_lines)
{
    EXPECT("a\r\nb\r\n", "a\nb\n", SOURCE_CRLF);
    EXPECT("a\rb\r", "a\nb\n", SOURCE_CR);
    EXPECT("a\n\r\nb\rc\n", "a\n\nb\nc\n", SOURCE_CRLF | SOURCE_CR);
    EXPECT("a\\\r\nb", "a\\\nb", SOURCE_CRLF);
}

Test(source, byte_order_marks_go)
{
    EXPECT("\xEF\xBB\xBFint x;", "int x;", SOURCE_BOM);
    EXPECT("\xFF\xFEi\0n\0t\0", "int", SOURCE_UTF16);
    EXPECT("\xFE\xFF\0i\0n\0t", "int", SOURCE_UTF16);
    EXPECT("\xFF\xFE\0\0i\0\0\0", "i", SOURCE_UTF16);
    EXPECT("\0\0\xFE\xFF\0\0\0i", "i", SOURCE_UTF16);
    EXPECT("\xFF\xFEi\0\r\0\n\0", "i\n", SOURCE_UTF16 | SOURCE_CRLF);
}

Test(source, other_charsets_become_utf8)
{
    EXPECT("/* Ren\xE9 */", "/* René */", SOURCE_LATIN1);
    EXPECT("/* \x80 */", "/* € */", SOURCE_LATIN1);
    EXPECT("\xEF\xBB\xBF/* \xE9 */", "/* é */", SOURCE_BOM | SOURCE_LATIN1);
}

Test(source, what_cannot_be_converted_does_no_harm)
{
    struct source source;
    static const char *const odd[] = {"\xFF\xFE"
                                      "a",
                                      "\xFF\xFE\x00\xD8",
                                      "a\x81\x8D\x8F\x90\x9Dz"};
    static const size_t sizes[] = {3, 4, 7};
    for (size_t i = 0; i < 3; i++) {
        cr_assert_eq(source_make(odd[i], sizes[i], &source), 0);
        source_free(&source);
    }
}

Test(source, nothing_is_nothing)
{
    static const char *const empty[] = {"", " \t\r\n", "\xEF\xBB\xBF"};
    struct source source;
    for (size_t i = 0; i < 3; i++) {
        cr_assert_eq(source_make(empty[i], strlen(empty[i]), &source), 0);
        cr_expect(source.marks & SOURCE_EMPTY);
        cr_expect_null(source.text);
    }
    cr_assert_eq(source_make("\xFF\xFE", 2, &source), 0);
    cr_expect(source.marks & SOURCE_EMPTY);
}

Test(source, null_bytes_stay_and_are_told)
{
    struct source source;
    cr_assert_eq(source_make("a\0b", 3, &source), 0);
    cr_expect_eq(source.marks, SOURCE_NULL);
    cr_expect_eq(source.size, 3);
    cr_expect_arr_eq(source.text, "a\0b", 3);
    source_free(&source);
}
