/*
 * The first screen (judge/draw/screen.h), from records made for it. That of
 * each skeleton is looked at where skeletons are graded.
 */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "judge/draw/screen.h"
#include "tests/unit/json_of.h"

static char *text;

/* The screen of a record given as JSON, in which ' stands for "; NULL: none. */
static const char *screen(const char *json)
{
    json_t *record = json_of(json);
    size_t size;
    free(text);
    FILE *file = open_memstream(&text, &size);
    bool said = screen_write(file, record);
    fclose(file);
    json_decref(record);
    return said ? text : NULL;
}

#define RECORD(trials)                                                         \
    "{'lesson':'05_x','verdict':'fail','points':2,'max_points':12,"            \
    "'trials':[" trials "]}"
#define TRIAL_OF(name, findings, engines)                                      \
    "{'name':'" name "','verdict':'fail','findings':[" findings                \
    "],'engines':[" engines "]}"
#define FINDING(kind, title)                                                   \
    "{'kind':'" kind "','title':'" title "','notes':['a note'],"               \
    "'places':[{'thread':'a','does':'writes','file':'x.c','line':7,"           \
    "'source':'x++;'},{'thread':'b','does':'reads','file':'x.c','line':7,"     \
    "'source':'x++;'},{'thread':'c','does':'reads','file':'x.c','line':9,"     \
    "'source':'y++;'}]}"
#define STEP(n, thread, line)                                                  \
    "{'n':" n ",'thread':" thread ",'call':'writes','does':'writes `x`: " n    \
    "','file':'x.c','line':" line ",'source':'x++;','object':'`x`',"           \
    "'value':'0x" n "','size':4,'holds':[]}"
#define TRACE(kind, steps)                                                     \
    "{'trace':{'id':'S1','finding':'" kind "','threads':['a','b'],"            \
    "'steps':[" steps "]}}"
#define TWO STEP("1", "0", "7") "," STEP("2", "1", "8")
#define FOUR TWO "," STEP("3", "0", "17") "," STEP("4", "1", "18")
#define EIGHT                                                                  \
    FOUR "," STEP("5", "0", "27") "," STEP("6", "1", "28") "," STEP(           \
        "7", "0", "37") "," STEP("8", "1", "38")
#define LONG EIGHT "," STEP("9", "0", "47") "," STEP("99", "1", "48")

static size_t lines(void)
{
    size_t count = 0;
    for (const char *at = text; (at = strchr(at, '\n')); at++)
        count++;
    return count;
}

Test(screen, nothing_to_mend_is_no_screen)
{
    cr_expect_null(screen(RECORD("")));
    cr_expect_null(screen(RECORD(TRIAL_OF("first", "", ""))));
    cr_expect_null(screen("{'lesson':'05_x','verdict':'integrity','points':0,"
                          "'max_points':12,'trials':[" TRIAL_OF(
                              "first", FINDING("race", "A race"), "") "]}"));
}

#define KEPT(name)                                                             \
    "{'name':'" name "','verdict':'pass','points':1,'max_points':1,"           \
    "'findings':[],'promise':'it keeps all that it says, and it says so much " \
    "that no line holds it','engines':[{'every':1,'classes':6,"                \
    "'schedules':9}]}"
#define FOUR_KEPT(n) KEPT(n "1") "," KEPT(n "2") "," KEPT(n "3") "," KEPT(n "4")
#define PASS(trials)                                                           \
    "{'lesson':'05_x','title':'X','source':'x.c','compiler_output':'',"        \
    "'verdict':'pass','points':2,'max_points':2,'trials':[" trials "]}"

Test(screen, a_short_pass_is_its_report)
{
    cr_expect_null(screen(PASS(KEPT("first"))));
}

Test(screen, a_long_pass_is_a_table)
{
    cr_assert_not_null(screen(PASS(FOUR_KEPT("a") "," FOUR_KEPT(
        "b") "," FOUR_KEPT("c") "," FOUR_KEPT("d"))));
    cr_expect_leq(lines(), PASS_LINES, "%s", text);
    cr_expect_not_null(strstr(text, "  1/1   a1  it keeps"));
    cr_expect_not_null(strstr(text, " ...\n"));
    cr_expect_not_null(strstr(text, ", with all 16 trials: make "));
    cr_expect_not_null(strstr(text, "in 16 of 16 trials"));
    cr_expect_not_null(strstr(text, "144 schedules run"));
}

Test(screen, what_was_printed_stays_to_be_seen)
{
    const char *loud = "{'name':'loud','verdict':'pass','points':1,"
                       "'max_points':1,'findings':[],'promise':'p',"
                       "'engines':[{'output':'here\\n'}]}";
    char record[16384];
    snprintf(record, sizeof record,
             PASS("%s," FOUR_KEPT("a") "," FOUR_KEPT("b")), loud);
    cr_expect_null(screen(record));
    screen(RECORD(
        TRIAL_OF("first", FINDING("race", "A race"), "{'output':'here'}")));
    cr_expect_not_null(strstr(text, "(all that was found and printed: "));
}

Test(screen, the_cause_comes_first)
{
    screen(RECORD(TRIAL_OF(
        "first", FINDING("assertion", "A sum is wrong"),
        "") "," TRIAL_OF("second", FINDING("race", "A race"),
                         "") "," TRIAL_OF("third", FINDING("leak", "A leak"),
                                          "")));
    cr_expect_not_null(strstr(text, "  A race\n"));
    cr_expect_null(strstr(text, "A sum"));
    cr_expect_not_null(strstr(text, "05_x: fail, 2 of 12 points; of 3 trials"));
    screen(RECORD(TRIAL_OF("first",
                           FINDING("race", "A race") "," FINDING(
                               "misuse", "Unlocks what it does not hold"),
                           "")));
    cr_expect_not_null(strstr(text, "Unlocks what"));
    cr_expect_null(strstr(text, "A race"));
}

Test(screen, what_fails_only_with_a_failing_call_comes_last)
{
    screen(RECORD(TRIAL_OF(
        "first", FINDING("misuse", "Uses what could not be made"),
        "{'failures':1}") "," TRIAL_OF("second",
                                       FINDING("assertion", "A sum is wrong"),
                                       "{'failures':0}")));
    cr_expect_not_null(strstr(text, "A sum is wrong"), "%s", text);
    screen(RECORD(TRIAL_OF("first", FINDING("misuse", "Uses what could not be"),
                           "{'failures':1}")));
    cr_expect_not_null(strstr(text, "Uses what"), "%s", text);
}

Test(screen, the_shortest_picture_of_equals)
{
    screen(RECORD(
        TRIAL_OF("long_one", FINDING("race", "A race"),
                 TRACE("race", FOUR)) "," TRIAL_OF("short_one",
                                                   FINDING("race", "A race"),
                                                   TRACE("race", TWO))));
    cr_expect_not_null(
        strstr(text, "(race, seen in: short_one, and in 1 other)"));
    cr_expect_not_null(strstr(text, "make replay L=05 T=short_one"));
    cr_expect_not_null(strstr(text, "writes `x`: 2"));
    cr_expect_null(strstr(text, "writes `x`: 3"));
}

Test(screen, no_picture_of_something_else)
{
    screen(RECORD(
        TRIAL_OF("first", FINDING("race", "A race"), TRACE("deadlock", TWO))));
    cr_expect_null(strstr(text, "step"));
    cr_expect_null(strstr(text, "make replay"));
    cr_expect_not_null(strstr(text, "Next: make hint L=05"));
}

Test(screen, the_picture_of_a_race_shows_what_else_came_of_it)
{
    screen(RECORD(TRIAL_OF(
        "first", FINDING("race", "A race") "," FINDING("crash", "It crashes"),
        TRACE("race','shows':'crash", TWO))));
    cr_expect_not_null(strstr(text, "It crashes"), "%s", text);
    cr_expect_not_null(strstr(text, "writes `x`: 2"), "%s", text);
}

Test(screen, the_end_of_a_picture_that_is_too_long)
{
    screen(RECORD(
        TRIAL_OF("first", FINDING("race", "A race"), TRACE("race", LONG))));
    cr_expect_leq(lines(), SCREEN_LINES, "%s", text);
    cr_expect_not_null(strstr(text, "what comes before: the whole picture"));
    cr_expect_not_null(strstr(text, "writes `x`: 99"));
    cr_expect_null(strstr(text, "writes `x`: 1\n"));
    cr_expect_not_null(strstr(text, "a writes `x`: 9"), "%s", text);
}

#define UNRUN(verdict, compiler, refused)                                      \
    "{'lesson':'05_x','verdict':'" verdict                                     \
    "','points':0,'max_points':2,'trials':[],'compiler_output':'" compiler     \
    "','refused':'" refused "'}"

Test(screen, what_does_not_compile_ends_with_what_to_do)
{
    cr_assert_not_null(
        screen(UNRUN("build", "x.c:7: error: no\\n  x++\\n", "")));
    cr_expect_str_eq(
        text, "05_x: build, 0 of 2 points\n\n"
              "  It does not compile yet; the compiler says why:\n"
              "x.c:7: error: no\n  x++\n\n"
              "  Next: mend the first of these, then: make check L=05\n");
    cr_expect_null(screen(UNRUN("pass", "x.c:7: warning: no\\n", "")));
}

Test(screen, of_many_complaints_the_first)
{
    char many[4096] = "first\\n", record[8192];
    for (int i = 0; i < 60; i++)
        strcat(many, i % 2 ? "a word that is said again and again, until one "
                             "line of a terminal no longer holds all of it\\n"
                           : "another\\n");
    snprintf(record, sizeof record, UNRUN("build", "%s", ""), many);
    cr_assert_not_null(screen(record));
    cr_expect_leq(lines(), SCREEN_LINES - 3, "%s", text);
    cr_expect_not_null(strstr(text, "\nfirst\n"));
    cr_expect_not_null(strstr(text, "(the rest: make check L=05 ALL=1)"));
}

Test(screen, what_is_refused_ends_with_what_to_do)
{
    cr_assert_not_null(
        screen(UNRUN("integrity", "", "x.c:7: f belongs to the grader\\n")));
    cr_expect_not_null(strstr(text, "\n    x.c:7: f belongs to the grader\n"));
    cr_expect_not_null(strstr(text, "a person should look at it"));
    cr_expect_not_null(strstr(text, "  Next: take that out, then: make "));
    screen(UNRUN("build", "", "x.c:7: no lesson needs f\\n"));
    cr_expect_null(strstr(text, "a person"));
}

Test(screen, a_story_that_is_cut_says_so_and_keeps_its_end)
{
    char story[1024] = "", record[8192];
    for (int i = 0; i < 100; i++)
        strcat(story, "word is ");
    strcat(story, "last");
    snprintf(
        record, sizeof record,
        RECORD(TRIAL_OF("first", FINDING("race", "%s"), TRACE("race", TWO))),
        story);
    cr_assert_not_null(screen(record));
    cr_expect_leq(lines(), SCREEN_LINES, "%s", text);
    cr_expect_not_null(strstr(text, "\n    ...\n"), "%s", text);
    cr_expect_not_null(strstr(text, "\n    a note\n"), "%s", text);
    for (const char *at = text; *at; at += strcspn(at, "\n") + 1)
        cr_expect_leq(strcspn(at, "\n"), 80, "%s", at);
}

Test(screen, a_line_of_the_source_once_and_cut_between_characters)
{
    screen(RECORD("{'name':'first','verdict':'fail','engines':[],'findings':"
                  "[{'kind':'race','title':'A race','notes':[],'places':["
                  "{'thread':'a','does':'writes','file':'x.c','line':7,'source'"
                  ":'s = ................................................"
                  "...................é;'},"
                  "{'thread':'b','does':'reads','file':'x.c','line':7,'source'"
                  ":'s = ................................................"
                  "...................é;'}]}]}"));
    const char *first = strstr(text, "s = ...");
    cr_assert_not_null(first);
    cr_expect_null(strstr(first + 1, "s = ..."));
    cr_expect_null(strchr(text, '\xc3'));
    cr_expect_not_null(strstr(text, "...\n"));
}
