/* What becomes of each submission: its state, its score and its flags. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "base/store.h"
#include "base/text.h"
#include "batch/book/gradebook.h"
#include "tests/unit/book.h"

static struct book book;

static void begin(void)
{
    book_open(&book);
}

static void end(void)
{
    book_close(&book);
}

TestSuite(gradebook_result, .init = begin, .fini = end);

Test(gradebook_result, each_verdict_has_its_score)
{
    static const struct {
        const char *verdict;
        int points, max_points;
        const char *result;
    } cases[] = {
        {"pass", 10, 10, "graded pass 100.0 []"},
        {"fail", 1, 3, "graded fail 33.33 []"},
        {"fail", 2, 3, "graded fail 66.67 []"},
        {"fail", 1, 32, "graded fail 3.13 []"},
        {"fail", 0, 10, "graded fail 0.0 []"},
        {"build", 0, 10, "graded build 0.0 []"},
        {"integrity", 7, 10, "graded integrity 0.0 [integrity]"},
        {"invalid", 0, 10, "graded invalid - [invalid]"},
        {"pass", 0, 0, "graded pass - [invalid]"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        end();
        begin();
        json_t *intake = book_ann_with(&book, cases[i].verdict, cases[i].points,
                                       cases[i].max_points);
        book_run(&book, intake, "");
        cr_expect_str_eq(book_of_ann(&book), cases[i].result);
        json_decref(intake);
    }
}

Test(gradebook_result, a_trial_that_the_machine_spoilt_costs_nothing)
{
    json_t *intake = book_ann_with(&book, "fail", 7, 10);
    book_spoil(&book, "01_lock", 'a');
    book_run(&book, intake, "");
    cr_expect_str_eq(book_of_ann(&book), "graded fail - [invalid]");
    cr_expect_str_eq(book_total_of_ann(&book), "- [invalid:01_lock]");
    json_decref(intake);
}

Test(gradebook_result, what_was_not_graded_says_why)
{
    json_t *intake = book_intake();
    json_t *ann = book_student(intake, "ann", "Ann");
    json_t *bob = book_student(intake, "bob", "Bob");
    book_submit(bob, "01_lock", 0, 0);
    json_t *cy = book_student(intake, "cy", "Cy");
    book_submit(cy, "01_lock", 'c', 'c');
    json_object_set_new(cy, "enrolled", json_false());
    book_run(&book, intake, "");
    cr_expect_str_eq(book_of_ann(&book), "missing - 0.0 [missing]");
    cr_expect_str_eq(book_total_of_ann(&book), "0.0 [missing:01_lock]");
    cr_expect_str_eq(book_ask(&book, "SELECT state || ' ' || score FROM"
                                     " latest_result WHERE student = 'bob'"),
                     "unusable 0.0");
    cr_expect_str_eq(book_ask(&book, "SELECT flags || coalesce(score, '-')"
                                     " FROM latest_student WHERE id = 'cy'"),
                     "not_enrolled ungraded:01_lock-");
    json_decref(intake);
    (void)ann;
}

Test(gradebook_result, the_total_is_the_weighted_mean_of_what_counts)
{
    json_t *intake = book_ann_with(&book, "fail", 1, 3);
    json_t *ann = json_array_get(json_object_get(intake, "students"), 0);
    book_submit(ann, "03_deadlock", 'b', 'b');
    book_record(&book, "03_deadlock", 'b', "pass", 5, 5);
    book_submit(ann, "04_condition", 'c', 'c');
    book_record(&book, "04_condition", 'c', "invalid", 0, 5);
    book_submit(ann, "05_concurrent_access", 'd', 'd');
    book_record(&book, "05_concurrent_access", 'd', "build", 0, 5);
    book_run(&book, intake,
             "01_lock 3\n03_deadlock 1\n04_condition 9\n"
             "05_concurrent_access 0\n");
    /* (3 × 33.33 + 100) / 4 */
    cr_expect_str_eq(book_total_of_ann(&book), "50.0 [invalid:04_condition]");
    book_run(&book, intake, "03_deadlock 1\n");
    cr_expect_str_eq(book_total_of_ann(&book), "100.0 []");
    cr_expect_str_eq(book_ask(&book, "SELECT count(*) FROM latest_lesson"),
                     "1");
    book_run(&book, intake, "03_deadlock 2\n* 1\n");
    cr_expect_str_eq(book_ask(&book, "SELECT group_concat(id || '=' || weight)"
                                     " FROM (SELECT * FROM latest_lesson"
                                     " ORDER BY position)"),
                     "01_lock=1.0,03_deadlock=2.0,04_condition=1.0,"
                     "05_concurrent_access=1.0");
    json_decref(intake);
}

static const char rules[] = "01_lock 1 2026-12-01T12:00Z\n"
                            "late_per_day 10\nlate_most 30\n";

Test(gradebook_result, lateness_costs_what_the_policy_says)
{
    static const struct {
        const char *time, *more, *result;
    } cases[] = {
        {"2026-12-01T12:00:00Z", "", "graded fail 50.0 []"},
        {"2026-12-01T12:00:01Z", "", "graded fail 40.0 [late]"},
        {"2026-12-03T12:00:00Z", "", "graded fail 30.0 [late]"},
        {"2026-12-30T12:00:00Z", "", "graded fail 20.0 [late]"},
        {"2026-12-03T12:00:00Z", "late_most 100\nlate_per_day 40\n",
         "graded fail 0.0 [late]"},
        {"2026-12-03T12:00:00Z", "excuse ann 01_lock 1\n",
         "graded fail 40.0 [excused late]"},
        {"2026-12-30T12:00:00Z", "late ann 01_lock 1\n",
         "graded fail 40.0 [late]"},
        {"2026-12-30T12:00:00Z", "late ann 01_lock 0\n", "graded fail 50.0 []"},
        {NULL, "late ann 01_lock 1\n", "graded fail 40.0 [late]"},
        {"2026-12-03T12:00:00Z", "excuse ann 01_lock 2 ill\n",
         "graded fail 50.0 [excused]"},
        {"2026-12-03T12:00:00Z", "excuse ann 01_lock\n",
         "graded fail 50.0 [excused]"},
        {"2026-12-01T12:00:00Z", "excuse ann 01_lock\n", "graded fail 50.0 []"},
        {"2026-12-03T12:00:00Z", "override ann 01_lock 77.777 \"we spoke\"\n",
         "graded fail 77.78 [late override]"},
        {"2026-12-01T12:00:00Z", "override ann 01_lock -\n",
         "graded fail - [override]"},
        {NULL, "", "graded fail 50.0 [no_time]"},
        {"2026-12-03T12:00:00Z", "slip_days 1\n",
         "graded fail 40.0 [late slip]"},
        {"2026-12-03T12:00:00Z", "slip_days 2\n", "graded fail 50.0 [slip]"},
        {"2026-12-03T12:00:00Z", "slip_days 2\nlate_until 1\n",
         "graded fail 0.0 [late]"},
        {"2026-12-03T12:00:00Z", "cutoff * 1 2026-12-03T12:00Z\n",
         "graded fail 30.0 [late]"},
        {"2026-12-03T12:00:01Z", "cutoff * 1 2026-12-03T12:00Z\nslip_days 9\n",
         "graded fail 0.0 [late]"},
        {"2026-12-03T12:00:01Z",
         "cutoff * 1 2026-12-03T12:00Z\nextend ann 1 2026-12-04T12:00Z\n",
         "graded fail 50.0 []"},
        {"2026-12-03T12:00:01Z", "cutoff * 1 2026-12-03T12:00Z\nexcuse ann 1\n",
         "graded fail 50.0 [excused]"},
        {"2026-12-03T12:00:00Z", "extend * * 2026-12-02T12:00Z snow\n",
         "graded fail 40.0 [late]"},
    };
    json_t *intake = book_ann_with(&book, "fail", 5, 10);
    json_t *work = book_work(intake);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *text = text_print("%s%s", rules, cases[i].more);
        json_object_set_new(work, "time",
                            cases[i].time ? json_string(cases[i].time)
                                          : json_null());
        book_run(&book, intake, text);
        cr_expect_str_eq(book_of_ann(&book), cases[i].result, "%s, %s: %s",
                         cases[i].time, cases[i].more, book_of_ann(&book));
        free(text);
    }
    cr_expect_str_eq(book_ask(&book, "SELECT note FROM result WHERE note <> ''"
                                     " AND overridden"),
                     "we spoke");
    json_decref(intake);
}

Test(gradebook_result, slip_days_are_used_up_in_the_order_of_the_lessons)
{
    static const char *const lessons[] = {"03_deadlock", "04_condition",
                                          "05_concurrent_access"};
    json_t *intake = book_ann_with(&book, "pass", 10, 10);
    json_t *ann = json_array_get(json_object_get(intake, "students"), 0);
    json_object_set_new(book_work(intake), "time",
                        json_string("2026-12-02T12:00:00Z"));
    for (size_t i = 0; i < 3; i++) {
        char key = (char)('b' + i);
        json_t *work = book_submit(ann, lessons[i], key, key);
        book_record(&book, lessons[i], key, "pass", 5, 5);
        json_object_set_new(work, "time", json_string("2026-12-04T12:00:00Z"));
    }
    book_run(&book, intake,
             "time_zone UTC\nslip_days 4\nlate_per_day 10\n"
             "* 1 2026-12-01T12:00\n03_deadlock 0 2026-12-01T12:00\n");
    cr_expect_str_eq(
        book_ask(&book,
                 "SELECT group_concat(lesson || ' ' || slip || ' ' || score)"
                 " FROM (SELECT * FROM latest_result ORDER BY position)"),
        "01_lock 1 100.0,03_deadlock 0 70.0,04_condition 3 100.0,"
        "05_concurrent_access 0 70.0");
    json_decref(intake);
}

Test(gradebook_result, a_due_date_of_the_students_own_goes_first)
{
    static const char rules[] = "01_lock 1 2026-12-01T12:00Z\n"
                                "late_per_day 10\nlate_until 5\n";
    json_t *intake = book_ann_with(&book, "pass", 10, 10);
    json_object_set_new(book_work(intake), "time",
                        json_string("2026-12-08T12:00:00Z"));
    book_run(&book, intake, rules);
    cr_expect_str_eq(book_of_ann(&book), "graded pass 0.0 [late]");
    /* The course system's, as Gradescope says it, */
    json_object_set_new(book_work(intake), "due",
                        json_string("2026-12-06T12:00:00Z"));
    book_run(&book, intake, rules);
    cr_expect_str_eq(book_of_ann(&book), "graded pass 80.0 [late]");
    /* and before that, the instructor's. */
    char *extended =
        text_print("%sextend ann 01_lock 2026-12-07T12:00Z\n", rules);
    book_run(&book, intake, extended);
    cr_expect_str_eq(book_of_ann(&book), "graded pass 90.0 [late]");
    free(extended);
    json_decref(intake);
}

Test(gradebook_result, what_the_lms_calls_late_alone_costs_nothing)
{
    json_t *intake = book_ann_with(&book, "fail", 5, 10);
    json_t *work = book_work(intake);
    json_object_set_new(work, "time", json_string("2026-12-01T11:00:00Z"));
    json_object_set_new(work, "late_flag", json_true());
    book_run(&book, intake, rules);
    cr_expect_str_eq(book_of_ann(&book), "graded fail 50.0 [lms_late]");
    json_object_del(work, "time");
    book_run(&book, intake, rules);
    cr_expect_str_eq(book_of_ann(&book), "graded fail 50.0 [lms_late]");
    char *text = text_print("%slate ann 01_lock 2\n", rules);
    book_run(&book, intake, text);
    cr_expect_str_eq(book_of_ann(&book), "graded fail 30.0 [late]");
    free(text);
    json_decref(intake);
}

Test(gradebook_result, what_the_lms_does_not_call_late_is_in_time)
{
    json_t *intake = book_ann_with(&book, "fail", 5, 10);
    json_object_set_new(book_work(intake), "time", json_null());
    json_object_set_new(book_work(intake), "late_flag", json_false());
    book_run(&book, intake, rules);
    cr_expect_str_eq(book_of_ann(&book), "graded fail 50.0 []");
    json_decref(intake);
}

Test(gradebook_result, integrity_stays_zero_until_a_person_decides)
{
    json_t *intake = book_ann_with(&book, "integrity", 10, 10);
    book_run(&book, intake, "");
    cr_expect_str_eq(book_of_ann(&book), "graded integrity 0.0 [integrity]");
    book_run(&book, intake, "override ann 01_lock 100\n");
    cr_expect_str_eq(book_of_ann(&book),
                     "graded integrity 100.0 [integrity override]");
    cr_expect_str_eq(book_total_of_ann(&book),
                     "100.0 [integrity:01_lock override:01_lock]");
    json_decref(intake);
}

Test(gradebook_result, of_two_submissions_the_usable_one_counts)
{
    json_t *intake = book_intake();
    json_t *ann = book_student(intake, "ann", "Ann");
    book_submit(ann, "01_lock", 0, 0);
    book_submit(ann, "01_lock", 'a', 'a');
    book_record(&book, "01_lock", 'a', "pass", 10, 10);
    book_run(&book, intake, "");
    cr_expect_str_eq(book_of_ann(&book), "graded pass 100.0 []");
    book_submit(ann, "01_lock", 'b', 'b');
    book_run(&book, intake, "");
    cr_expect_str_eq(book_of_ann(&book), "graded pass 100.0 [several]");
    json_decref(intake);
}
