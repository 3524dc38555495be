/* How far grading is, in words (batch/work/progress.h). */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch/work/progress.h"

static const char *bar(struct progress progress, double now, unsigned width)
{
    static char text[512];
    progress_text(&progress, now, width, text, sizeof text);
    return text;
}

Test(progress, the_bar)
{
    struct progress half = {.total = 200,
                            .done = 100,
                            .began = 1000,
                            .verdicts = {60, 30, 6, 4, 0}};
    cr_expect_str_eq(bar(half, 1150, 110),
                     "[####################....................] 100/200 pass "
                     "60 fail 30 build 6 integrity 4, 2 min 30 s left");
}

Test(progress, what_was_there_before_says_nothing_about_time)
{
    struct progress resumed = {
        .total = 200, .done = 100, .known = 90, .began = 0};
    cr_expect(strstr(bar(resumed, 10, 80), "1 min 40 s left"));
    struct progress begun = {.total = 200, .done = 90, .known = 90};
    cr_expect_not(strstr(bar(begun, 10, 80), "left"),
                  "no time can be told before one is graded");
}

Test(progress, long_times)
{
    struct progress slow = {.total = 101, .done = 1, .began = 0};
    cr_expect(strstr(bar(slow, 120, 80), "3 h 20 min left"));
    cr_expect(strstr(bar(slow, 0.1, 80), "10 s left"));
}

Test(progress, the_end)
{
    struct progress done = {
        .total = 3, .done = 2, .failed = 1, .verdicts = {2}};
    cr_expect(strstr(bar(done, 10, 80), "] 3/3 pass 2 not graded 1, done"));
    struct progress empty = {.total = 0};
    cr_expect(strstr(bar(empty, 10, 80), "] 0/0"));
}

Test(progress, it_fits)
{
    struct progress long_one = {.total = 20000,
                                .done = 19999,
                                .began = 0,
                                .verdicts = {9999, 9999, 9999, 9999, 9999},
                                .failed = 99};
    for (unsigned width = 1; width < 180; width++)
        cr_expect(strlen(bar(long_one, 1e6, width)) <= width, "%u columns: %s",
                  width, bar(long_one, 1e6, width));
}

/* What is written off a terminal. */
static char *said(void (*say)(struct progress *progress))
{
    char *text = malloc(4096);
    struct tasks tasks = {NULL, 0};
    struct progress progress;
    FILE *file = tmpfile();
    cr_assert(file && text);
    progress_begin(&progress, file, &tasks);
    progress.total = 12;
    say(&progress);
    progress_end(&progress);
    rewind(file);
    text[fread(text, 1, 4095, file)] = '\0';
    fclose(file);
    return text;
}

static void finish(struct progress *progress)
{
    struct task task = {.lesson = "01_lock", .who = "ann_lee", .sharing = 1};
    struct record_brief brief = {"pass", 100, 100};
    progress_task(progress, &task, &brief);
    task.sharing = 3;
    progress_task(progress, &task, &brief);
    progress_failed(progress, &task, "no \033[31mred\nlines");
}

Test(progress, plain_lines)
{
    char *text = said(finish);
    cr_expect_str_eq(text, "[1/12] ann_lee 01_lock pass 100/100\n"
                           "[2/12] ann_lee (and 2 more) 01_lock pass 100/100\n"
                           "[3/12] ann_lee 01_lock could not be graded: "
                           "no \u241b[31mred\nlines\n");
    free(text);
}

Test(progress, earlier_records_are_counted)
{
    struct task task[] = {{.done = true, .verdict = "pass"},
                          {.done = false, .verdict = "invalid"},
                          {.done = true, .verdict = "fail"}};
    struct tasks tasks = {task, 3};
    struct progress progress;
    FILE *file = tmpfile();
    cr_assert(file);
    progress_begin(&progress, file, &tasks);
    cr_expect_eq(progress.done, 2);
    cr_expect_eq(progress.known, 2);
    cr_expect_eq(progress.verdicts[verdict_index("pass")], 1);
    cr_expect_eq(progress.verdicts[verdict_index("invalid")], 0);
    cr_expect_eq(verdict_index("nonsense"), -1);
    fclose(file);
}
