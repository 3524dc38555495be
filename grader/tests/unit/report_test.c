/*
 * The report's form (judge/draw/report.h), from records made for it. What it
 * says of real gradings is compared in grader/tests/reports/.
 */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "judge/draw/report.h"
#include "tests/unit/json_of.h"

static char *text;

/* The report of a record given as JSON, in which ' stands for ". */
static const char *report(const char *json)
{
    json_t *record = json_of(json);
    size_t size;
    free(text);
    FILE *file = open_memstream(&text, &size);
    report_write(file, record);
    fclose(file);
    json_decref(record);
    return text;
}

#define RECORD(verdict, trials)                                                \
    "{'lesson':'05_x','title':'Lesson 5: X','source':'lessons/05_x/x.c',"      \
    "'verdict':'" verdict "','points':2,'max_points':12,"                      \
    "'compiler_output':'','trials':[" trials "]}"
#define TRIAL_OF(name, verdict, findings, engines)                             \
    "{'name':'" name "','promise':'it holds','verdict':'" verdict              \
    "','points':2,'max_points':10,'findings':[" findings                       \
    "],'engines':[" engines "]}"
#define FINDING(kind, title, line)                                             \
    "{'kind':'" kind "','title':'" title "','raw':'a/raw.tsan',"               \
    "'notes':['a note'],'places':[{'thread':'a','does':'writes',"              \
    "'file':'x.c','line':" line ",'source':'x++;'}]}"

static size_t count_of(const char *part)
{
    size_t count = 0;
    for (const char *at = text; (at = strstr(at, part)); at++)
        count++;
    return count;
}

static void expect_80_columns(void)
{
    for (const char *line = text; *line;) {
        size_t length = strcspn(line, "\n");
        cr_expect_leq(length, 80, "%zu columns: %.*s", length, (int)length,
                      line);
        line += length + (line[length] != '\0');
    }
}

Test(report, a_pass)
{
    report(RECORD("pass", TRIAL_OF("first", "pass", "", "")));
    cr_expect_str_eq(text, "05_x: pass, 2 of 12 points\n"
                           "  Lesson 5: X\n"
                           "  lessons/05_x/x.c\n"
                           "\n"
                           "  pass       2/10  first\n"
                           "                   it holds\n");
}

Test(report, a_failure_names_place_and_next_step)
{
    report(
        RECORD("fail", TRIAL_OF("first", "fail",
                                FINDING("race", "Data race on `x`", "7"), "")));
    cr_expect(strstr(text, "\n  Data race on `x`\n"
                           "    x.c:7: a writes\n"
                           "        x++;\n"
                           "    a note\n"
                           "    (seen in: first)\n"
                           "    raw report: a/raw.tsan\n"),
              "%s", text);
    cr_expect(strstr(text, "make read L=05"));
    cr_expect(strstr(text, "make hint L=05"));
    expect_80_columns();
}

Test(report, the_same_finding_is_told_once)
{
    report(RECORD(
        "fail",
        TRIAL_OF("first", "fail", FINDING("misuse", "T", "7"), "") "," TRIAL_OF(
            "second", "fail",
            FINDING("misuse", "T", "7") "," FINDING("misuse", "T", "8"), "")));
    cr_expect_eq(count_of("x.c:7"), 1);
    cr_expect_eq(count_of("x.c:8"), 1, "another place is another finding");
    cr_expect(strstr(text, "(seen in: first second)"));
    cr_expect(strstr(text, "(seen in: second)"));
}

Test(report, another_thread_at_the_same_line_is_no_other_finding)
{
    report(RECORD(
        "fail",
        TRIAL_OF("first", "fail", FINDING("misuse", "a does", "7"),
                 "") "," TRIAL_OF("second", "fail",
                                  FINDING("misuse", "b does", "7") "," FINDING(
                                      "crash", "a does", "7"),
                                  "")));
    cr_expect_not(strstr(text, "b does"));
    cr_expect_eq(count_of("x.c:7"), 2, "another kind is another finding");
}

Test(report, a_crowd_of_findings_is_cut)
{
    report(RECORD(
        "fail",
        TRIAL_OF(
            "first", "fail",
            FINDING("misuse", "A", "1") "," FINDING(
                "misuse", "B",
                "2") "," FINDING("misuse", "C",
                                 "3") "," FINDING("misuse", "D",
                                                  "4") "," FINDING("misuse",
                                                                   "E", "5"),
            "")));
    cr_expect(strstr(text, "x.c:3"));
    cr_expect_not(strstr(text, "x.c:4"));
    cr_expect(strstr(text, "2 more in record.json"));
}

Test(report, long_texts_are_wrapped)
{
    report(RECORD("fail",
                  TRIAL_OF("first", "fail",
                           FINDING("misuse",
                                   "a title of very many words that goes on "
                                   "and on, and on, until it must be broken",
                                   "1"),
                           "")));
    expect_80_columns();
    report(RECORD(
        "fail",
        TRIAL_OF("first", "fail", "",
                 "") ","
                     "{'name':'b','promise':'a promise of very many words that "
                     "goes on and on until it must be broken into two'}"));
    cr_expect(strstr(text, "\n                   must be"), "%s", text);
    expect_80_columns();
}

Test(report, words_longer_than_a_line_do_no_harm)
{
    static char json[4096];
    char word[401];
    memset(word, 'w', 400);
    word[400] = '\0';
    snprintf(
        json, sizeof json,
        "{'verdict':'fail','lesson':'05_x','trials':[{'name':'%s',"
        "'promise':'%s %s','findings':[{'kind':'race','title':'%s %s'}]}]}",
        word, word, word, word, word);
    report(json);
    cr_expect_geq(count_of(word), 5);
}

#define SAID(output) "{'engine':'stress','output':'" output "'}"

Test(report, what_the_code_printed)
{
    report(RECORD("fail", TRIAL_OF("first", "fail", "", SAID("a\\nb"))));
    cr_expect(strstr(text, "your code printed in first:\n"
                           "    | a\n"
                           "    | b\n"),
              "%s", text);
}

Test(report, what_a_failing_trial_printed_goes_first)
{
    report(RECORD("fail",
                  TRIAL_OF("first", "pass", "", SAID("a")) "," TRIAL_OF(
                      "second", "fail", "",
                      SAID("b") "," SAID("c")) "," TRIAL_OF("third", "fail", "",
                                                            SAID("d"))));
    cr_expect_eq(count_of("your code printed in"), 1);
    cr_expect(strstr(text, "your code printed in second:\n    | b\n"));
    report(RECORD("fail", TRIAL_OF("first", "pass", "", SAID("a")) "," TRIAL_OF(
                              "second", "fail", "", "")));
    cr_expect(strstr(text, "your code printed in first:\n    | a\n"));
}

Test(report, of_much_that_it_printed_the_end)
{
    report(RECORD("pass",
                  TRIAL_OF("first", "pass", "",
                           SAID("0\\n1\\n2\\n3\\n4\\n5\\n6\\n7\\n8\\n9\\n10"
                                "\\n11\\n12\\n13\\n14\\n"))));
    cr_expect(strstr(text, "at the end"));
    cr_expect_eq(count_of("    | "), 12);
    cr_expect(strstr(text, "| 14\n"));
    cr_expect_not(strstr(text, "| 2\n"));
}

Test(report, it_did_not_compile)
{
    report("{'lesson':'05_x','verdict':'build','points':0,'max_points':12,"
           "'compiler_output':'x.c:1: error: what\\n','trials':[" TRIAL_OF(
               "first", "build", "", "") "]}");
    cr_expect(strstr(text, "x.c:1: error: what\n"));
    cr_expect(strstr(text, "does not compile"));
    cr_expect_not(strstr(text, "first"), "no trial ran");
}

Test(report, the_machines_fault)
{
    report(RECORD("invalid", TRIAL_OF("first", "invalid", "", "")));
    cr_expect(strstr(text, "make doctor"));
    cr_expect(strstr(text, "costs no"));
    cr_expect_not(strstr(text, "hint"));
}

Test(report, a_silenced_detector)
{
    report(RECORD("integrity", TRIAL_OF("first", "integrity", "", "")));
    cr_expect(strstr(text, "A person should look at it"));
}

Test(report, what_the_gate_refused)
{
    report("{'lesson':'05_x','verdict':'integrity','trials':[],"
           "'refused':'exit is used\\ndlsym is used\\n'}");
    cr_expect(strstr(text, "\n    exit is used\n    dlsym is used\n"));
    cr_expect(strstr(text, "It was not run"));
    cr_expect_not(strstr(text, "silent after"));
}

Test(report, a_record_of_nothing)
{
    report("{}");
    cr_expect(strstr(text, "0 of 0 points"));
}
