/* Names that learning platforms give (batch/intake/owner.h). */
#include <criterion/criterion.h>
#include <string.h>

#include "batch/intake/owner.h"

static struct owner owner;

static void expect(const char *name, enum owner_form form, const char *who,
                   const char *number, const char *rest)
{
    memset(&owner, 0, sizeof owner);
    cr_assert(owner_of_lms(name, &owner), "%s", name);
    cr_expect_eq(owner.form, form);
    cr_expect_str_eq(owner.name, who);
    cr_expect_str_eq(owner.number, number);
    if (*rest)
        cr_expect_str_eq(name + owner.rest, rest);
    else
        cr_expect_eq(owner.rest, 0);
}

Test(owner, moodle)
{
    expect("Ann Lee_12_assignsubmission_file_", OWNER_MOODLE, "Ann Lee", "12",
           "");
    expect("Ann Lee_12_assignsubmission_file", OWNER_MOODLE, "Ann Lee", "12",
           "");
    expect("Ann Lee_12_assignsubmission_file_counter.c", OWNER_MOODLE,
           "Ann Lee", "12", "counter.c");
    expect("Zoë Ångström_7_assignsubmission_onlinetext_onlinetext.html",
           OWNER_MOODLE, "Zoë Ångström", "7", "onlinetext.html");
    expect("Lee_Ann_3_12_assignsubmission_file_", OWNER_MOODLE, "Lee_Ann_3",
           "12", "");
    expect("Participant_12_assignsubmission_file_", OWNER_MOODLE, "Participant",
           "12", "");
}

Test(owner, canvas)
{
    expect("leeann_4711_889_counter.c", OWNER_CANVAS, "leeann", "4711",
           "counter.c");
    cr_expect_not(owner.late);
    expect("leeann_LATE_4711_889_counter-1.c", OWNER_CANVAS, "leeann", "4711",
           "counter-1.c");
    cr_expect(owner.late);
    expect("leeann_4711_889_a_12_34_b.c", OWNER_CANVAS, "leeann", "4711",
           "a_12_34_b.c");
    expect("lee_ann_4711_889_lockstep.zip", OWNER_CANVAS, "lee_ann", "4711",
           "lockstep.zip");
    expect("_4711_889_counter.c", OWNER_CANVAS, "", "4711", "counter.c");
    expect("leeann_4711_text.html", OWNER_CANVAS, "leeann", "4711",
           "text.html");
    expect("leeann_LATE_4711_link.html", OWNER_CANVAS, "leeann", "4711",
           "link.html");
    cr_expect(owner.late);
}

Test(owner, canvas_with_names_hidden)
{
    expect("anon_Ab3dE_889_counter.c", OWNER_CANVAS, "", "anon_Ab3dE",
           "counter.c");
    expect("LATE_anon_Ab3dE_889_counter.c", OWNER_CANVAS, "", "anon_Ab3dE",
           "counter.c");
    cr_expect(owner.late);
}

Test(owner, neither)
{
    static const char *const names[] = {"ann",
                                        "ann_01_lock.c",
                                        "ann_01_02_lock.c",
                                        "leeann_4711_889_",
                                        "leeann_4711_889",
                                        "leeann_4711.c",
                                        "_assignsubmission_file_",
                                        "12_assignsubmission_file_",
                                        "_12_assignsubmission_file_",
                                        "Ann_x_assignsubmission_file_",
                                        "Ann_12_assignsubmission_fileX",
                                        "anon_",
                                        "anon_x",
                                        "",
                                        "_",
                                        "__",
                                        "1_2_3"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct owner untouched = {.form = OWNER_PLAIN};
        cr_expect_not(owner_of_lms(names[i], &untouched), "%s", names[i]);
        cr_expect_eq(untouched.form, OWNER_PLAIN);
    }
}

Test(owner, names_of_any_length)
{
    char name[4096];
    memset(name, 'x', sizeof name);
    strcpy(name + sizeof name - 40, "_12_assignsubmission_file_");
    cr_assert(owner_of_lms(name, &owner));
    cr_expect_str_eq(owner.number, "12");
    cr_expect_lt(strlen(owner.name), sizeof owner.name);
}
