/* Times that a course system exports beside the works
 * (batch/intake/times.h). */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "try_intake.h"

static void begin(void)
{
    setenv("TZ", "America/New_York", 1);
    try_begin();
}

TestSuite(intake_times, .init = begin, .fini = try_end);

static void expect(const char *id, const char *lesson, const char *time,
                   const char *due)
{
    const json_t *submission = try_submission(id, lesson);
    cr_assert(submission, "%s has no %s", id, lesson);
    cr_expect_str_eq(try_text(submission, "time"), time, "%s, %s: %s", id,
                     lesson, try_text(submission, "time"));
    cr_expect_str_eq(try_text(submission, "due"), due, "%s, %s: due %s", id,
                     lesson, try_text(submission, "due"));
}

static void moodle_hand_in(void)
{
    try_write("in/Ann Lee_12_assignsubmission_file/counter.c", "int a;");
    try_write("in/Bo Ray_13_assignsubmission_file/counter.c", "int b;");
    try_write("in/Cy Fox_14_assignsubmission_file/counter.c", "int c;");
}

Test(intake_times, moodle_worksheet)
{
    moodle_hand_in();
    try_write("sheet.csv",
              "\xEF\xBB\xBFIdentifier,\"Full name\",\"Email address\",Status,"
              "Grade,\"Maximum Grade\",\"Grade can be changed\",\"Due date\","
              "\"Last modified (submission)\",\"Last modified (grade)\"\n"
              "\"Participant 12\",\"Ann Lee\",ann@example.edu,"
              "\"Submitted for grading - 1 day 2 hours late - Not graded\",,"
              "100.00,Yes,\"Friday, 20 November 2026, 11:59 PM\","
              "\"Sunday, 22 November 2026, 1:45 AM\",-\n"
              "\"Participant 13\",\"Bo Ray\",bo@example.edu,"
              "\"Submitted for grading - Extension granted until: "
              "Monday, 23 November 2026, 12:00 PM\",,100.00,Yes,"
              "\"Friday, 20 November 2026, 11:59 PM\","
              "\"Sunday, 22 November 2026, 1:45 AM\",-\n"
              "\"Participant 14\",\"Cy Fox\",cy@example.edu,"
              "\"No submission\",,100.00,Yes,"
              "\"Friday, 20 November 2026, 11:59 PM\",-,-\n");
    try_times("sheet.csv", NULL);
    try_take("in", NULL);
    expect("ann_lee", "01_lock", "2026-11-22T06:45:00Z",
           "2026-11-21T04:59:00Z");
    expect("bo_ray", "01_lock", "2026-11-22T06:45:00Z", "2026-11-23T17:00:00Z");
    expect("cy_fox", "01_lock", "", "");
}

Test(intake_times, moodle_in_other_languages)
{
    moodle_hand_in();
    try_write("sheet.csv",
              "ID;\"Vollständiger Name\";E-Mail-Adresse;Status;Bewertung;"
              "\"Zuletzt geändert (Abgabe)\"\n"
              "Teilnehmer/in12;\"Ann Lee\";ann@example.edu;x;;"
              "\"Sonntag, 8. März 2026, 13:45\"\n"
              "Teilnehmer/in13;\"Bo Ray\";bo@example.edu;x;;"
              "\"mardi 4 août 2026, 13:45\"\n"
              "Teilnehmer/in14;\"Cy Fox\";cy@example.edu;x;;"
              "\"viernes, 11 de diciembre de 2026, 13:45\"\n");
    try_times("sheet.csv", NULL);
    try_take("in", NULL);
    expect("ann_lee", "01_lock", "2026-03-08T17:45:00Z", "");
    expect("bo_ray", "01_lock", "2026-08-04T17:45:00Z", "");
    expect("cy_fox", "01_lock", "2026-12-11T18:45:00Z", "");
}

Test(intake_times, gradescope_grades_of_a_course)
{
    try_write("in/lee/counter.c", "int a;");
    try_write("in/lee/transfer.c", "int b;");
    try_write("in/ray/counter.c", "int c;");
    try_write("roster.csv", "Name,Email,Login\nAnn Lee,ann@example.edu,lee\n"
                            "Bo Ray,bo@example.edu,ray\n");
    try_write("sheet.csv",
              "First Name,Last Name,SID,Email,Sections,Lab 1,Lab 1 - Max "
              "Points,Lab 1 - Submission Time,Lab 1 - Lateness (H:M:S),"
              "Lab 3,Lab 3 - Max Points,Lab 3 - Submission Time,"
              "Lab 3 - Lateness (H:M:S),Total Lateness (H:M:S)\n"
              "Ann,Lee,,ann@example.edu,,9,10,2026-11-20 13:45:12 -0800,"
              "26:05:12,,10,2026-11-21 10:00:00 -0800,00:00:00,26:05:12\n"
              "Bo,Ray,,bo@example.edu,,,10,,,,10,,,\n");
    try_times("sheet.csv", NULL);
    try_take("in", "roster.csv");
    expect("ann_lee", "01_lock", "2026-11-20T21:45:12Z",
           "2026-11-19T19:40:00Z");
    expect("ann_lee", "03_deadlock", "2026-11-21T18:00:00Z",
           "2026-11-21T18:00:00Z");
    cr_expect_str_eq(try_text(try_submission("bo_ray", "01_lock"), "due"), "");
}

Test(intake_times, canvas_submissions)
{
    try_write("in/leeann_LATE_4711_889_counter.c", "int a;");
    try_write("in/raybo_4712_890_counter.c", "int b;");
    try_write("times/Lab 1.json",
              "[{\"id\": 4712, \"user_id\": 4711, \"assignment_id\": 77,"
              " \"submitted_at\": \"2026-11-22T06:45:00Z\", \"late\": true,"
              " \"seconds_late\": 93900,"
              " \"cached_due_date\": \"2026-11-21T04:40:00Z\"},"
              " {\"id\": 4711, \"user_id\": 4712, \"submitted_at\": null,"
              " \"seconds_late\": 0, \"cached_due_date\": null}]");
    try_times("times", NULL);
    try_take("in", NULL);
    expect("leeann", "01_lock", "2026-11-22T06:45:00Z", "2026-11-21T04:40:00Z");
    expect("raybo", "01_lock", "", "");
}

Test(intake_times, each_sheet_is_about_its_lesson)
{
    static const char sheet[] =
        "Name,Submitted at\nAnn Lee,2026-11-2%c 10:00Z\n";
    try_write("in/Ann Lee/counter.c", "int a;");
    try_write("in/Ann Lee/transfer.c", "int b;");
    char text[sizeof sheet];
    snprintf(text, sizeof text, sheet, '1');
    try_write("times/Grades-CS101-Lab 1-4711.csv", text);
    snprintf(text, sizeof text, sheet, '2');
    try_write("times/03_deadlock.csv", text);
    try_times("times", NULL);
    try_take("in", NULL);
    expect("ann_lee", "01_lock", "2026-11-21T10:00:00Z", "");
    expect("ann_lee", "03_deadlock", "2026-11-22T10:00:00Z", "");
    try_write("all.csv", "Name,Assignment,Submitted at,Extension\n"
                         "Ann Lee,Lock,2026-11-23 10:00Z,2026-11-24 10:00Z\n"
                         "Ann Lee,Lab 3,2026-11-24 10:00Z,\n"
                         "Ann Lee,Essay,2026-11-25 10:00Z,\n");
    try_times("all.csv", NULL);
    try_take("in", NULL);
    expect("ann_lee", "01_lock", "2026-11-23T10:00:00Z",
           "2026-11-24T10:00:00Z");
    expect("ann_lee", "03_deadlock", "2026-11-24T10:00:00Z", "");
}

Test(intake_times, a_sheet_that_says_no_lesson_is_about_the_one_asked_for)
{
    try_write("in/Ann Lee/counter.c", "int a;");
    try_write("in/Ann Lee/transfer.c", "int b;");
    try_time("in/Ann Lee/transfer.c", 86400);
    try_write("sheet.csv", "Name,Submitted at\nAnn Lee,2026-11-21 10:00Z\n");
    try_times("sheet.csv", "01_lock");
    try_take("in", NULL);
    expect("ann_lee", "01_lock", "2026-11-21T10:00:00Z", "");
    expect("ann_lee", "03_deadlock", "1970-01-02T00:00:00Z", "");
}

Test(intake_times, members_of_a_group_have_their_own)
{
    try_write("in/team one/counter.c", "int a;");
    try_write("roster.csv", "Name,Login,Group\nAnn Lee,alee,Team One\n"
                            "Bo Ray,bray,Team One\n");
    try_write("sheet.csv", "Login,Submitted at,Extension\n"
                           "alee,2026-11-21 10:00Z,\n"
                           "bray,2026-11-21 10:00Z,2026-11-24 10:00Z\n");
    try_times("sheet.csv", NULL);
    try_take("in", "roster.csv");
    expect("ann_lee", "01_lock", "2026-11-21T10:00:00Z", "");
    expect("bo_ray", "01_lock", "2026-11-21T10:00:00Z", "2026-11-24T10:00:00Z");
}

Test(intake_times, what_is_no_such_sheet)
{
    try_write("in/Ann Lee/counter.c", "int a;");
    try_write("grades.csv", "Name,Grade\nAnn Lee,1\n");
    try_write("broken.json", "[{\"user_id\": 1");
    try_times("grades.csv", NULL);
    cr_expect_neq(try_take_error("in", NULL), 0);
    try_times("broken.json", NULL);
    cr_expect_neq(try_take_error("in", NULL), 0);
    try_times("nothing.csv", NULL);
    cr_expect_neq(try_take_error("in", NULL), 0);
}
