/* What learning platforms and archivers make of a class
 * (batch/intake/intake.h). */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "try_intake.h"

TestSuite(intake_downloads, .init = try_begin, .fini = try_end);

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const struct packed moodle[] = {
    {.name = "Ann Lee_12_assignsubmission_file_/counter.c",
     .text = "int ann;\n"},
    {.name = "Zoë Ångström_13_assignsubmission_file_/a/01_lock/counter.c",
     .text = "int zoe;\n",
     .time = 1790000000},
    {.name = "Bob Ray_14_assignsubmission_file_counter.c",
     .text = "int bob;\n"},
    {.name = "Kim Lee_15_assignsubmission_file_/counter.c",
     .text = "int kim;\n"},
    {.name = "Kim Lee_16_assignsubmission_file_/counter.c",
     .text = "int other;\n"},
    {.name = "Eve_17_assignsubmission_onlinetext_onlinetext.html",
     .text = "<p>\n"},
};

static void moodle_expect(void)
{
    cr_expect_eq(try_students(), 6);
    try_expect("ann_lee", "01_lock", "int ann;\n");
    try_expect("zoe_angstrom", "01_lock", "int zoe;\n");
    try_expect("bob_ray", "01_lock", "int bob;\n");
    try_expect("kim_lee-15", "01_lock", "int kim;\n");
    try_expect("kim_lee-16", "01_lock", "int other;\n");
    const json_t *ids = json_object_get(try_student("ann_lee"), "ids");
    cr_expect_str_eq(try_text(ids, "moodle"), "12");
    cr_expect_eq(try_problems(try_student("eve"), "nothing"), 1);
}

Test(intake_downloads, moodles_zip)
{
    try_pack("moodle.zip", moodle, COUNT(moodle));
    try_take("moodle.zip", NULL);
    moodle_expect();
    cr_expect_null(
        json_object_get(try_submission("zoe_angstrom", "01_lock"), "time"));
}

Test(intake_downloads, moodles_zip_unpacked)
{
    for (size_t i = 0; i < COUNT(moodle); i++) {
        char name[256];
        snprintf(name, sizeof name, "in/%s", moodle[i].name);
        try_write(name, moodle[i].text);
    }
    try_take("in", NULL);
    moodle_expect();
}

Test(intake_downloads, moodles_zip_in_a_folder)
{
    try_pack("in/CS101-Homework-77.zip", moodle, COUNT(moodle));
    try_take("in", NULL);
    moodle_expect();
}

Test(intake_downloads, one_moodle_zip_for_each_lesson)
{
    static const struct packed first[] = {
        {.name = "Ann Lee_12_assignsubmission_file_/counter.c",
         .text = "int one;\n"},
        {.name = "Bob_13_assignsubmission_file_/counter.c",
         .text = "int bob;\n"}};
    static const struct packed second[] = {
        {.name = "Ann Lee_57_assignsubmission_file_/account.c",
         .text = "int two;\n"}};
    try_pack("in/first.zip", first, COUNT(first));
    try_pack("in/second.zip", second, COUNT(second));
    try_take("in", NULL);
    cr_expect_eq(try_students(), 2);
    try_expect("ann_lee", "01_lock", "int one;\n");
    try_expect("ann_lee", "02_critical_section", "int two;\n");
}

static const struct packed student[] = {{.name = "kit/01_lock/counter.c",
                                         .text = "int packed;\n",
                                         .time = 1790000000},
                                        {.name = "kit/", .text = NULL}};

Test(intake_downloads, canvas)
{
    try_pack("own.zip", student, COUNT(student));
    size_t size;
    char *own = try_read("own.zip", &size);
    const struct packed canvas[] = {
        {.name = "leeann_4711_889_counter.c", .text = "int ann;\n"},
        {.name = "rayboblate_LATE_4712_890_counter-2.c",
         .text = "int bob;\n",
         .time = 1790000000},
        {.name = "cyd_4713_891_lockstep.zip", .text = own, .size = size},
        {.name = "cyd_4713_892_account.c", .text = "int two;\n"},
        {.name = "dan_4714_text.html", .text = "<p>\n"}};
    try_pack("submissions.zip", canvas, COUNT(canvas));
    try_take("submissions.zip", NULL);
    cr_expect_eq(try_students(), 4);
    try_expect("leeann", "01_lock", "int ann;\n");
    try_expect("rayboblate", "01_lock", "int bob;\n");
    try_expect("cyd", "01_lock", "int packed;\n");
    try_expect("cyd", "02_critical_section", "int two;\n");
    const json_t *late = try_submission("rayboblate", "01_lock");
    cr_expect(json_is_true(json_object_get(late, "late_flag")));
    cr_expect_eq(try_problems(late, "wrong_name"), 0);
    cr_expect(json_is_false(
        json_object_get(try_submission("leeann", "01_lock"), "late_flag")));
    /* The entry's time is the download's; the student's own zip has its own. */
    cr_expect_null(json_object_get(late, "time"));
    cr_expect_str_eq(try_text(try_submission("cyd", "01_lock"), "time"),
                     "2026-09-21T14:13:20Z");
    free(own);
}

Test(intake_downloads, an_archive_for_each_student)
{
    try_pack("in/ann.zip", student, COUNT(student));
    try_pack("in/Bob Ray.tar", student, COUNT(student));
    try_pack("in/cyd.tar.gz", student, COUNT(student));
    try_pack("in/dan.tar.xz", student, COUNT(student));
    try_pack("in/eve.tar.zst", student, COUNT(student));
    try_pack("in/fay.TGZ.tar", student, COUNT(student));
    try_pack("in/gus.7z", student, COUNT(student));
    try_take("in", NULL);
    static const char *const ids[] = {"ann", "bob_ray", "cyd", "dan",
                                      "eve", "fay_tgz", "gus"};
    cr_expect_eq(try_students(), COUNT(ids));
    for (size_t i = 0; i < COUNT(ids); i++) {
        try_expect(ids[i], "01_lock", "int packed;\n");
        cr_expect_str_eq(try_text(try_submission(ids[i], "01_lock"), "time"),
                         "2026-09-21T14:13:20Z");
    }
}

Test(intake_downloads, a_zip_of_zips_with_a_folder_around)
{
    try_pack("ann.zip", student, COUNT(student));
    size_t size;
    char *own = try_read("ann.zip", &size);
    const struct packed all[] = {
        {.name = "hw/ann.zip", .text = own, .size = size},
        {.name = "hw/bob.zip", .text = own, .size = size},
        {.name = "hw/cyd/counter.c", .text = "int cyd;\n"}};
    try_pack("hw.zip", all, COUNT(all));
    try_take("hw.zip", NULL);
    cr_expect_eq(try_students(), 3);
    try_expect("ann", "01_lock", "int packed;\n");
    try_expect("bob", "01_lock", "int packed;\n");
    try_expect("cyd", "01_lock", "int cyd;\n");
    free(own);
}

Test(intake_downloads, all_of_them_in_one_folder)
{
    try_write("in/ann/counter.c", "int ann;\n");
    try_write("in/bob_01_lock.c", "int bob;\n");
    try_write("in/leecyd_LATE_4711_889_counter.c", "int cyd;\n");
    try_pack("in/dan.tar.gz", student, COUNT(student));
    try_pack("in/moodle.zip", moodle, COUNT(moodle));
    try_take("in", NULL);
    cr_expect_eq(try_students(), 10);
    try_expect("ann", "01_lock", "int ann;\n");
    try_expect("bob", "01_lock", "int bob;\n");
    try_expect("leecyd", "01_lock", "int cyd;\n");
    try_expect("dan", "01_lock", "int packed;\n");
    try_expect("ann_lee", "01_lock", "int ann;\n");
}

Test(intake_downloads, the_same_again_is_the_same)
{
    try_pack("in/moodle.zip", moodle, COUNT(moodle));
    try_write("in/ann/counter.c", "int ann;\n");
    try_write("in/bob_01_lock.c", "int bob;\n");
    char *once = json_dumps(try_take("in", NULL), 0);
    char *again = json_dumps(try_take("in", NULL), 0);
    cr_expect_str_eq(once, again);
    free(once);
    free(again);
}
