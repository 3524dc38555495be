/* Whose work it is, in the forms of many course systems
 * (batch/intake/named.h). */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "try_intake.h"

TestSuite(intake_owners, .init = try_begin, .fini = try_end);

enum { FILES_MOST = 8 };

static const char people[] =
    "Name,Email,Login,SIS ID,Team\n"
    "Ida Lund,ida.lund@example.edu,ilund,700101,group_0001\n"
    "Omar Said,omar@example.edu,osaid,700102,group_0001\n"
    "\"Wójcik, Ewa\",ewa@example.edu,e.wojcik,700103,Team Two\n"
    "Max Roth,roth@example.edu,mroth,700104,Team Two\n";

/* A download: files, and who is expected to have handed in which of them. */
struct form {
    const char *name;
    const char *file[FILES_MOST]; /* NULL ends them */
    const char *taken[4];         /* of Ida, Omar, Ewa, Max; NULL: nothing */
};

static const struct form forms[] = {
    {"Blackboard",
     {"Lab 1_ilund_attempt_2026-03-02-09-00-00_counter.c",
      "Lab 1_ilund_attempt_2026-03-02-18-30-05_counter.c",
      "Lab 1_ilund_attempt_2026-03-02-18-30-05.txt",
      "Lab 1_osaid_attempt_2026-03-02-09-00-00_counter.c"},
     {"Lab 1_ilund_attempt_2026-03-02-18-30-05_counter.c",
      "Lab 1_osaid_attempt_2026-03-02-09-00-00_counter.c"}},
    {"Brightspace",
     {"index.html", "8-9 - Ida Lund - Mar 2, 2026 915 PM/counter.c",
      "8-9 - Ida Lund - Mar 2, 2026 1015 AM/counter.c",
      "7-9 - Ewa Wójcik - Mar 3, 2026 1201 AM/counter.c"},
     {"8-9 - Ida Lund - Mar 2, 2026 915 PM/counter.c", NULL,
      "7-9 - Ewa Wójcik - Mar 3, 2026 1201 AM/counter.c"}},
    {"Sakai",
     {"Lab/grades.csv", "Lab/Lund, Ida(ilund)/timestamp.txt",
      "Lab/Lund, Ida(ilund)/Submission attachment(s)/counter.c",
      "Lab/Roth, Max(mroth)/Submission attachment(s)/counter.c"},
     {"Lab/Lund, Ida(ilund)/Submission attachment(s)/counter.c", NULL, NULL,
      "Lab/Roth, Max(mroth)/Submission attachment(s)/counter.c"}},
    {"ILIAS",
     {"Abgaben/Lund_Ida_ilund_31/20260302101500_counter.c",
      "Abgaben/Lund_Ida_ilund_31/20260301101500_counter.c",
      "Abgaben/Said_Omar_osaid_32/20260302101500_counter.c"},
     {"Abgaben/Lund_Ida_ilund_31/20260302101500_counter.c",
      "Abgaben/Said_Omar_osaid_32/20260302101500_counter.c"}},
    {"Teams",
     {"Lab 1/Submitted files/Lund, Ida/Lab 1/Version 9/counter.c",
      "Lab 1/Submitted files/Lund, Ida/Lab 1/Version 10/counter.c",
      "Lab 1/Submitted files/Roth, Max/Lab 1/Version 1/counter.c"},
     {"Lab 1/Submitted files/Lund, Ida/Lab 1/Version 10/counter.c", NULL, NULL,
      "Lab 1/Submitted files/Roth, Max/Lab 1/Version 1/counter.c"}},
    {"CodeGrade",
     {"12 - Ida Lund/counter.c", "12 - Ida Lund/.cg-info",
      "13 - Omar Said/counter.c"},
     {"12 - Ida Lund/counter.c", "13 - Omar Said/counter.c"}},
    {"MarkUs",
     {"lab1/group_0001/counter.c", "lab1/Team Two/counter.c"},
     {"lab1/group_0001/counter.c", "lab1/group_0001/counter.c",
      "lab1/Team Two/counter.c", "lab1/Team Two/counter.c"}},
    {"Moodle, teams",
     {"group_0001_77_assignsubmission_file/counter.c",
      "Team Two_78_assignsubmission_file/counter.c"},
     {"group_0001_77_assignsubmission_file/counter.c",
      "group_0001_77_assignsubmission_file/counter.c",
      "Team Two_78_assignsubmission_file/counter.c",
      "Team Two_78_assignsubmission_file/counter.c"}},
    {"PrairieLearn",
     {"ida.lund@example.edu_1_HW1_lock_1_2_counter.c",
      "ida.lund@example.edu_1_HW1_lock_1_10_counter.c",
      "omar@example.edu_1_HW1_lock_1_1_counter.c"},
     {"ida.lund@example.edu_1_HW1_lock_1_10_counter.c",
      "omar@example.edu_1_HW1_lock_1_1_counter.c"}},
    {"Submitty",
     {"submissions/lab1/ilund/1/counter.c",
      "submissions/lab1/ilund/2/counter.c",
      "submissions/lab1/e.wojcik/1/counter.c"},
     {"submissions/lab1/ilund/2/counter.c", NULL,
      "submissions/lab1/e.wojcik/1/counter.c"}},
    {"Autolab",
     {"roth@example.edu_1_counter.c", "roth@example.edu_12_counter.c",
      "roth@example.edu_2_counter.c", "omar@example.edu_1_counter.c"},
     {NULL, "omar@example.edu_1_counter.c", NULL,
      "roth@example.edu_12_counter.c"}},
    {"GitHub Classroom",
     {"lab-01-submissions/lab-01-ilund/lessons/01_lock/counter.c",
      "lab-01-submissions/lab-01-e.wojcik/lessons/01_lock/counter.c"},
     {"lab-01-submissions/lab-01-ilund/lessons/01_lock/counter.c", NULL,
      "lab-01-submissions/lab-01-e.wojcik/lessons/01_lock/counter.c"}},
    {"numbers of the school",
     {"700101/counter.c", "lab 700102.zip.d/700103/counter.c"},
     {"700101/counter.c", "lab 700102.zip.d/700103/counter.c"}},
    {"sections",
     {"section A/ilund/counter.c", "section A/osaid/counter.c",
      "section B/mroth/counter.c"},
     {"section A/ilund/counter.c", "section A/osaid/counter.c", NULL,
      "section B/mroth/counter.c"}},
    {"a folder for each lesson",
     {"01_lock/ilund/main_part.c", "03_deadlock/ilund/other.c",
      "01_lock/osaid/counter.c"},
     {"01_lock/ilund/main_part.c", "01_lock/osaid/counter.c"}},
};

static const char *const ids[] = {"ida_lund", "omar_said", "wojcik_ewa",
                                  "max_roth"};

static void form_try(const struct form *form)
{
    char path[512];
    try_shell("rm -rf in");
    for (size_t i = 0; i < FILES_MOST && form->file[i]; i++) {
        snprintf(path, sizeof path, "in/%s", form->file[i]);
        try_write(path, form->file[i]);
    }
    try_take("in", "roster.csv");
    for (size_t i = 0; i < 4; i++) {
        const char *file = try_text(try_submission(ids[i], "01_lock"), "file");
        cr_expect_str_eq(file, form->taken[i] ? form->taken[i] : "", "%s, %s",
                         form->name, ids[i]);
        if (form->taken[i])
            cr_expect_str_eq(try_source(ids[i], "01_lock"), form->taken[i],
                             "%s, %s: %s", form->name, ids[i],
                             try_source(ids[i], "01_lock"));
    }
    cr_expect_eq(try_students(), 4, "%s: %zu students", form->name,
                 try_students());
}

Test(intake_owners, each_form)
{
    try_write("roster.csv", people);
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
        form_try(&forms[i]);
}

Test(intake_owners, gradescopes_export)
{
    try_write("roster.csv", people);
    try_write("in/export/submission_metadata.yml",
              "---\n"
              "submission_11:\n"
              "  :submitters:\n"
              "  - :name: Ida Lund\n"
              "    :sid: x\n"
              "    :email: ida.lund@example.edu\n"
              "  - :name: Somebody Else\n"
              "    :email: roth@example.edu\n"
              "  :created_at: 2026-03-02 13:45:12.000000000 Z\n"
              "submission_12:\n"
              "  :submitters:\n"
              "  - :name: O. Said\n"
              "    :email: omar@example.edu\n"
              "  :created_at: 2026-03-02 14:45:12.000000000 -0500\n");
    try_write("in/export/submission_11/counter.c", "int two;\n");
    try_write("in/export/submission_12/counter.c", "int omar;\n");
    try_take("in", "roster.csv");
    try_expect("ida_lund", "01_lock", "int two;\n");
    try_expect("max_roth", "01_lock", "int two;\n");
    try_expect("omar_said", "01_lock", "int omar;\n");
    cr_expect_str_eq(try_text(try_submission("ida_lund", "01_lock"), "time"),
                     "2026-03-02T13:45:12Z");
    cr_expect_str_eq(try_text(try_submission("omar_said", "01_lock"), "time"),
                     "2026-03-02T19:45:12Z");
}

/* What a student hands in beside it changes nothing. */
Test(intake_owners, what_gradescopes_autograder_is_told)
{
    try_write("roster.csv", "Name,Login\nstudent,student\n");
    try_write("in/student/submission_metadata.json",
              "{\"created_at\": \"2026-11-19T02:00:00.123456-08:00\","
              " \"assignment\": {\"due_date\": \"2026-11-20T23:59:00Z\"},"
              " \"users\": [{\"name\": \"Ida\", \"assignment\":"
              " {\"due_date\": \"2026-11-22T23:59:00Z\"}}]}");
    try_write("in/student/.submit.timestamp", "2020-01-01 00:00:00 UTC");
    try_write("in/student/timestamp.txt", "2020-01-01 00:00:00 UTC");
    try_write("in/student/a/timestamp.txt", "2020-01-01 00:00:00 UTC");
    try_write("in/student/a/counter.c", "int x;\n");
    try_take("in", "roster.csv");
    json_t *lock = try_submission("student", "01_lock");
    cr_expect_str_eq(try_text(lock, "time"), "2026-11-19T10:00:00Z");
    cr_expect_str_eq(try_text(lock, "due"), "2026-11-22T23:59:00Z");
}

/* Only what lies beside an archive is the course system's word: a student packs
 * what they like, and calls it what they like. */
Test(intake_owners, an_archive_does_not_say_when_it_came)
{
    static const struct packed own[] = {
        {.name = "timestamp.txt", .text = "2020-01-01 00:00:00 UTC"},
        {.name = "2020-01-01 00-00-00 UTC/counter.c",
         .text = "int x;\n",
         .time = 1795330800 /* 2026-11-22T07:00:00Z */}};
    try_write("roster.csv", people);
    try_pack("in/Lund, Ida(ilund)/lab.zip", own, 2);
    try_write("in/Lund, Ida(ilund)/timestamp.txt", "20261120120000000");
    try_pack("in/Roth, Max(mroth)/lab.zip", own, 2);
    try_pack("in/osaid.zip", own, 2);
    try_write("in/Team Two_78_assignsubmission_file_/timestamp.txt",
              "2020-01-01 00:00:00 UTC");
    try_write("in/Team Two_78_assignsubmission_file_/deadlock.c", "int y;\n");
    try_take("in", "roster.csv");
    cr_expect_str_eq(try_text(try_submission("ida_lund", "01_lock"), "time"),
                     "2026-11-20T12:00:00Z");
    cr_expect_str_eq(try_text(try_submission("max_roth", "01_lock"), "time"),
                     "2026-11-22T07:00:00Z");
    cr_expect_str_eq(try_text(try_submission("omar_said", "01_lock"), "time"),
                     "2026-11-22T07:00:00Z");
    cr_expect_not_null(try_submission("wojcik_ewa", "03_deadlock"));
    cr_expect_str_eq(
        try_text(try_submission("wojcik_ewa", "03_deadlock"), "time"), "");
}

Test(intake_owners, classrooms_own_roster)
{
    try_write("in/lab-01-octo-ida/counter.c", "int ida;\n");
    try_write("in/lab-01-omar99/counter.c", "int omar;\n");
    try_write("roster.csv", "identifier,github_username,github_id,name\n"
                            "ida.lund@example.edu,octo-ida,5,Ida Lund\n"
                            "osaid,omar99,6,Omar Said\n"
                            "Ewa Wojcik,,,\n");
    try_take("in", "roster.csv");
    try_expect("ida_lund", "01_lock", "int ida;\n");
    try_expect("omar_said", "01_lock", "int omar;\n");
    cr_expect(try_student("ewa_wojcik"));
    cr_expect_eq(try_students(), 3);
}

Test(intake_owners, what_lies_in_a_students_part_has_no_say)
{
    try_write("roster.csv", people);
    try_write("in/ilund/osaid/counter.c", "int ida;\n");
    try_write("in/ilund/Max Roth_12_assignsubmission_file/account.c",
              "int y;\n");
    try_take("in", "roster.csv");
    try_expect("ida_lund", "01_lock", "int ida;\n");
    try_expect("ida_lund", "02_critical_section", "int y;\n");
    cr_expect_null(try_submission("omar_said", "01_lock"));
}

Test(intake_owners, someone_unknown_stands_beside_the_known)
{
    try_write("roster.csv", people);
    try_write("in/section A/ilund/counter.c", "int ida;\n");
    try_write("in/section A/guest/counter.c", "int guest;\n");
    try_take("in", "roster.csv");
    try_expect("ida_lund", "01_lock", "int ida;\n");
    try_expect("guest", "01_lock", "int guest;\n");
    cr_expect_eq(try_students(), 5);
}

Test(intake_owners, a_login_in_a_strangers_name)
{
    try_write("roster.csv", "Name,Login\nKim Lee,kim\nKim Lee,klee\n"
                            "Ann Ray,ann\nBob Orr,borr\n");
    try_write("in/borr/counter.c", "int bob;\n");
    try_write("in/ann chen/counter.c", "int stranger;\n");
    try_write("in/12 - Kim Lee/counter.c", "int kim;\n");
    try_take("in", "roster.csv");
    try_expect("bob_orr", "01_lock", "int bob;\n");
    try_expect("ann_chen", "01_lock", "int stranger;\n");
    cr_expect_null(try_submission("ann_ray", "01_lock"));
    cr_expect_null(try_submission("kim_lee-kim", "01_lock"));
    cr_expect_null(try_submission("kim_lee-klee", "01_lock"));
}

Test(intake_owners, a_name_of_numbers)
{
    try_write("roster.csv", "Name,Login\n+1+1,s002\nAnn Ray,aray\n");
    try_write("in/aray/counter.c", "int ann;\n");
    try_write("in/guest/11_pool/transfer.c", "int guest;\n");
    try_write("in/+1+1/account.c", "int one;\n");
    try_take("in", "roster.csv");
    try_expect("guest", "03_deadlock", "int guest;\n");
    try_expect("1_1", "02_critical_section", "int one;\n");
    cr_expect_null(try_submission("1_1", "03_deadlock"));
}

Test(intake_owners, times_in_names)
{
    static const struct {
        const char *part, *time;
    } parts[] = {
        {"Lab 1_ilund_attempt_2026-03-02-18-30-05", "2026-03-02T18:30:05Z"},
        {"1-2 - Ida Lund - Mar 2, 2026 1205 AM", "2026-03-02T00:05:00Z"},
        {"ilund 20260302183005", "2026-03-02T18:30:05Z"},
        {"ilund 2026-03-02T18:30+01:00", "2026-03-02T17:30:00Z"}};
    setenv("TZ", "UTC", 1);
    try_write("roster.csv", people);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        char path[256];
        try_shell("rm -rf in");
        snprintf(path, sizeof path, "in/%s/counter.c", parts[i].part);
        try_write(path, "int x;\n");
        try_take("in", "roster.csv");
        cr_expect_str_eq(
            try_text(try_submission("ida_lund", "01_lock"), "time"),
            parts[i].time, "%s", parts[i].part);
    }
}
