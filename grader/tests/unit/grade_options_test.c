/* The command line and the seeds of grade (batch/base/options.h). */
#include <criterion/criterion.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/store.h"
#include "batch/base/options.h"

static int nothing(const struct options *options)
{
    (void)options;
    return 0;
}

static const struct command command = {.name = "run",
                                       .operands = "IN OUT",
                                       .least = 2,
                                       .most = 2,
                                       .letters = "rstjxu",
                                       .what = "",
                                       .text = "",
                                       .run = nothing};

static struct options options;

static void quiet(void)
{
    freopen("/dev/null", "w", stderr);
}

static void clean(void)
{
    options_free(&options);
}

TestSuite(grade_options, .init = quiet, .fini = clean);

#define PARSE(...)                                                             \
    options_parse(&options, &command,                                          \
                  sizeof((char *[]){"run", __VA_ARGS__}) / sizeof(char *),     \
                  (char *[]){"run", __VA_ARGS__, NULL})

Test(grade_options, all_is_taken)
{
    cr_assert_eq(PARSE("in", "--roster", "r.csv", "out", "--jobs=3", "--trials",
                       "t", "--compiler", "clang", "--unsandboxed"),
                 0);
    cr_assert_eq(options.operands, 2);
    cr_expect_str_eq(options.operand[0], "in");
    cr_expect_str_eq(options.operand[1], "out");
    cr_expect_str_eq(options.roster, "r.csv");
    cr_expect_str_eq(options.trials, "t");
    cr_expect_str_eq(options.compiler, "clang");
    cr_expect_eq(options.jobs, 3);
    cr_expect(options.unsandboxed);
    cr_expect_not(options.help);
}

Test(grade_options, what_is_not_said)
{
    cr_assert_eq(PARSE("in", "out"), 0);
    cr_expect_null(options.roster);
    cr_expect_null(options.seeds);
    cr_expect_str_eq(options.compiler, "gcc");
    cr_expect_str_eq(options.executor, "local");
    cr_expect_eq(options.jobs, 0);
    cr_expect_not(options.unsandboxed, "a sandbox is not left out unasked");
}

Test(grade_options, what_is_refused)
{
    cr_expect_eq(PARSE("in"), EINVAL);
    cr_expect_eq(PARSE("in", "out", "more"), EINVAL);
    cr_expect_eq(PARSE("in", "out", "--nonsense"), EINVAL);
    cr_expect_eq(PARSE("in", "out", "--canvas", "c"), EINVAL,
                 "an option of another command");
    cr_expect_eq(PARSE("in", "out", "--roster"), EINVAL, "without its value");
    static const char *const numbers[] = {"0", "-1", "two", "3x", "", "99999"};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        cr_expect_eq(PARSE("in", "out", "--jobs", (char *)numbers[i]), EINVAL,
                     "'%s' jobs", numbers[i]);
}

Test(grade_options, help_needs_nothing_else)
{
    cr_assert_eq(PARSE("--help"), 0);
    cr_expect(options.help);
}

Test(grade_options, words_after_two_dashes_are_no_options)
{
    cr_assert_eq(PARSE("--", "--roster", "-x"), 0);
    cr_expect_str_eq(options.operand[0], "--roster");
    cr_expect_str_eq(options.operand[1], "-x");
}

static const char *seeds_of(const char *text)
{
    static char kept[256];
    char *list = NULL;
    if (seeds_read(text, &list))
        return "(refused)";
    snprintf(kept, sizeof kept, "%s", list);
    free(list);
    return kept;
}

Test(grade_options, seeds_follow_the_kits_own)
{
    cr_expect_str_eq(seeds_of("7,8"), "1,7,8");
    cr_expect_str_eq(seeds_of("8,1,0x10,8"), "1,8,16", "none twice");
    cr_expect_str_eq(seeds_of("1,7"), "1,7", "a list that is complete stays");
}

static const char *seeds_in(const char *text)
{
    char path[] = "/tmp/lockstep-seeds-XXXXXX";
    int fd = mkstemp(path);
    cr_assert(fd >= 0);
    cr_assert_eq(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    close(fd);
    const char *list = seeds_of(path);
    unlink(path);
    return list;
}

Test(grade_options, seeds_in_a_file)
{
    cr_expect_str_eq(seeds_in("# mine\n\n  7 # a comment\r\n0x1F\n9"),
                     "1,7,31,9");
    cr_expect_str_eq(seeds_in(""), "1");
    cr_expect_str_eq(seeds_in("7,8\n"), "(refused)", "one number a line");
    cr_expect_str_eq(seeds_in("seven\n"), "(refused)");
    cr_expect_str_eq(seeds_in("7 8\n"), "(refused)");
    cr_expect_str_eq(seeds_in("-7\n"), "(refused)");
    char many[1024] = "";
    for (int i = 2; i < 70; i++)
        sprintf(many + strlen(many), "%d\n", i);
    cr_expect_str_eq(seeds_in(many), "(refused)", "too many");
    cr_expect_str_eq(seeds_of("/no/such/file"), "(refused)");
}
