/* Runs of the gradebook: what becomes of each submission, and when a run is
 * kept. */
#include <criterion/criterion.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "batch/gradebook.h"
#include "batch/sql.h"
#include "batch/store.h"
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

TestSuite(gradebook_run, .init = begin, .fini = end);

/* State, verdict, score and flags of ann's first lesson. */
static const char *of_ann(void)
{
    return book_ask(&book,
                    "SELECT state || ' ' || coalesce(verdict, '-') || ' ' ||"
                    " coalesce(score, '-') || ' [' || flags || ']'"
                    " FROM latest_result WHERE student = 'ann'"
                    " ORDER BY position");
}

static const char *total_of_ann(void)
{
    return book_ask(&book, "SELECT coalesce(score, '-') || ' [' || flags || "
                           "']' FROM latest_student WHERE id = 'ann'");
}

/* Ann hands lesson 1 in, and its record says so. */
static json_t *ann_with(const char *verdict, int points, int max_points)
{
    json_t *intake = book_intake();
    json_t *ann = book_student(intake, "ann", "Ann Lee");
    book_submit(ann, "01_lock", 'a', 'a');
    book_record(&book, "01_lock", 'a', verdict, points, max_points);
    return intake;
}

Test(gradebook_run, each_verdict_has_its_score)
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
        json_t *intake =
            ann_with(cases[i].verdict, cases[i].points, cases[i].max_points);
        book_run(&book, intake, "");
        cr_expect_str_eq(of_ann(), cases[i].result);
        json_decref(intake);
    }
}

Test(gradebook_run, a_trial_that_the_machine_spoilt_costs_nothing)
{
    json_t *intake = ann_with("fail", 7, 10);
    book_spoil(&book, "01_lock", 'a');
    book_run(&book, intake, "");
    cr_expect_str_eq(of_ann(), "graded fail - [invalid]");
    cr_expect_str_eq(total_of_ann(), "- [invalid:01_lock]");
    json_decref(intake);
}

Test(gradebook_run, what_was_not_graded_says_why)
{
    json_t *intake = book_intake();
    json_t *ann = book_student(intake, "ann", "Ann");
    json_t *bob = book_student(intake, "bob", "Bob");
    book_submit(bob, "01_lock", 0, 0);
    json_t *cy = book_student(intake, "cy", "Cy");
    book_submit(cy, "01_lock", 'c', 'c');
    json_object_set_new(cy, "enrolled", json_false());
    book_run(&book, intake, "");
    cr_expect_str_eq(of_ann(), "missing - 0.0 [missing]");
    cr_expect_str_eq(total_of_ann(), "0.0 [missing:01_lock]");
    cr_expect_str_eq(book_ask(&book, "SELECT state || ' ' || score FROM"
                                     " latest_result WHERE student = 'bob'"),
                     "unusable 0.0");
    cr_expect_str_eq(book_ask(&book, "SELECT flags || coalesce(score, '-')"
                                     " FROM latest_student WHERE id = 'cy'"),
                     "not_enrolled ungraded:01_lock-");
    json_decref(intake);
    (void)ann;
}

Test(gradebook_run, the_total_is_the_weighted_mean_of_what_counts)
{
    json_t *intake = ann_with("fail", 1, 3);
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
    cr_expect_str_eq(total_of_ann(), "50.0 [invalid:04_condition]");
    book_run(&book, intake, "03_deadlock 1\n");
    cr_expect_str_eq(total_of_ann(), "100.0 []");
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

Test(gradebook_run, lateness_costs_what_the_policy_says)
{
    static const char rules[] = "01_lock 1 2026-12-01T12:00Z\n"
                                "late_per_day 10\nlate_most 30\n";
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
    };
    json_t *intake = ann_with("fail", 5, 10);
    json_t *ann = json_array_get(json_object_get(intake, "students"), 0);
    json_t *work = json_array_get(json_object_get(ann, "submissions"), 0);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *text = store_path("%s%s", rules, cases[i].more);
        json_object_set_new(work, "time",
                            cases[i].time ? json_string(cases[i].time)
                                          : json_null());
        book_run(&book, intake, text);
        cr_expect_str_eq(of_ann(), cases[i].result, "%s, %s: %s", cases[i].time,
                         cases[i].more, of_ann());
        free(text);
    }
    cr_expect_str_eq(book_ask(&book, "SELECT note FROM result WHERE note <> ''"
                                     " AND overridden"),
                     "we spoke");
    json_object_set_new(work, "time", json_string("2026-12-01T11:00:00Z"));
    json_object_set_new(work, "late_flag", json_true());
    book_run(&book, intake, rules);
    cr_expect_str_eq(of_ann(), "graded fail 50.0 [lms_late]");
    json_decref(intake);
}

Test(gradebook_run, integrity_stays_zero_until_a_person_decides)
{
    json_t *intake = ann_with("integrity", 10, 10);
    book_run(&book, intake, "");
    cr_expect_str_eq(of_ann(), "graded integrity 0.0 [integrity]");
    book_run(&book, intake, "override ann 01_lock 100\n");
    cr_expect_str_eq(of_ann(), "graded integrity 100.0 [integrity override]");
    cr_expect_str_eq(total_of_ann(),
                     "100.0 [integrity:01_lock override:01_lock]");
    json_decref(intake);
}

Test(gradebook_run, of_two_submissions_the_usable_one_counts)
{
    json_t *intake = book_intake();
    json_t *ann = book_student(intake, "ann", "Ann");
    book_submit(ann, "01_lock", 0, 0);
    book_submit(ann, "01_lock", 'a', 'a');
    book_record(&book, "01_lock", 'a', "pass", 10, 10);
    book_run(&book, intake, "");
    cr_expect_str_eq(of_ann(), "graded pass 100.0 []");
    book_submit(ann, "01_lock", 'b', 'b');
    book_run(&book, intake, "");
    cr_expect_str_eq(of_ann(), "graded pass 100.0 [several]");
    json_decref(intake);
}

Test(gradebook_run, an_equal_run_adds_nothing)
{
    json_t *intake = ann_with("fail", 5, 10);
    book_run(&book, intake, "* 1\n");
    book_run(&book, intake, "* 1\n");
    cr_expect_str_eq(book_ask(&book, "SELECT count(*) FROM run"), "1");
    cr_expect_str_eq(book_ask(&book, "SELECT count(*) FROM result"), "1");
    book_run(&book, intake, "* 2\n");
    cr_expect_str_eq(book_ask(&book, "SELECT count(*) FROM run"), "2");
    book_run(&book, intake, "* 1\n");
    cr_expect_str_eq(book_ask(&book, "SELECT count(*) FROM run"), "3");
    book_run(&book, intake, "* 1\n");
    cr_expect_str_eq(book_ask(&book, "SELECT max(id) FROM run"), "3");
    json_decref(intake);
}

Test(gradebook_run, every_change_is_a_new_run)
{
    json_t *intake = ann_with("fail", 5, 10);
    json_t *ann = json_array_get(json_object_get(intake, "students"), 0);
    json_t *work = json_array_get(json_object_get(ann, "submissions"), 0);
    book_run(&book, intake, "");
    json_object_set_new(ann, "name", json_string("Ann Moore"));
    book_run(&book, intake, "");
    json_object_set_new(work, "time", json_string("2026-12-01T11:00:00Z"));
    book_run(&book, intake, "");
    json_object_set_new(work, "source", json_string(book_hex('b')));
    book_run(&book, intake, "");
    json_array_append_new(json_object_get(intake, "problems"),
                          json_string("x"));
    book_run(&book, intake, "");
    cr_expect_str_eq(book_ask(&book, "SELECT count(*) FROM run"), "5");
    json_decref(intake);
}

Test(gradebook_run, records_are_in_the_tables_once)
{
    json_t *intake = ann_with("fail", 5, 10);
    json_t *bob = book_student(intake, "bob", "Bob");
    book_submit(bob, "01_lock", 'a', 'a');
    book_run(&book, intake, "");
    cr_expect_str_eq(book_ask(&book, "SELECT count(*) FROM record"), "1");
    cr_expect_str_eq(
        book_ask(&book, "SELECT kit || ',' || compiler || ',' || seeds FROM"
                        " latest_run"),
        "0.1.0,gcc 12,1 7");
    cr_expect_str_eq(
        book_ask(&book, "SELECT kind || ' ' || title || ' ' || file || ':' ||"
                        " line || ' ' || promise FROM finding JOIN trial ON"
                        " trial.record = finding.record AND finding.trial ="
                        " trial.position"),
        "race Two threads <at> once counter.c:7 no update is lost");
    char *path = store_path("records/01_lock/%s.json0.25", book_hex('a'));
    cr_expect_str_eq(
        book_ask(&book, "SELECT path || seconds FROM latest_result"), path);
    free(path);
    json_decref(intake);
}

Test(gradebook_run, a_record_made_anew_replaces_the_broken_one)
{
    json_t *intake = ann_with("invalid", 0, 10);
    book_run(&book, intake, "");
    book_record(&book, "01_lock", 'a', "pass", 10, 10);
    book_run(&book, intake, "");
    cr_expect_str_eq(of_ann(), "graded pass 100.0 []");
    cr_expect_str_eq(book_ask(&book, "SELECT count(*) FROM trial"), "1");
    json_decref(intake);
}

/* It broke down before any trial. */
Test(gradebook_run, a_record_without_trials_that_is_made_anew_is_no_defect)
{
    json_t *intake = ann_with("invalid", 0, 0);
    char *path =
        store_path("%s/records/01_lock/%s.json", book.out, book_hex('a'));
    char *errors = store_path("%s/stderr.txt", book.out);
    json_t *record = json_load_file(path, 0, NULL);
    json_array_clear(json_object_get(record, "trials"));
    cr_assert_eq(store_write_json(path, record), 0);
    book_run(&book, intake, "");
    cr_expect_str_eq(of_ann(), "graded invalid - [invalid]");
    book_record(&book, "01_lock", 'a', "pass", 10, 10);
    cr_assert_not_null(freopen(errors, "w", stderr));
    book_run(&book, intake, "");
    fflush(stderr);
    char *told = book_file(&book, "stderr.txt");
    cr_expect_str_eq(told, "");
    cr_expect_str_eq(of_ann(), "graded pass 100.0 []");
    json_decref(record);
    json_decref(intake);
    free(told);
    free(errors);
    free(path);
}

Test(gradebook_run, a_file_that_is_not_its_record_is_not_used)
{
    static const char *const contents[] = {
        "", "{", "[]", "{\"verdict\": \"pass\", \"points\": 1}"};
    json_t *intake = ann_with("pass", 10, 10);
    char *path =
        store_path("%s/records/01_lock/%s.json", book.out, book_hex('a'));
    for (size_t i = 0; i < sizeof contents / sizeof contents[0]; i++) {
        cr_assert_eq(store_write(path, contents[i], strlen(contents[i])), 0);
        book_run(&book, intake, "");
        cr_expect_str_eq(of_ann(), "ungraded - - [ungraded]", "%s",
                         contents[i]);
    }
    book_record(&book, "01_lock", 'a', "perfect", 10, 10);
    book_run(&book, intake, "");
    cr_expect_str_eq(of_ann(), "ungraded - - [ungraded]");
    book_record(&book, "01_lock", 'a', "pass", 11, 10);
    book_run(&book, intake, "");
    cr_expect_str_eq(of_ann(), "ungraded - - [ungraded]");
    book_record(&book, "03_deadlock", 'a', "pass", 10, 10);
    char *other =
        store_path("%s/records/03_deadlock/%s.json", book.out, book_hex('a'));
    cr_assert_eq(rename(other, path), 0);
    book_run(&book, intake, "");
    cr_expect_str_eq(of_ann(), "ungraded - - [ungraded]");
    json_decref(intake);
    free(other);
    free(path);
}

Test(gradebook_run, a_failed_run_leaves_the_old_state)
{
    json_t *intake = ann_with("pass", 10, 10);
    book_run(&book, intake, "");
    json_array_append_new(json_object_get(intake, "students"),
                          json_pack("{s:s}", "name", "no id"));
    struct policy *policy;
    cr_assert_eq(policy_parse("* 3", "policy", NULL, &policy), 0);
    cr_expect_eq(gradebook_add_run(book.db, book.out, intake, policy), EINVAL);
    cr_expect_str_eq(of_ann(), "graded pass 100.0 []");
    cr_expect_str_eq(book_ask(&book, "SELECT count(*) FROM run"), "1");
    cr_expect_str_eq(book_ask(&book, "SELECT weight FROM lesson"), "1.0");
    policy_free(policy);
    json_decref(intake);
}

/* A class that changes in every run, so that each writes all it has. */
static void class_change(json_t *intake, int round)
{
    json_array_clear(json_object_get(intake, "students"));
    for (int i = 0; i < 200; i++) {
        char id[16], name[32];
        snprintf(id, sizeof id, "s%03d", i);
        snprintf(name, sizeof name, "Name %d", round);
        book_submit(book_student(intake, id, name), "01_lock", 'a', 'a');
    }
}

static void runs_forever(void)
{
    struct book own = book;
    json_t *intake = book_intake();
    if (gradebook_open(book.out, &own.db))
        _exit(1);
    for (int round = 1;; round++) {
        class_change(intake, round);
        book_run(&own, intake, "");
    }
}

Test(gradebook_run, killed_at_any_moment_it_is_as_before_or_after)
{
    book_record(&book, "01_lock", 'a', "pass", 10, 10);
    sqlite3_close(book.db);
    int runs = 0;
    /* Later and later, until some run came to its end, however slow. */
    for (int i = 0; i < 25 || (runs == 0 && i < 400); i++) {
        pid_t child = fork();
        if (child == 0)
            runs_forever();
        long milliseconds = 20 + 4L * i;
        struct timespec moment = {milliseconds / 1000,
                                  milliseconds % 1000 * 1000000};
        nanosleep(&moment, NULL);
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        cr_assert_eq(gradebook_open(book.out, &book.db), 0);
        cr_expect_str_eq(book_ask(&book, "PRAGMA integrity_check"), "ok");
        cr_expect_str_eq(book_ask(&book, "PRAGMA foreign_key_check"), "");
        cr_expect_str_eq(
            book_ask(&book, "SELECT count(*) FROM run WHERE digest = '' OR 200"
                            " <> (SELECT count(*) FROM result WHERE run = id)"
                            " OR 200 <> (SELECT count(*) FROM total WHERE run"
                            " = id)"),
            "0");
        cr_expect_leq(
            atoi(book_ask(&book, "SELECT count(DISTINCT name) FROM student")),
            1);
        runs = atoi(book_ask(&book, "SELECT count(*) FROM run"));
        sqlite3_close(book.db);
    }
    cr_assert_eq(gradebook_open(book.out, &book.db), 0);
    cr_expect_gt(runs, 0, "no run ever came to its end");
}
