/* The judge's settings (judge/base/settings.h). */
#include <criterion/criterion.h>
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "judge/base/settings.h"

static const char *const variables[] = {
    "LOCKSTEP_LESSON",   "LOCKSTEP_SOURCE",       "LOCKSTEP_OUT",
    "LOCKSTEP_ENGINES",  "LOCKSTEP_BUILD_FAILED", "LOCKSTEP_SEED",
    "LOCKSTEP_COMPILER", "LOCKSTEP_NAME"};

static void environment_clear(void)
{
    for (size_t i = 0; i < sizeof variables / sizeof variables[0]; i++)
        unsetenv(variables[i]);
    optind = 0; /* getopt() begins anew */
}

TestSuite(settings, .init = environment_clear);

#define PARSE(settings, ...)                                                   \
    settings_parse(settings,                                                   \
                   sizeof((char *[]){"judge", __VA_ARGS__}) / sizeof(char *),  \
                   (char *[]){"judge", __VA_ARGS__, NULL})

#define NEEDED "--lesson", "01_lock", "--source", "a.c", "--out", "folder"

Test(settings, the_command_line_is_kept_for_every_test)
{
    struct settings settings, again;
    cr_assert_eq(PARSE(&settings, NEEDED, "--seed", "0x10", "--engines",
                       "explore,stress"),
                 0);
    settings_load(&again);
    cr_expect_str_eq(again.lesson, "01_lock");
    cr_expect_str_eq(again.source, "a.c");
    cr_expect_str_eq(again.out, "folder");
    cr_expect_str_eq(again.engines, "explore,stress");
    cr_expect_eq(again.seed_count, 1);
    cr_expect_eq(again.seeds[0], 16);
    cr_expect_not(again.build_failed);
}

Test(settings, the_build_failed)
{
    struct settings settings;
    cr_assert_eq(PARSE(&settings, NEEDED, "--build-failed"), 0);
    cr_expect(settings.build_failed);
}

Test(settings, seed_and_engine_have_defaults)
{
    struct settings settings;
    cr_assert_eq(PARSE(&settings, NEEDED), 0);
    cr_expect_eq(settings.seed_count, 1);
    cr_expect_eq(settings.seeds[0], 1);
    cr_expect(settings.engines && *settings.engines);
}

Test(settings, the_source_is_named_from_the_root)
{
    struct settings settings;
    char path[4200];
    cr_assert(getcwd(path, 4096));
    strcat(path, "/some/a.c");
    setenv("LOCKSTEP_SOURCE", path, 1);
    settings_load(&settings);
    cr_expect_str_eq(settings.source, "some/a.c");
    setenv("LOCKSTEP_SOURCE", "././some/a.c", 1);
    settings_load(&settings);
    cr_expect_str_eq(settings.source, "some/a.c");
    setenv("LOCKSTEP_SOURCE", "/else/where/a.c", 1);
    settings_load(&settings);
    cr_expect_str_eq(settings.source, "/else/where/a.c");
}

Test(settings, a_name_stands_for_the_path)
{
    struct settings settings;
    cr_assert_eq(PARSE(&settings, NEEDED, "--name", "counter.c"), 0);
    cr_expect_str_eq(settings.source, "counter.c");
    cr_expect_str_eq(settings.path, "a.c");
}

Test(settings, several_seeds)
{
    struct settings settings;
    cr_assert_eq(PARSE(&settings, NEEDED, "--seed", "1,0xff,7"), 0);
    cr_assert_eq(settings.seed_count, 3);
    cr_expect_eq(settings.seeds[0], 1);
    cr_expect_eq(settings.seeds[1], 255);
    cr_expect_eq(settings.seeds[2], 7);
}

Test(settings, what_is_no_list_of_seeds)
{
    static const char *const wrong[] = {
        "",  ",",  "1,",  ",1",  "1,,2",
        "a", "-1", "1 2", "1;2", "18446744073709551616"};
    uint64_t seeds[SEEDS_MOST];
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        cr_expect_eq(seeds_parse(wrong[i], seeds), 0, "'%s'", wrong[i]);
    char many[4 * SEEDS_MOST + 4] = "1";
    for (size_t i = 1; i < SEEDS_MOST; i++)
        strcat(many, ",2");
    cr_expect_eq(seeds_parse(many, seeds), SEEDS_MOST);
    strcat(many, ",3");
    cr_expect_eq(seeds_parse(many, seeds), 0);
}

Test(settings, what_is_needed)
{
    struct settings settings;
    freopen("/dev/null", "w", stderr);
    cr_expect_eq(PARSE(&settings, "--lesson", "01_lock"), EINVAL);
    environment_clear();
    cr_expect_eq(PARSE(&settings, NEEDED, "--unheard-of"), EINVAL);
}

static bool has(const char *engines, const char *name)
{
    return settings_engine(&(struct settings){.engines = engines}, name);
}

Test(settings, engines_are_whole_words)
{
    cr_expect(has("stress", "stress"));
    cr_expect(has("explore,stress", "stress"));
    cr_expect(has("explore,stress", "explore"));
    cr_expect(has("stressful,stress", "stress"));
    cr_expect_not(has("stressful", "stress"));
    cr_expect_not(has("distress", "stress"));
    cr_expect_not(has("explore", "stress"));
    cr_expect_not(has("", "stress"));
}
