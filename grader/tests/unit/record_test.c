/*
 * Records (judge/probe/record.h), put together from the files that trials
 * leave.
 *
 * The lesson has two trials here; what is missing or broken is never a pass.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "judge/base/title.h"
#include "judge/probe/record.h"
#include "trial/trial.h"

/* Entered in the section against their order in the file. */
static const struct trial later = {
    .name = "later", .promise = "comes second", .line = 20, .points = 3};
static const struct trial earlier = {
    .name = "earlier", .promise = "comes first", .line = 10};
__attribute__((
    used, section("trials"))) static const struct trial *const entries[] = {
    &later, &earlier};

static char folder[] = "build/test/record-XXXXXX";
static struct settings settings = {.lesson = "01_lock",
                                   .path = "some/file.c",
                                   .source = "some/file.c",
                                   .out = folder,
                                   .compiler = "gcc",
                                   .seeds = {5, 6},
                                   .seed_count = 2};

static void file_write(const char *name, const char *text)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    cr_assert(file, "%s", path);
    fputs(text, file);
    fclose(file);
}

static void result_write(const char *trial, const char *verdict, int points)
{
    char name[64], text[512];
    snprintf(name, sizeof name, "logs/%s.json", trial);
    snprintf(text, sizeof text,
             "{\"name\":\"%s\",\"promise\":\"p\",\"verdict\":\"%s\","
             "\"points\":%d,\"max_points\":%d,\"findings\":[],"
             "\"engines\":[]}",
             trial, verdict, points, trial[0] == 'l' ? 3 : 1);
    file_write(name, text);
}

static void folder_make(void)
{
    char logs[512];
    cr_assert(mkdtemp(folder));
    snprintf(logs, sizeof logs, "%s/logs", folder);
    cr_assert_eq(mkdir(logs, 0777), 0);
}

static void folder_remove(void)
{
    char command[512];
    snprintf(command, sizeof command, "rm -r %s", folder);
    cr_expect_eq(system(command), 0);
}

TestSuite(record, .init = folder_make, .fini = folder_remove);

static const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "(none)";
}

static json_int_t number_of(const json_t *object, const char *key)
{
    const json_t *number = json_object_get(object, key);
    cr_assert(json_is_integer(number), "no number '%s'", key);
    return json_integer_value(number);
}

static const char *unconfirmed = "";

static bool confirmed(const char *trial)
{
    return strcmp(trial, unconfirmed) != 0;
}

static json_t *record(void)
{
    json_t *made = record_make(&settings, confirmed);
    cr_assert(made);
    return made;
}

static const json_t *trial(const json_t *of, size_t i)
{
    return json_array_get(json_object_get(of, "trials"), i);
}

Test(record, all_pass)
{
    result_write("earlier", "pass", 1);
    result_write("later", "pass", 3);
    json_t *made = record();
    cr_expect_str_eq(text_of(made, "format"), "lockstep-record");
    cr_expect_str_eq(text_of(made, "lesson"), "01_lock");
    cr_expect_str_eq(text_of(made, "source"), "some/file.c");
    cr_expect_str_eq(text_of(made, "verdict"), "pass");
    cr_expect_eq(number_of(made, "points"), 4);
    cr_expect_eq(number_of(made, "max_points"), 4);
    cr_expect_eq(number_of(made, "seed"), 5);
    json_t *versions = json_object_get(made, "versions");
    cr_expect(strstr(text_of(versions, "compiler"), "gcc"));
    cr_expect(strstr(text_of(versions, "runtime"), "glibc"));
}

Test(record, trials_stand_in_the_order_of_their_lines)
{
    result_write("earlier", "pass", 1);
    result_write("later", "fail", 0);
    json_t *made = record();
    cr_expect_eq(json_array_size(json_object_get(made, "trials")), 2);
    cr_expect_str_eq(text_of(trial(made, 0), "name"), "earlier");
    cr_expect_str_eq(text_of(trial(made, 1), "name"), "later");
    cr_expect_str_eq(text_of(made, "verdict"), "fail");
    cr_expect_eq(number_of(made, "points"), 1);
}

Test(record, a_missing_result_is_invalid)
{
    result_write("earlier", "pass", 1);
    json_t *made = record();
    cr_expect_str_eq(text_of(made, "verdict"), "invalid");
    cr_expect_eq(number_of(made, "points"), 1);
    cr_expect_eq(number_of(made, "max_points"), 4);
    cr_expect_str_eq(text_of(trial(made, 1), "name"), "later");
    cr_expect_str_eq(text_of(trial(made, 1), "verdict"), "invalid");
    cr_expect_eq(number_of(trial(made, 1), "points"), 0);
}

Test(record, a_broken_result_is_invalid)
{
    result_write("earlier", "pass", 1);
    file_write("logs/later.json", "{\"verdict\":\"pass\",");
    cr_expect_str_eq(text_of(record(), "verdict"), "invalid");
}

/* From the gravest to the lightest. */
Test(record, the_gravest_verdict_counts)
{
    static const char *const order[] = {"integrity", "fail", "invalid", "pass"};
    for (size_t i = 0; i < 4; i++) {
        for (size_t j = i; j < 4; j++) {
            result_write("earlier", order[j], 0);
            result_write("later", order[i], 0);
            json_t *made = record();
            cr_expect_str_eq(text_of(made, "verdict"), order[i]);
            json_decref(made);
        }
    }
}

Test(record, a_verdict_nobody_knows_is_no_pass)
{
    result_write("earlier", "pass", 1);
    result_write("later", "splendid", 0);
    cr_expect_str_neq(text_of(record(), "verdict"), "pass");
}

/* The file says that it passed, but Criterion does not. */
Test(record, a_forged_result)
{
    unconfirmed = "later";
    result_write("earlier", "pass", 1);
    result_write("later", "pass", 3);
    json_t *made = record();
    cr_expect_str_eq(text_of(made, "verdict"), "integrity");
    cr_expect_eq(number_of(made, "points"), 1);
    result_write("later", "fail", 3);
    cr_expect_eq(number_of(record(), "points"), 1, "points of a failure");
    result_write("later", "fail", 0);
    cr_expect_str_eq(text_of(record(), "verdict"), "fail");
}

Test(record, what_the_gate_refused)
{
    char path[512];
    struct settings refused = settings;
    snprintf(path, sizeof path, "%s/refused.txt", folder);
    file_write("refused.txt", "__tsan_write8 is defined\n");
    result_write("earlier", "pass", 1); /* of an earlier grading */
    refused.build_failed = true;
    refused.refused = path;
    json_t *made = record_make(&refused, confirmed);
    cr_expect_str_eq(text_of(made, "verdict"), "build");
    cr_expect_eq(number_of(made, "points"), 0);
    cr_expect_str_eq(text_of(made, "refused"), "__tsan_write8 is defined\n");
    refused.tampered = true;
    made = record_make(&refused, confirmed);
    cr_expect_str_eq(text_of(made, "verdict"), "integrity");
    cr_expect_eq(number_of(made, "points"), 0);
}

Test(record, the_build_failed)
{
    struct settings failed = settings;
    failed.build_failed = true;
    result_write("earlier", "pass", 1); /* of an earlier grading */
    file_write("compiler.txt", "a.c:1: error: \xff \x1b[31mred\n");
    json_t *made = record_make(&failed, confirmed);
    cr_expect_str_eq(text_of(made, "verdict"), "build");
    cr_expect_eq(number_of(made, "points"), 0);
    cr_expect_str_eq(text_of(made, "compiler_output"),
                     "a.c:1: error: ? ?[31mred\n");
}

Test(record, it_comes_back_from_its_file)
{
    char path[512];
    json_t *made = record();
    cr_assert_eq(record_write(made, &settings), 0);
    snprintf(path, sizeof path, "%s/record.json", folder);
    json_t *read = json_load_file(path, 0, NULL);
    cr_expect(json_equal(made, read));
}

Test(record, a_folder_that_is_not_there)
{
    struct settings elsewhere = settings;
    elsewhere.out = "build/no/such/folder";
    cr_expect_neq(record_write(record(), &elsewhere), 0);
}

Test(record, titles)
{
    cr_expect_str_eq(json_string_value(lesson_title("no_such_lesson")),
                     "no_such_lesson");
    cr_expect(strstr(json_string_value(lesson_title("01_lock")), "lock"));
}
