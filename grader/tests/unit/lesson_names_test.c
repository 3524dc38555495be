/* Which lesson a name means (batch/intake/lesson_names.h), with the kit's own.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch/intake/lesson_names.h"

static struct lessons lessons;

static void lessons_open(void)
{
    cr_assert_eq(lesson_list_find(".", &lessons), 0);
}

static void lessons_close(void)
{
    lesson_list_free(&lessons);
}

TestSuite(lesson_names, .init = lessons_open, .fini = lessons_close);

static const char *name_of(int lesson)
{
    return lesson == LESSON_NONE        ? "none"
           : lesson == LESSON_AMBIGUOUS ? "ambiguous"
                                        : lessons.lesson[lesson].name;
}

static void expect(const char *path, const char *lesson, enum fit_rank rank)
{
    struct fit fit = fit_path(&lessons, path);
    cr_expect_str_eq(name_of(fit.lesson), lesson, "%s is %s", path,
                     name_of(fit.lesson));
    if (fit.lesson != LESSON_NONE)
        cr_expect_eq(fit.rank, rank, "%s has rank %d", path, (int)fit.rank);
}

Test(lesson_names, lessons_are_found)
{
    cr_assert_gt(lessons.count, 20);
    cr_expect_str_eq(lessons.lesson[0].name, "01_lock");
    cr_expect_str_eq(lessons.lesson[0].slug, "lock");
    cr_expect_str_eq(lessons.lesson[0].stem, "counter");
    cr_expect_eq(lessons.lesson[0].number, 1);
    cr_expect_eq(strlen(lessons.lesson[0].skeleton), 64);
}

Test(lesson_names, the_lessons_own_name_anywhere)
{
    expect("counter.c", "01_lock", FIT_EXACT);
    expect("01_lock/counter.c", "01_lock", FIT_EXACT);
    expect("a/b/lessons/01_lock/counter.c", "01_lock", FIT_EXACT);
    expect("homework/counter.c", "01_lock", FIT_EXACT);
}

Test(lesson_names, one_name_of_two_lessons)
{
    expect("pool.c", "ambiguous", FIT_EXACT);
    expect("07_semaphore/pool.c", "07_semaphore", FIT_EXACT);
    expect("lessons/22_thread_pool/pool.c", "22_thread_pool", FIT_EXACT);
    expect("22/pool.c", "22_thread_pool", FIT_EXACT);
    expect("ann_pool.c", "ambiguous", FIT_NAMED);
    expect("07_pool.c", "07_semaphore", FIT_RENAMED);
    expect("semaphore.c", "07_semaphore", FIT_NAMED);
}

Test(lesson_names, the_text_tells_lessons_apart)
{
    const char *first = "int pool_try_query(struct pool *p) { return 0; }";
    const char *second = "int pool_submit(struct pool *p) { return 0; }";
    const char *both = "int pool_submit(void); int pool_query(void);";
    cr_expect_str_eq(name_of(lesson_of_text(&lessons, "pool.c", first)),
                     "07_semaphore");
    cr_expect_str_eq(name_of(lesson_of_text(&lessons, "ann_pool-1.c", second)),
                     "22_thread_pool");
    cr_expect_eq(lesson_of_text(&lessons, "pool.c", both), LESSON_AMBIGUOUS);
    cr_expect_eq(lesson_of_text(&lessons, "pool.c", "int pool_create(void);"),
                 LESSON_AMBIGUOUS);
    cr_expect_eq(lesson_of_text(&lessons, "pool.c", "int pool_submitted;"),
                 LESSON_AMBIGUOUS);
}

Test(lesson_names, the_functions_that_a_header_declares)
{
    char *calls = lesson_calls("/* not(this) */ int one(void);\n"
                               "struct x { int two; };\nvoid three_3(int a)");
    cr_expect_str_eq(calls, "one\nthree_3\n");
    free(calls);
    calls = lesson_calls("/* never ends(");
    cr_expect_str_eq(calls, "");
    free(calls);
}

Test(lesson_names, names_that_systems_changed)
{
    static const char *const names[] = {
        "counter.C",         "Counter.c",        "COUNTER.C",
        "counter.c.txt",     "counter (1).c",    "counter(2).c",
        "counter-1.c",       "counter-12.c",     "counter - Copy.c",
        "counter copy.c",    "counter copy 2.c", "counter - Copy (2).c",
        "counter (1).c.txt", " counter.c ",      "counter .c"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        expect(names[i], "01_lock", FIT_RENAMED);
}

Test(lesson_names, names_made_of_number_and_slug)
{
    expect("01_lock.c", "01_lock", FIT_RENAMED);
    expect("1-lock.c", "01_lock", FIT_RENAMED);
    expect("01_counter.c", "01_lock", FIT_RENAMED);
    expect("lesson_01_lock.c", "01_lock", FIT_RENAMED);
    expect("lock.c", "01_lock", FIT_NAMED);
    expect("1.c", "01_lock", FIT_NAMED);
    expect("lesson1.c", "01_lock", FIT_NAMED);
    expect("my_lock.c", "01_lock", FIT_NAMED);
    expect("counter_lock.c", "06_counter_lock", FIT_NAMED);
}

Test(lesson_names, any_c_file_in_a_lessons_folder)
{
    expect("01_lock/solution.c", "01_lock", FIT_FOLDER);
    expect("Lesson 1/solution.c", "01_lock", FIT_FOLDER);
    expect("lock/x/solution.c", "01_lock", FIT_FOLDER);
    expect("homework/solution.c", "none", FIT_FOLDER);
}

Test(lesson_names, what_is_no_lessons_file)
{
    static const char *const names[] = {"main.c",
                                        "01_lock/main.c",
                                        "counter.h",
                                        "counter.cpp",
                                        "counter.c.old",
                                        "counter",
                                        "counters.c",
                                        ".c",
                                        "01_lock.zip",
                                        "c",
                                        "",
                                        "99.c",
                                        "ann_99_lock.h",
                                        "counter.c~",
                                        "02_lock.x"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        expect(names[i], "none", FIT_FOLDER);
}

Test(lesson_names, a_file_in_the_folder_of_another_lesson)
{
    struct fit fit = fit_path(&lessons, "02_critical_section/counter.c");
    cr_expect_str_eq(name_of(fit.lesson), "01_lock");
    cr_expect(fit.elsewhere);
    fit = fit_path(&lessons, "01_lock/counter.c");
    cr_expect_not(fit.elsewhere);
}

static void expect_flat(const char *name, const char *student,
                        const char *lesson)
{
    struct flat flat = lesson_of_flat(&lessons, name, true);
    char head[64];
    snprintf(head, sizeof head, "%.*s", (int)flat.head, name);
    cr_expect_str_eq(name_of(flat.lesson), lesson, "%s is %s", name,
                     name_of(flat.lesson));
    cr_expect_str_eq(head, student, "%s is %s's", name, head);
}

Test(lesson_names, student_and_lesson_in_one_name)
{
    expect_flat("ann_01.c", "ann", "01_lock");
    expect_flat("ann_1.c", "ann", "01_lock");
    expect_flat("ann_lock.c", "ann", "01_lock");
    expect_flat("ann_counter.c", "ann", "01_lock");
    expect_flat("lee_ann_01_lock.c", "lee_ann", "01_lock");
    expect_flat("Lee Ann-01_lock.c", "Lee Ann", "01_lock");
    expect_flat("ann_counter_lock.c", "ann", "06_counter_lock");
    expect_flat("ann_ticket_booking_semaphore.c", "ann",
                "11_ticket_booking_semaphore");
    expect_flat("ann_01_lock (1).c", "ann", "01_lock");
    expect_flat("ann_01-1.c", "ann", "01_lock");
    expect_flat("ann-1.c", "ann", "01_lock");
    expect_flat("ann_table.c", "ann", "ambiguous");
    expect_flat("counter.c", "", "none");
    expect_flat("01_lock.c", "01", "01_lock");
    expect_flat("ann.c", "", "none");
    expect_flat("ann_99.c", "", "none");
    expect_flat("_lock.c", "", "none");
}

Test(lesson_names, long_names_do_no_harm)
{
    char name[5000];
    memset(name, '_', sizeof name);
    strcpy(name + sizeof name - 10, "_01.c");
    cr_expect_eq(fit_path(&lessons, name).lesson, LESSON_NONE);
    memset(name, '1', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    cr_expect_eq(lesson_of_folder(&lessons, name), LESSON_NONE);
}

Test(lesson_names, folders)
{
    cr_expect_str_eq(name_of(lesson_of_folder(&lessons, "01_lock")), "01_lock");
    cr_expect_str_eq(name_of(lesson_of_folder(&lessons, "lock")), "01_lock");
    cr_expect_str_eq(name_of(lesson_of_folder(&lessons, "Lesson 01")),
                     "01_lock");
    cr_expect_str_eq(name_of(lesson_of_folder(&lessons, "ann_01_lock")),
                     "01_lock");
    cr_expect_eq(lesson_of_folder(&lessons, "src"), LESSON_NONE);
    cr_expect_eq(lesson_of_folder(&lessons, "ann_lock"), LESSON_NONE);
    cr_expect(lesson_is_folder(&lessons, "lessons"));
    cr_expect(lesson_is_folder(&lessons, "01_lock"));
    cr_expect_not(lesson_is_folder(&lessons, "lock"));
}
