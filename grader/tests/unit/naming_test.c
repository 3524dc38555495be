/*
 * Files named as people do (judge/base/naming.h), and which of them are read
 * for a line (judge/find/evidence.h).
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "judge/base/naming.h"
#include "judge/find/evidence.h"

static void same(const char *text, const struct settings *settings,
                 const char *wanted)
{
    char *named = naming_apply(text, settings);
    cr_expect_str_eq(named, wanted);
    free(named);
}

Test(naming, a_folder_nobody_will_see_is_not_named)
{
    struct settings settings = {.path = "/tmp/work-1/counter.c",
                                .source = "counter.c",
                                .out = "/tmp/work-1"};
    same("In file included from /tmp/work-1/counter.c:1:\n"
         "/tmp/work-1/counter.c:3:7: error: /tmp/work-1/counter.c\n",
         &settings,
         "In file included from counter.c:1:\ncounter.c:3:7: error: "
         "counter.c\n");
    same("/usr/bin/ld: /tmp/work-1/student.o: undefined\n", &settings,
         "/usr/bin/ld: student.o: undefined\n");
    char root[4096], text[8192];
    cr_assert(getcwd(root, sizeof root));
    snprintf(text, sizeof text, "%s/lessons/01_lock/counter.h:1\n", root);
    same(text, &settings, "lessons/01_lock/counter.h:1\n");
    same("", &settings, "");
    same("/tmp/work-10/counter.c", &settings, "/tmp/work-10/counter.c");
}

Test(naming, without_a_name_all_stays)
{
    struct settings settings = {.path = "lessons/01_lock/counter.c",
                                .source = "lessons/01_lock/counter.c",
                                .out = "build/check/01_lock"};
    same("lessons/01_lock/counter.c:1: build/check/01_lock/student.o",
         &settings,
         "lessons/01_lock/counter.c:1: build/check/01_lock/student.o");
}

static const char *line_of(const char *file, int line)
{
    static char text[256];
    static const struct settings settings = {.path = "grader/tests/unit/"
                                                     "naming_test.c",
                                             .source = "counter.c"};
    struct evidence evidence = {.settings = &settings};
    struct place place = {.line = line};
    snprintf(place.file, sizeof place.file, "%s", file);
    place_source(&evidence, &place, text, sizeof text);
    return text;
}

Test(naming, lines_of_the_student_and_of_the_grader_are_shown)
{
    cr_expect_str_eq(line_of("counter.c", 1), "/*");
    cr_expect(*line_of("grader/lessons/01_lock/trials.c", 2));
    cr_expect_str_eq(line_of("counter.c", 1000000), "");
}

Test(naming, no_other_file_is_read_because_a_probe_says_so)
{
    cr_expect_str_eq(line_of("/etc/passwd", 1), "");
    cr_expect_str_eq(line_of("grader/lessons/../../README.md", 1), "");
    cr_expect_str_eq(line_of("grader/lessons/../grade.sh", 1), "");
    cr_expect_str_eq(line_of("solutions/01_lock/counter.c", 1), "");
    cr_expect_str_eq(line_of("grader/lessons/01_lock/variants/spin_lock.c", 1),
                     "");
    cr_expect_str_eq(line_of("README.md", 1), "");
    cr_expect_str_eq(line_of("/proc/self/environ", 1), "");
}
