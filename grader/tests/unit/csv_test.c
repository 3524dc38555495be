/* Comma-separated values: read with mercy, written as RFC 4180 has them. */
#include "batch/base/csv.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* What a writer writes of a text; owned by the caller. */
static char *written(void (*write)(FILE *, const char *, char),
                     const char *text, char separator)
{
    char *result = NULL;
    size_t size;
    FILE *file = open_memstream(&result, &size);
    write(file, text, separator);
    fclose(file);
    return result;
}

Test(csv, reads_every_line_end_mark_and_separator)
{
    static const char *const texts[] = {
        "a,b\n1,2\n",           "a,b\r\n1,2", "a,b\r1,2\r",
        "\uFEFFa,b\n\n\n1,2\n", "a;b\n1;2\n", "a\tb\n1\t2\n",
        "\"a\",\"b\"\n\"1\",2"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct csv csv;
        cr_assert_eq(csv_parse(texts[i], &csv), 0);
        cr_expect_eq(csv.count, 2, "%s", texts[i]);
        cr_expect_str_eq(csv_cell(&csv, 0, 0), "a", "%s", texts[i]);
        cr_expect_str_eq(csv_cell(&csv, 0, 1), "b", "%s", texts[i]);
        cr_expect_str_eq(csv_cell(&csv, 1, 0), "1", "%s", texts[i]);
        cr_expect_str_eq(csv_cell(&csv, 1, 1), "2", "%s", texts[i]);
        cr_expect_str_eq(csv_cell(&csv, 1, 2), "");
        cr_expect_str_eq(csv_cell(&csv, 9, 0), "");
        csv_free(&csv);
    }
}

Test(csv, reads_what_stands_in_quotes)
{
    struct csv csv;
    cr_assert_eq(
        csv_parse("\"a, \"\"b\"\"\",\"two\nlines\",\"\",x\"y\n,\n", &csv), 0);
    cr_expect_eq(csv.count, 2);
    cr_expect_str_eq(csv_cell(&csv, 0, 0), "a, \"b\"");
    cr_expect_str_eq(csv_cell(&csv, 0, 1), "two\nlines");
    cr_expect_str_eq(csv_cell(&csv, 0, 2), "");
    cr_expect_str_eq(csv_cell(&csv, 0, 3), "x\"y");
    cr_expect_eq(csv.rows[1].count, 2);
    csv_free(&csv);
}

Test(csv, knows_where_cells_stand)
{
    static const char text[] = "\uFEFFa,\"b\"\r\n,c";
    static const char *const parts[] = {"a", "\"b\"", "", "c"};
    struct csv csv;
    cr_assert_eq(csv_parse(text, &csv), 0);
    for (size_t i = 0; i < 4; i++) {
        struct csv_place place = csv.rows[i / 2].places[i % 2];
        cr_expect_eq(place.end - place.start, strlen(parts[i]));
        cr_expect_eq(strncmp(text + place.start, parts[i], strlen(parts[i])),
                     0);
    }
    csv_free(&csv);
}

Test(csv, commas_within_quotes_do_not_make_them_the_separator)
{
    struct csv csv;
    cr_assert_eq(csv_parse("\"Lee, Ann, B\";x\n1;2\n", &csv), 0);
    cr_expect_str_eq(csv_cell(&csv, 0, 0), "Lee, Ann, B");
    cr_expect_str_eq(csv_cell(&csv, 1, 1), "2");
    csv_free(&csv);
}

Test(csv, says_what_is_wrong)
{
    struct csv csv;
    cr_expect_eq(csv_parse("a,\"b\n", &csv), EINVAL);
    cr_expect_eq(csv.count, 0);
    cr_expect_eq(csv_read("build/no such file", &csv), ENOENT);
    cr_assert_eq(csv_parse("", &csv), 0);
    cr_expect_eq(csv.count, 0);
    cr_expect_eq(csv_column(&csv, "a"), -1);
    csv_free(&csv);
}

Test(csv, finds_columns)
{
    struct csv csv;
    cr_assert_eq(csv_parse("Name,ID\nann,1\n", &csv), 0);
    cr_expect_eq(csv_column(&csv, "id"), 1);
    cr_expect_eq(csv_column(&csv, "grade"), -1);
    csv_free(&csv);
}

Test(csv, what_is_written_is_read_again)
{
    static const char *const texts[] = {
        "plain",        "",          " spaces ", "\"quoted\", comma",
        "two\r\nlines", "tab\there", "=1+1",     "\"",
        "\"\"",         "a;b",       "'",        "\u202Eturned"};
    static const char separators[] = ",;\t";
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        for (const char *each = separators; *each; each++) {
            char *cell = written(csv_write_cell, texts[i], *each), *line;
            cr_assert_gt(asprintf(&line, "h%ch%ch\n1%c%s%c3\n", *each, *each,
                                  *each, cell, *each),
                         0);
            struct csv csv;
            cr_assert_eq(csv_parse(line, &csv), 0);
            cr_expect_str_eq(csv_cell(&csv, 1, 1), texts[i]);
            cr_expect_str_eq(csv_cell(&csv, 1, 2), "3");
            csv_free(&csv);
            free(line);
            free(cell);
        }
    }
}

Test(csv, no_spreadsheet_takes_a_strangers_text_for_a_formula)
{
    static const struct {
        const char *text, *written;
    } cases[] = {
        {"=1+1", "'=1+1"},
        {"=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"},
        {"=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""},
        {"+1-800", "'+1-800"},
        {"-2+3", "'-2+3"},
        {"@SUM(A1)", "'@SUM(A1)"},
        {"\t=1", "'\t=1"},
        {"\r=1", "\"'\r=1\""},
        {"\n=1", "\"'\n=1\""},
        {" =1", "' =1"},
        {"\xEF\xBC\x9D"
         "1",
         "'\xEF\xBC\x9D"
         "1"},
        {"\xEF\xBC\xA0"
         "A",
         "'\xEF\xBC\xA0"
         "A"},
        {"-", "'-"},
        {"-5", "-5"},
        {"+3.25", "+3.25"},
        {"12", "12"},
        {"Ann Lee", "Ann Lee"},
        {"O'Neil", "O'Neil"},
        {"a=b", "a=b"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *text = written(csv_write_safe, cases[i].text, ',');
        cr_expect_str_eq(text, cases[i].written, "%s", text);
        free(text);
    }
}
