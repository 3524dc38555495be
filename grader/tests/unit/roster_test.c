/* Who is in the class (batch/intake/roster.h). */
#include <criterion/criterion.h>
#include <criterion/redirect.h>
#include <string.h>

#include "try_intake.h"

TestSuite(roster, .init = try_begin, .fini = try_end);

static void hand_in(const char *name)
{
    char path[512] = "in/";
    strcat(strcat(path, name), "/counter.c");
    try_write(path, "int x;\n");
}

static json_t *document;

static void take(const char *roster)
{
    try_write("roster.csv", roster);
    document = try_take("in", "roster.csv");
}

/* The student of that name, and whether work was handed in and by whom. */
static void expect(const char *id, const char *name, const char *file)
{
    json_t *student = try_student(id);
    cr_assert(student, "no student %s", id);
    cr_expect_str_eq(try_text(student, "name"), name);
    cr_expect(json_is_true(json_object_get(student, "enrolled")), "%s", id);
    cr_expect_str_eq(try_text(try_submission(id, "01_lock"), "file"), file,
                     "%s", id);
}

static void expect_told(const char *id, const char *kind)
{
    cr_expect_eq(try_problems(try_student(id), kind), 1, "%s: %s", id, kind);
}

static const char *id_of(const char *student, const char *system)
{
    return try_text(json_object_get(try_student(student), "ids"), system);
}

Test(roster, plain)
{
    hand_in("alee");
    hand_in("Ray, Bob");
    hand_in("c.doe");
    hand_in("Eve");
    take("Name,Email,Login\n"
         "Ann Lee,ann.lee@example.edu,alee\n"
         "Bob Ray,bob@example.edu,bray\n"
         "Cyd Doe,C.Doe@example.edu,cdoe\n"
         "Dan Poe,dan@example.edu,dpoe\n");
    cr_expect_eq(try_students(), 5);
    expect("ann_lee", "Ann Lee", "alee/counter.c");
    expect("bob_ray", "Bob Ray", "Ray, Bob/counter.c");
    expect("cyd_doe", "Cyd Doe", "c.doe/counter.c");
    expect("dan_poe", "Dan Poe", "");
    expect_told("dan_poe", "nothing");
    cr_expect_str_eq(id_of("ann_lee", "login"), "alee");
    cr_expect_str_eq(id_of("ann_lee", "email"), "ann.lee@example.edu");
    json_t *eve = try_student("eve");
    cr_expect(json_is_false(json_object_get(eve, "enrolled")));
    cr_expect_eq(try_problems(eve, "not_in_roster"), 1);
    cr_expect_neq(*try_text(try_submission("eve", "01_lock"), "source"), '\0');
}

Test(roster, canvas_sheet)
{
    try_write("in/leeann_4711_889_counter.c", "int ann;\n");
    try_write("in/raybob_4712_890_counter.c", "int bob;\n");
    try_write("in/cyd/counter.c", "int cyd;\n");
    take("Student,ID,SIS User ID,SIS Login ID,Section,Lock (99)\r\n"
         "    Points Possible,,,,,100\r\n"
         "\"Lee, Ann\",4711,S1,alee,A,\r\n"
         "\"Ray, Bob\",4712,S2,bray,A,\r\n"
         "\"Doe, Cyd\",4713,S3,cyd,A,\r\n"
         "\"Student, Test\",4714,,x,A,\r\n");
    cr_expect_eq(try_students(), 3);
    expect("ann_lee", "Ann Lee", "leeann_4711_889_counter.c");
    expect("bob_ray", "Bob Ray", "raybob_4712_890_counter.c");
    expect("cyd_doe", "Cyd Doe", "cyd/counter.c");
    cr_expect_str_eq(id_of("ann_lee", "canvas"), "4711");
    cr_expect_str_eq(id_of("ann_lee", "sis"), "S1");
    cr_expect_str_eq(id_of("ann_lee", "login"), "alee");
}

Test(roster, moodle_sheet)
{
    try_write("in/Zoe Angstrom_12_assignsubmission_file_/counter.c",
              "int zoe;\n");
    try_write("in/Kim Lee_13_assignsubmission_file_/counter.c", "int kim;\n");
    try_write("in/Kim Lee_14_assignsubmission_file_/counter.c", "int lee;\n");
    take("\xEF\xBB\xBFIdentifier,Full name,ID number,Email address,Grade\n"
         "Participant 12,Zoë Ångström,S1,zoe@example.edu,\n"
         "Participant 13,Kim Lee,S2,kim@example.edu,\n"
         "Participant 14,Kim Lee,S3,lee@example.edu,\n");
    cr_expect_eq(try_students(), 3);
    expect("zoe_angstrom", "Zoë Ångström",
           "Zoe Angstrom_12_assignsubmission_file_/counter.c");
    expect("kim_lee-s2", "Kim Lee",
           "Kim Lee_13_assignsubmission_file_/counter.c");
    expect("kim_lee-s3", "Kim Lee",
           "Kim Lee_14_assignsubmission_file_/counter.c");
    cr_expect_str_eq(id_of("kim_lee-s2", "moodle"), "13");
    cr_expect_str_eq(id_of("kim_lee-s2", "sis"), "S2");
}

Test(roster, moodle_in_another_language)
{
    try_write("in/Teilnehmer_12_assignsubmission_file_/counter.c", "int x;\n");
    take("ID;Vollständiger Name;E-Mail-Adresse\n"
         "Teilnehmer/in12;Ann Lee;ann@example.edu\n");
    cr_expect_eq(try_students(), 1);
    expect("ann_lee", "Ann Lee",
           "Teilnehmer_12_assignsubmission_file_/counter.c");
}

Test(roster, first_and_last_names)
{
    hand_in("lee_ann");
    hand_in("josemaria");
    take("Last name,First name,Student number\n"
         "Lee,Ann,17\n"
         "María,José,18\n");
    cr_expect_eq(try_students(), 2);
    expect("ann_lee", "Ann Lee", "lee_ann/counter.c");
    expect("jose_maria", "José María", "josemaria/counter.c");
    cr_expect_str_eq(id_of("ann_lee", "sis"), "17");
}

Test(roster, of_two_columns_the_surer_heading_counts)
{
    hand_in("x");
    take("Student,Full name,User,Login\n"
         "\"Lee, A.\",Ann Lee,x,y\n");
    expect("ann_lee", "Ann Lee", "");
    cr_expect_str_eq(id_of("ann_lee", "login"), "y");
}

Test(roster, two_of_one_name_are_never_guessed)
{
    hand_in("Kim Lee");
    take("Name,Login\nKim Lee,klee\nKim Lee,kim\n");
    cr_expect_eq(try_students(), 3);
    expect("kim_lee-klee", "Kim Lee", "");
    expect("kim_lee-kim", "Kim Lee", "");
    const json_t *lost = NULL;
    const json_t *all = json_object_get(document, "students");
    for (size_t i = 0; i < 3; i++)
        if (try_problems(json_array_get(all, i), "ambiguous_roster"))
            lost = json_array_get(all, i);
    cr_assert(lost);
    cr_expect(json_is_false(json_object_get(lost, "enrolled")));
    cr_expect_eq(json_array_size(json_object_get(lost, "submissions")), 1);
}

Test(roster, two_numbers_are_not_one_person)
{
    try_write("in/leekim_1001_889_counter.c", "int one;\n");
    try_write("in/leekim_1002_890_counter.c", "int two;\n");
    take("Name\nKim Lee\n");
    cr_expect_eq(try_students(), 3);
    expect_told("leekim-1001", "ambiguous_roster");
    expect_told("leekim-1002", "ambiguous_roster");
    expect_told("kim_lee", "nothing");
}

Test(roster, another_number_is_another_person)
{
    try_write("in/leekim_1001_889_counter.c", "int one;\n");
    take("Name,Canvas ID\nKim Lee,2002\n");
    cr_expect_eq(try_students(), 2);
    expect_told("leekim", "not_in_roster");
}

Test(roster, a_number_is_surer_than_a_name)
{
    try_write("in/leekim_1001_889_counter.c", "int one;\n");
    take("Name,Canvas ID\nKim Lee,2002\nAnn Ray,1001\n");
    cr_expect_eq(try_students(), 2);
    expect("ann_ray", "Ann Ray", "leekim_1001_889_counter.c");
}

Test(roster, names_that_differ_in_case_only)
{
    hand_in("Ann Lee");
    hand_in("ann_lee");
    take("Name,Login\nAnn Lee,a1\nann_lee,a2\n");
    cr_expect_eq(try_students(), 2);
    expect("ann_lee-a1", "Ann Lee", "Ann Lee/counter.c");
    expect("ann_lee-a2", "ann_lee", "ann_lee/counter.c");
}

Test(roster, one_person_in_several_forms)
{
    hand_in("ann_lee");
    try_write("in/alee_02.c", "int two;\n");
    try_write("in/Ann Lee_12_assignsubmission_file_/transfer.c",
              "int three;\n");
    take("Name,Login\nAnn Lee,alee\n");
    cr_expect_eq(try_students(), 1);
    json_t *all = json_object_get(try_student("ann_lee"), "submissions");
    cr_expect_eq(json_array_size(all), 3);
}

Test(roster, repositories_named_for_a_course)
{
    hand_in("hw1-alee");
    hand_in("hw1-b-ray");
    hand_in("hw1-cyd");
    hand_in("mary-alee");
    take("Name,Login\nAnn Lee,alee\nBob Ray,b-ray\nCyd Doe,cyd\n");
    expect("ann_lee", "Ann Lee", "hw1-alee/counter.c");
    expect("bob_ray", "Bob Ray", "hw1-b-ray/counter.c");
    expect("cyd_doe", "Cyd Doe", "hw1-cyd/counter.c");
    expect_told("mary_alee", "not_in_roster");
}

Test(roster, rows_that_are_there_twice)
{
    hand_in("alee");
    take("Name,Login\nAnn Lee,alee\nAnn Lee,alee\n");
    cr_expect_eq(try_students(), 1);
    expect("ann_lee", "Ann Lee", "alee/counter.c");
    take("Name\nKim Lee\nKim Lee\nalee\n");
    cr_expect_eq(try_students(), 3);
}

Test(roster, hostile_names)
{
    hand_in("x");
    take("Name,Login\n\"../../etc\",x\n\"=cmd|' /C calc'!A0\",=1+1\n"
         "\"\033[2J\",\n\"\xFF\xFE\",\n,\"<b>\"\n");
    cr_expect_eq(try_students(), 5);
    expect("etc", "../../etc", "x/counter.c");
}

Test(roster, what_is_no_roster)
{
    hand_in("ann");
    cr_redirect_stderr();
    static const char *const none[] = {"Foo,Bar\n1,2\n", "", "Name\n\"Ann\n"};
    for (size_t i = 0; i < 3; i++) {
        try_write("roster.csv", none[i]);
        cr_expect_neq(try_take_error("in", "roster.csv"), 0, "%s", none[i]);
    }
}

Test(roster, ids_do_not_depend_on_the_order)
{
    static const char *const rosters[] = {
        "Name,Login\nKim Lee,b\nAnn Ray,r\nKim Lee,a\n",
        "Name,Login\nKim Lee,a\nKim Lee,b\nAnn Ray,r\n"};
    static const char *const ids[] = {"kim_lee-a", "kim_lee-b", "ann_ray"};
    hand_in("Kim Lee");
    for (size_t i = 0; i < 2; i++) {
        take(rosters[i]);
        for (size_t j = 0; j < 3; j++)
            cr_expect(try_student(ids[j]), "%s", ids[j]);
    }
}
