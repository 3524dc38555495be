/* The forms in which work comes in, and whose it is (batch/intake/intake.h):
 * folders and flat files; intake_downloads_test.c has the archives. */
#include <criterion/criterion.h>
#include <criterion/redirect.h>
#include <stdio.h>
#include <string.h>

#include "try_intake.h"

TestSuite(intake_forms, .init = try_begin, .fini = try_end);

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* A file of IN, and whose it must be for which lesson. */
struct handed {
    const char *path, *id, *lesson;
};

/* Each file has a text of its own. */
static json_t *hand_in(const struct handed *handed, size_t count,
                       size_t students)
{
    char text[32];
    for (size_t i = 0; i < count; i++) {
        snprintf(text, sizeof text, "int file_%zu;\n", i);
        try_write(handed[i].path, text);
    }
    json_t *intake = try_take("in", NULL);
    cr_expect_eq(try_students(), students);
    for (size_t i = 0; i < count; i++) {
        snprintf(text, sizeof text, "int file_%zu;\n", i);
        try_expect(handed[i].id, handed[i].lesson, text);
    }
    return intake;
}

Test(intake_forms, a_folder_for_each_student)
{
    static const struct handed handed[] = {
        {"in/ann/counter.c", "ann", "01_lock"},
        {"in/Bob Ray/01_lock/counter.c", "bob_ray", "01_lock"},
        {"in/cyd/lessons/02_critical_section/account.c", "cyd",
         "02_critical_section"},
        {"in/dan/work/kit/lessons/01_lock/counter.c", "dan", "01_lock"}};
    json_t *intake = hand_in(handed, COUNT(handed), 4);
    cr_expect_str_eq(try_text(try_student("bob_ray"), "name"), "Bob Ray");
    cr_expect_str_eq(try_text(try_submission("ann", "01_lock"), "file"),
                     "ann/counter.c");
    cr_expect(json_is_true(json_object_get(try_student("ann"), "enrolled")));
    cr_expect_eq(json_array_size(json_object_get(intake, "problems")), 0);
}

Test(intake_forms, a_whole_tree_of_the_kit)
{
    try_shell("mkdir -p in/ann; cp -r ../../../lessons ../../../Makefile "
              "../../../README.md in/ann; mkdir -p in/ann/solutions/01_lock "
              "in/ann/build/check in/ann/grader/lessons/01_lock/mutants; "
              "echo 'int s;' >in/ann/solutions/01_lock/counter.c; "
              "echo 'int m;' >in/ann/grader/lessons/01_lock/mutants/counter.c; "
              "echo 'int b;' >in/ann/build/check/counter.c; "
              "echo 'int old;' >in/ann/lessons/01_lock/counter.c.old");
    try_write("in/ann/lessons/01_lock/counter.c", "int ann;\n");
    try_take("in", NULL);
    try_expect("ann", "01_lock", "int ann;\n");
    json_t *ann = try_student("ann");
    /* What nobody touched is not handed in. */
    cr_expect_eq(json_array_size(json_object_get(ann, "submissions")), 1);
    cr_expect_eq(json_array_size(json_object_get(ann, "problems")), 0);
}

Test(intake_forms, flat_files)
{
    static const struct handed handed[] = {
        {"in/ann_01.c", "ann", "01_lock"},
        {"in/bob_lock.c", "bob", "01_lock"},
        {"in/lee_ann_01_lock.c", "lee_ann", "01_lock"},
        {"in/lee_ann_account.c", "lee_ann", "02_critical_section"}};
    hand_in(handed, COUNT(handed), 3);
    cr_expect_eq(try_problems(try_submission("ann", "01_lock"), "wrong_name"),
                 0);
}

static void expect_unknown(const char *id, const char *file)
{
    const json_t *problem = try_problem(try_student(id), "unknown_file");
    cr_expect_str_eq(try_text(problem, "file"), file, "%s", id);
}

Test(intake_forms, a_flat_file_that_no_lesson_names)
{
    static const struct handed handed[] = {
        {"in/lee_01.c", "lee", "01_lock"},
        {"in/lee_ann_01.c", "lee_ann", "01_lock"}};
    hand_in(handed, COUNT(handed), 2);
    static const char *const others[] = {
        "in/lee_ann_coutner.c", "in/lee.txt", "in/leeds_notes.txt",
        "in/bob/notes.txt", "in/bob_notes.txt"};
    for (size_t i = 0; i < COUNT(others); i++)
        try_write(others[i], "notes\n");
    const json_t *intake = try_take("in", NULL);
    cr_expect_eq(try_students(), 3);
    expect_unknown("lee", "lee.txt");
    expect_unknown("lee_ann", "lee_ann_coutner.c");
    expect_unknown("bob", "bob/notes.txt");
    /* Nobody is named leeds; and bob handed in nothing that could be taken. */
    cr_expect(strstr(try_text(try_problem(intake, "unknown_file"), "text"),
                     "There are 2 such files."));
}

Test(intake_forms, flat_files_of_students_with_numbers)
{
    static const struct handed handed[] = {
        {"in/student_01_lock.c", "student_01", "01_lock"},
        {"in/student_02_lock.c", "student_02", "01_lock"},
        {"in/student_03_account.c", "student_03", "02_critical_section"}};
    hand_in(handed, COUNT(handed), 3);
}

Test(intake_forms, one_student_in_several_forms)
{
    static const struct handed handed[] = {
        {"in/ann/counter.c", "ann", "01_lock"},
        {"in/ann_02.c", "ann", "02_critical_section"}};
    hand_in(handed, COUNT(handed), 1);
}

Test(intake_forms, what_an_archiver_wraps_around)
{
    static const struct handed handed[] = {
        {"in/downloads/ann/counter.c", "ann", "01_lock"},
        {"in/downloads/bob/counter.c", "bob", "01_lock"}};
    hand_in(handed, COUNT(handed), 2);
}

Test(intake_forms, a_class_of_one)
{
    static const struct handed handed[] = {
        {"in/ann/src/counter.c", "ann", "01_lock"}};
    hand_in(handed, COUNT(handed), 1);
}

Test(intake_forms, a_students_own_folder)
{
    try_write("ann/counter.c", "int ann;\n");
    try_write("ann/lessons/02_critical_section/account.c", "int two;\n");
    try_take("ann", NULL);
    cr_expect_eq(try_students(), 1);
    try_expect("ann", "01_lock", "int ann;\n");
    try_expect("ann", "02_critical_section", "int two;\n");
}

Test(intake_forms, a_lessons_file_among_students_is_no_ones)
{
    try_write("in/ann/counter.c", "int ann;\n");
    try_write("in/counter.c", "int stray;\n");
    try_write("in/01_lock/counter.c", "int stray;\n");
    try_write("in/notes.txt", "notes\n");
    json_t *intake = try_take("in", NULL);
    cr_expect_eq(try_students(), 1);
    cr_expect_eq(try_problems(intake, "no_student"), 2);
    cr_expect_eq(try_problems(intake, "unknown_file"), 1);
}

Test(intake_forms, nothing_at_all)
{
    try_shell("mkdir -p in/ann in/bob/empty");
    try_take("in", NULL);
    cr_expect_eq(try_students(), 2);
    cr_expect_eq(try_problems(try_student("ann"), "nothing"), 1);
    try_shell("mkdir none");
    try_take("none", NULL);
    cr_expect_eq(try_students(), 0);
}

Test(intake_forms, what_is_not_there_is_an_error)
{
    cr_redirect_stderr();
    cr_expect_neq(try_take_error("nowhere", NULL), 0);
    try_write("plain", "neither folder nor archive\n");
    cr_expect_neq(try_take_error("plain", NULL), 0);
    try_write("in/ann/counter.c", "int x;\n");
    cr_expect_neq(try_take_error("in", "nowhere.csv"), 0);
}

static void sections_hand_in(const char *const *files, size_t count)
{
    char path[128];
    try_shell("rm -rf in");
    for (size_t i = 0; i < count; i++) {
        snprintf(path, sizeof path, "in/%s", files[i]);
        try_write(path, files[i]);
    }
    try_take("in", NULL);
}

Test(intake_forms, sections_without_a_roster_are_no_people)
{
    static const char *const folders[] = {
        "section A/ann/counter.c", "section A/bob/counter.c",
        "section B/cyd/counter.c", "section B/dan/counter.c",
        "section C/eve/counter.c"};
    sections_hand_in(folders, COUNT(folders));
    cr_expect_eq(try_students(), 5);
    try_expect("ann", "01_lock", "section A/ann/counter.c");
    try_expect("eve", "01_lock", "section C/eve/counter.c");
    static const char *const flat[] = {"A/ann_counter.c", "A/bob_counter.c",
                                       "B/cyd_counter.c", "B/dan_counter.c"};
    sections_hand_in(flat, COUNT(flat));
    cr_expect_eq(try_students(), 4);
    try_expect("dan", "01_lock", "B/dan_counter.c");
}

Test(intake_forms, one_name_in_two_sections_is_two_people)
{
    static const char *const files[] = {
        "section A/lee/counter.c", "section A/bob/counter.c",
        "section B/lee/counter.c", "section B/cyd/counter.c",
        "section B/dan/counter.c"};
    sections_hand_in(files, COUNT(files));
    cr_expect_eq(try_students(), 5);
}

Test(intake_forms, folders_for_lessons_of_any_name_hold_the_same_people)
{
    static const char *const labs[] = {
        "first/ann/counter.c", "first/bob/counter.c", "first/cyd/counter.c",
        "next/ann/transfer.c", "next/bob/transfer.c", "next/cyd/transfer.c"};
    sections_hand_in(labs, COUNT(labs));
    cr_expect_eq(try_students(), 3);
    try_expect("bob", "03_deadlock", "next/bob/transfer.c");
    /* But these are parts of one student's work. */
    static const char *const parts[] = {
        "ann/part1/counter.c",  "ann/part2/transfer.c", "bob/part1/counter.c",
        "bob/part2/transfer.c", "cyd/part1/counter.c",  "cyd/part2/transfer.c"};
    sections_hand_in(parts, COUNT(parts));
    cr_expect_eq(try_students(), 3);
    try_expect("cyd", "03_deadlock", "cyd/part2/transfer.c");
}
