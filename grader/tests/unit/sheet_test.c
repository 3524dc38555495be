/* Sheets of other systems, filled in where they stand. */
#include "batch/out/sheet.h"

#include <criterion/criterion.h>
#include <criterion/redirect.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/store.h"
#include "base/text.h"
#include "batch/out/exports.h"
#include "tests/unit/book.h"

static struct book book;
static char *path;

static void begin(void)
{
    book_open(&book);
    path = text_print("%s/in.csv", book.out);
}

static void end(void)
{
    free(path);
    book_close(&book);
}

TestSuite(sheet, .init = begin, .fini = end);

static int sheet_of(const char *text, struct sheet *sheet)
{
    cr_assert_eq(store_write(path, text, strlen(text)), 0);
    return sheet_read(path, sheet);
}

/* The text that a sheet is written as; owned by the caller. */
static char *written(const struct sheet *sheet)
{
    char *text = NULL;
    size_t size;
    FILE *file = open_memstream(&text, &size);
    sheet_write(file, sheet);
    fclose(file);
    return text;
}

Test(sheet, what_is_not_set_is_byte_for_byte_the_same)
{
    static const char *const texts[] = {
        "a,b\n1,2\n",
        "a,b\r\n1,2\r\n",
        "a;b\r1;2",
        "\xEF\xBB\xBF\"a\"\t\"b\"\n\n\n\"1\"\t2\n",
        "\"a, b\",\"c \"\"d\"\"\",\"two\r\nlines\"\r\n,,\r\n 1 ,\"\",x\"y\r\n",
        "sep=;\na;b\n",
        "latin \xE4\xF6,\xFF\n",
        "",
        "\n",
        "one",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct sheet sheet;
        cr_assert_eq(sheet_of(texts[i], &sheet), 0, "%s", texts[i]);
        char *text = written(&sheet);
        cr_expect_str_eq(text, texts[i]);
        free(text);
        sheet_free(&sheet);
    }
}

Test(sheet, cells_say_what_they_say)
{
    struct sheet sheet;
    cr_assert_eq(
        sheet_of("\xEF\xBB\xBF\"a;\"\"b\"\"\";c\r\n\r\n\"x\ny\"; z \n", &sheet),
        0);
    cr_expect_eq(sheet.csv.separator, ';');
    cr_expect_eq(sheet.csv.count, 2);
    cr_expect_str_eq(sheet_cell(&sheet, 0, 0), "a;\"b\"");
    cr_expect_str_eq(sheet_cell(&sheet, 1, 0), "x\ny");
    cr_expect_str_eq(sheet_cell(&sheet, 1, 1), " z ");
    cr_expect_str_eq(sheet_cell(&sheet, 1, 2), "");
    cr_expect_str_eq(sheet_cell(&sheet, 2, 0), "");
    sheet_free(&sheet);
}

Test(sheet, set_cells_keep_their_neighbours)
{
    struct sheet sheet;
    cr_assert_eq(sheet_of("h,i,j\r\n\"1\",2,\"3\"\r\n4,,6\r\n7\r\n8", &sheet),
                 0);
    cr_assert_eq(sheet_set(&sheet, 1, 0, "a"), 0);
    cr_assert_eq(sheet_set(&sheet, 1, 2, "b \"c\""), 0);
    cr_assert_eq(sheet_set(&sheet, 2, 1, "1,5"), 0);
    cr_assert_eq(sheet_set(&sheet, 3, 2, "last"), 0);
    cr_assert_eq(sheet_set(&sheet, 4, 1, "x"), 0);
    cr_assert_eq(sheet_set(&sheet, 4, 1, "y"), 0);
    cr_expect_eq(sheet_set(&sheet, 5, 0, "no row"), EINVAL);
    char *text = written(&sheet);
    cr_expect_str_eq(text, "h,i,j\r\n\"a\",2,\"b \"\"c\"\"\"\r\n4,\"1,5\",6\r\n"
                           "7,,last\r\n8,y");
    free(text);
    sheet_free(&sheet);
}

Test(sheet, what_is_no_csv_is_refused)
{
    struct sheet sheet;
    cr_expect_eq(sheet_of("a,\"b\nc", &sheet), EINVAL);
    cr_expect_eq(sheet_of("PK\3\4 a spreadsheet", &sheet), EINVAL);
    cr_assert_eq(store_write(path,
                             "\xFF\xFE"
                             "a\0,\0",
                             6),
                 0);
    cr_expect_eq(sheet_read(path, &sheet), EINVAL);
    cr_expect_eq(sheet_read("build/test", &sheet), EISDIR);
    cr_expect_eq(sheet_read("build/no such file", &sheet), ENOENT);
}

Test(sheet, numbers_have_a_point_or_a_comma)
{
    cr_expect_eq(sheet_number("20.5"), 20.5);
    cr_expect_eq(sheet_number(" 20,5 "), 20.5);
    cr_expect_eq(sheet_number("100"), 100);
    cr_expect(isnan(sheet_number("")));
    cr_expect(isnan(sheet_number("-")));
    cr_expect(isnan(sheet_number("EX")));
    cr_expect(isnan(sheet_number("1.2.3")));
    cr_expect(isnan(sheet_number("1 of 2")));
}

/* A class of which Canvas and Moodle know more or less. */
static void class_make(const char *policy)
{
    static const struct {
        const char *id, *name, *key, *value;
        char work;
    } students[] = {
        {"ann", "Ann Lee", "canvas", "4711", 'a'},
        {"bob", "whoever", "sis", "S2", 'b'},
        {"cy", "whoever", "email", "cy@example.org", 'c'},
        {"dee", "D\u00e9 de la Cruz", NULL, NULL, 'a'},
        {"eve", "Sam Twin", NULL, NULL, 'a'},
        {"fay", "Sam Twin", NULL, NULL, 'b'},
        {"gus", "Gus Gone", NULL, NULL, 'a'},
        {"hal", "Hal Seven", "moodle", "7", 'b'},
        {"ida", "Ida Name", "canvas", "9", 'a'},
    };
    json_t *intake = book_intake();
    book_record(&book, "01_lock", 'a', "pass", 10, 10);
    book_record(&book, "01_lock", 'b', "fail", 1, 3);
    book_record(&book, "01_lock", 'c', "invalid", 0, 10);
    for (size_t i = 0; i < sizeof students / sizeof students[0]; i++) {
        json_t *student =
            book_student(intake, students[i].id, students[i].name);
        if (students[i].key)
            json_object_set_new(json_object_get(student, "ids"),
                                students[i].key,
                                json_string(students[i].value));
        book_submit(student, "01_lock", students[i].work, students[i].work);
    }
    book_run(&book, intake, policy);
    json_decref(intake);
}

static void expect_canvas(const char *before, const char *after)
{
    cr_assert_eq(store_write(path, before, strlen(before)), 0);
    cr_assert_eq(export_canvas(book.db, book.out, path), 0, "%s", before);
    char *text = book_file(&book, "canvas.csv");
    cr_expect_str_eq(text, after);
    free(text);
}

#define CANVAS_HEAD "Student,ID,SIS User ID,SIS Login ID,Section,"

Test(sheet, canvas_gets_scores_by_identifier_and_by_name)
{
    class_make("01_lock");
    expect_canvas(
        "\xEF\xBB\xBF" CANVAS_HEAD "Lab 1 (12),Essay (13),Current Points\r\n"
        ",,,,,Manual Posting,,\r\n"
        "    Points Possible,,,,,20.00,10,(read only)\r\n"
        "\"Lee, Ann\",4711,,,A,,3,5\r\n"
        "\"X, Bob\",2,S2,bob@x,A,\"0.00\",,\r\n"
        "\"Y, Cy\",3,,CY@example.org,A,4,,\r\n"
        "\"DE LA CRUZ, D\u00c9\",4,,,A,,,\r\n"
        "\"Twin, Sam\",5,,,A,,,\r\n"
        "\"Gone, Gus\",6,,,A,EX,,\r\n"
        "\"Name, Ida\",10,,,A,1,,\r\n"
        "\"Student, Test\",99,,,A,,,\r\n",
        "\xEF\xBB\xBF" CANVAS_HEAD "Lab 1 (12),Essay (13),Current Points\r\n"
        ",,,,,Manual Posting,,\r\n"
        "    Points Possible,,,,,20.00,10,(read only)\r\n"
        "\"Lee, Ann\",4711,,,A,20,3,5\r\n"
        "\"X, Bob\",2,S2,bob@x,A,\"6.67\",,\r\n"
        "\"Y, Cy\",3,,CY@example.org,A,4,,\r\n"
        "\"DE LA CRUZ, D\u00c9\",4,,,A,20,,\r\n"
        "\"Twin, Sam\",5,,,A,,,\r\n"
        "\"Gone, Gus\",6,,,A,EX,,\r\n"
        "\"Name, Ida\",10,,,A,1,,\r\n"
        "\"Student, Test\",99,,,A,,,\r\n");
}

Test(sheet, canvas_fills_the_column_that_the_policy_names)
{
    class_make("01_lock\ncanvas 01_lock \"Quiz, 9 (77)\"\ncanvas total All\n");
    expect_canvas(CANVAS_HEAD "Lab 1 (12),\"Quiz, 9 (77)\",All (5)\n"
                              "    Points Possible,,,,,20,5,1000\n"
                              "\"Lee, Ann\",4711,,,A,,,\n",
                  CANVAS_HEAD "Lab 1 (12),\"Quiz, 9 (77)\",All (5)\n"
                              "    Points Possible,,,,,20,5,1000\n"
                              "\"Lee, Ann\",4711,,,A,,5,1000\n");
}

Test(sheet, canvas_knows_a_column_by_name_before_number)
{
    static const char *const headings[] = {
        "Lesson 1: A lock for a shared counter (5)",
        "01_lock",
        "Lock (123)",
        "a lock for a shared counter",
        "01-lock (9)",
        "LAB 01 - counting (9)",
        "Exercise 1 (9)"};
    class_make("01_lock");
    for (size_t i = 0; i < sizeof headings / sizeof headings[0]; i++) {
        char *before = text_print(
            "%sLab 11 (3),Lab 2 (4),%s,Quiz 1 (8)\n    Points Possible,,,,,1,1,"
            "10,1\n\"Lee, Ann\",4711,,,A,,,,\n",
            CANVAS_HEAD, headings[i]);
        char *after = text_print(
            "%sLab 11 (3),Lab 2 (4),%s,Quiz 1 (8)\n    Points Possible,,,,,1,1,"
            "10,1\n\"Lee, Ann\",4711,,,A,,,10,\n",
            CANVAS_HEAD, headings[i]);
        expect_canvas(before, after);
        free(before);
        free(after);
    }
}

Test(sheet, canvas_is_not_guessed_at)
{
    static const char *const wrong[] = {
        /* two that fit */
        CANVAS_HEAD "Lab 1 (1),Exercise 1 (2)\n    Points Possible,,,,,1,1\n",
        /* none that fits */
        CANVAS_HEAD "Quiz 1 (1)\n    Points Possible,,,,,1\n",
        /* read only, or without points */
        CANVAS_HEAD "Lab 1 (1)\n    Points Possible,,,,,(read only)\n",
        CANVAS_HEAD "Lab 1 (1)\n    Points Possible,,,,,0\n",
        /* no sheet of Canvas's */
        CANVAS_HEAD "Lab 1 (1)\nAnn,1,,,,2\n",
        "Identifier,Grade\nParticipant 1,\n",
        "",
    };
    class_make("01_lock");
    char *out = text_print("%s/canvas.csv", book.out);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        cr_assert_eq(store_write(path, wrong[i], strlen(wrong[i])), 0);
        cr_expect_eq(export_canvas(book.db, book.out, path), EINVAL, "%s",
                     wrong[i]);
        cr_expect_not(store_has(out), "%s", wrong[i]);
    }
    free(out);
}

static void expect_moodle(const char *before, const char *lesson,
                          const char *after)
{
    cr_assert_eq(store_write(path, before, strlen(before)), 0);
    cr_assert_eq(export_moodle(book.db, book.out, path, lesson), 0, "%s",
                 before);
    char *text = book_file(&book, "moodle.csv");
    cr_expect_str_eq(text, after);
    free(text);
}

Test(sheet, moodle_gets_scores_by_participant_email_and_name)
{
    class_make("01_lock");
#define HEAD                                                                   \
    "Identifier,\"Full name\",\"Email address\",Status,Grade,\"Maximum "       \
    "Grade\",\"Grade can be changed\",\"Last modified (submission)\",\"Last "  \
    "modified (grade)\",\"Feedback comments\"\n"
    expect_moodle(
        HEAD "\"Participant 7\",Someone,x@y,\"Submitted\",,10.00,Yes,-,-,\n"
             "\"Participant 8\",Ann Lee,a@b,\"Submitted\",\"5.00\",10.00,Yes,-,"
             "\"Monday, 1\",hm\n"
             "\"Participant 9\",Nobody,n@n,\"No submission\",,10.00,Yes,-,-,\n"
             "\"Participant 10\",C,cy@example.org,\"Sub\",3,10.00,Yes,-,-,\n",
        NULL,
        HEAD "\"Participant 7\",Someone,x@y,\"Submitted\",3.33,10.00,Yes,-,-,\n"
             "\"Participant 8\",Ann Lee,a@b,\"Submitted\",\"10\",10.00,Yes,-,"
             "\"Monday, 1\",hm\n"
             "\"Participant 9\",Nobody,n@n,\"No submission\",,10.00,Yes,-,-,\n"
             "\"Participant 10\",C,cy@example.org,\"Sub\",3,10.00,Yes,-,-,\n");
}

Test(sheet, an_older_number_of_who_has_no_score_is_told)
{
    static const char row[] =
        HEAD "\"Participant 10\",C,cy@example.org,Sub,3,10.00,Yes,-,-,\n";
    char *errors = text_print("%s/stderr.txt", book.out);
    class_make("01_lock");
    cr_assert_not_null(freopen(errors, "w", stderr));
    expect_moodle(row, "01_lock", row);
    fflush(stderr);
    char *told = book_file(&book, "stderr.txt");
    cr_expect_not_null(strstr(told, "moodle.csv: cy has no score for 01_lock, "
                                    "and keeps 3 there"),
                       "%s", told);
    free(told);
    free(errors);
}

Test(sheet, moodle_speaks_other_languages)
{
    class_make("01_lock");
    expect_moodle("ID,Vollständiger Name,Status,Bewertung,Bestwertung,x\r\n"
                  "Teilnehmer/in7,Hal,da,,\"50,00\",Ja\r\n",
                  "01_lock",
                  "ID,Vollständiger Name,Status,Bewertung,Bestwertung,x\r\n"
                  "Teilnehmer/in7,Hal,da,\"16,67\",\"50,00\",Ja\r\n");
    expect_moodle("ID;Name;Status;Bewertung;Ja\n"
                  "Teilnehmer/in7;Hal;da;;Ja\n",
                  "01_lock",
                  "ID;Name;Status;Bewertung;Ja\n"
                  "Teilnehmer/in7;Hal;da;33,33;Ja\n");
    expect_moodle("?,??,???,????,?????\n"
                  "X 7,Hal,da,-,50\nX 8,Nobody,da,1,50\n",
                  "01_lock",
                  "?,??,???,????,?????\n"
                  "X 7,Hal,da,16.67,50\nX 8,Nobody,da,1,50\n");
}

Test(sheet, moodle_is_not_guessed_at)
{
    static const char *const wrong[] = {
        "",
        "Identifier,Full name,Grade\n",
        "Identifier,Full name,Grade\nParticipant,Ann,\n",
        "Identifier,Full name,Grade\nParticipant 1,Ann,Very good\n",
        "A,B,C\nParticipant 1,Ann,\nParticipant 2,Bob,\n",
        "Student,ID,Lab 1 (1)\n    Points Possible,,5\nAnn,1,2\n",
    };
    class_make("01_lock");
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        cr_assert_eq(store_write(path, wrong[i], strlen(wrong[i])), 0);
        cr_expect_eq(export_moodle(book.db, book.out, path, NULL), EINVAL, "%s",
                     wrong[i]);
    }
    cr_assert_eq(store_write(path, "I,N,Grade\nP 1,A,\n", 17), 0);
    cr_expect_eq(export_moodle(book.db, book.out, path, "1_lock"), EINVAL);
    cr_expect_eq(export_moodle(book.db, book.out, path, "01_lock"), 0);
}

Test(sheet, canvas_names_in_two_columns)
{
    class_make("01_lock");
    expect_canvas("LastName,FirstName,ID,SIS Login ID,Section,Lab 1 (12)\n"
                  "    Points Possible,,,,,10\n"
                  "Lee,Ann,,,A,\n"
                  "Student,Test,99,,A,\n"
                  "D\u00e9,de la Cruz,4,,A,\n",
                  "LastName,FirstName,ID,SIS Login ID,Section,Lab 1 (12)\n"
                  "    Points Possible,,,,,10\n"
                  "Lee,Ann,,,A,10\n"
                  "Student,Test,99,,A,\n"
                  "D\u00e9,de la Cruz,4,,A,10\n");
}

Test(sheet, a_word_in_a_cell_stays)
{
    class_make("01_lock");
    expect_canvas(CANVAS_HEAD "Lab 1 (12)\n"
                              "    Points Possible,,,,,10\n"
                              "\"Lee, Ann\",4711,,,A,N/A\n"
                              "\"X, Bob\",2,S2,,A,complete\n"
                              "\"Gone, Gus\",6,,,A,-\n",
                  CANVAS_HEAD "Lab 1 (12)\n"
                              "    Points Possible,,,,,10\n"
                              "\"Lee, Ann\",4711,,,A,N/A\n"
                              "\"X, Bob\",2,S2,,A,complete\n"
                              "\"Gone, Gus\",6,,,A,10\n");
}

/* Whoever handed in nothing: 0, or as the policy says. */
static void missing_try(const char *policy, const char *after)
{
    json_t *intake = book_intake();
    json_object_set_new(
        json_object_get(book_student(intake, "ann", "Ann Lee"), "ids"),
        "canvas", json_string("4711"));
    book_run(&book, intake, policy);
    json_decref(intake);
    static const char before[] = CANVAS_HEAD "Lab 1 (12)\n"
                                             "    Points Possible,,,,,10\n"
                                             "\"Lee, Ann\",4711,,,A,%s\n";
    char *from = text_print(before, "7"), *to = text_print(before, after);
    expect_canvas(from, to);
    free(from);
    free(to);
}

Test(sheet, what_is_missing_is_a_zero_or_stays)
{
    missing_try("01_lock", "0");
    missing_try("01_lock\nmissing zero\n", "0");
    missing_try("01_lock\nmissing blank\n", "7");
}

Test(sheet, numbers_that_become_others_are_told)
{
    class_make("01_lock");
    cr_redirect_stderr();
    expect_canvas(CANVAS_HEAD "Lab 1 (12)\n    Points Possible,,,,,10\n"
                              "\"Lee, Ann\",4711,,,A,7.5\n",
                  CANVAS_HEAD "Lab 1 (12)\n    Points Possible,,,,,10\n"
                              "\"Lee, Ann\",4711,,,A,10\n");
    fflush(stderr);
    char said[4096] = "";
    FILE *err = cr_get_redirected_stderr();
    size_t length = fread(said, 1, sizeof said - 1, err);
    said[length] = '\0';
    cr_expect(strstr(said, "canvas.csv: ann, 01_lock: 7.5 becomes 10"), "%s",
              said);
    cr_expect(strstr(said, "01_lock: 1 number that the sheet has become"), "%s",
              said);
}

Test(sheet, moodle_rows_that_are_locked_or_have_a_scale_stay)
{
    class_make("01_lock");
    expect_moodle("Identifier,Full name,Grade,Maximum Grade,Scale,"
                  "Grade can be changed\n"
                  "Participant 7,Hal Seven,,10,,No\n"
                  "Participant 8,Ann Lee,,10,\"Poor, Good\",Yes\n"
                  "Participant 9,Gus Gone,,10,,Yes\n",
                  "01_lock",
                  "Identifier,Full name,Grade,Maximum Grade,Scale,"
                  "Grade can be changed\n"
                  "Participant 7,Hal Seven,,10,,No\n"
                  "Participant 8,Ann Lee,,10,\"Poor, Good\",Yes\n"
                  "Participant 9,Gus Gone,10,10,,Yes\n");
}

static void expect_sheet(const char *before, const char *after)
{
    cr_assert_eq(store_write(path, before, strlen(before)), 0);
    cr_assert_eq(export_sheet(book.db, book.out, path), 0, "%s", before);
    char *text = book_file(&book, "sheet.csv");
    cr_expect_str_eq(text, after);
    free(text);
}

Test(sheet, any_systems_sheet_by_the_policys_columns)
{
    class_make("01_lock\ncolumn 01_lock \"Lab 1\"\ncolumn total Course 50\n");
    expect_sheet("Last Name,First Name,Username,Student ID,"
                 "Lab 1 [Total Pts: 20 Score] |4711,Course\n"
                 "Lee,Ann,alee,,,\n"
                 "X,Bob,,#S2,,\n"
                 "Gone,Gus,,,3,EX\n",
                 "Last Name,First Name,Username,Student ID,"
                 "Lab 1 [Total Pts: 20 Score] |4711,Course\n"
                 "Lee,Ann,alee,,20,50\n"
                 "X,Bob,,#S2,6.67,16.67\n"
                 "Gone,Gus,,,20,EX\n");
}

Test(sheet, any_systems_sheet_is_not_guessed_at)
{
    static const char *const wrong[] = {
        "Name,Lab\nAnn Lee,\n",              /* no such column */
        "Name,Lab 1 a,Lab 1 b\nAnn Lee,,\n", /* two that could be */
        "x,Lab 1\nAnn Lee,\n", ""};
    class_make("01_lock\ncolumn 01_lock \"Lab 1\"\n");
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        cr_assert_eq(store_write(path, wrong[i], strlen(wrong[i])), 0);
        cr_expect_eq(export_sheet(book.db, book.out, path), EINVAL, "%s",
                     wrong[i]);
    }
}
