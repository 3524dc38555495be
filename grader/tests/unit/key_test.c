/*
 * Keys (batch/work/key.h): each thing that decides a verdict changes them, and
 * nothing else does. The kit is played by a few files in a folder.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/store.h"
#include "base/text.h"
#include "batch/intake/intake_file.h"
#include "batch/work/key.h"

static char root[4096];
static char folder[] = "/tmp/lockstep-key-XXXXXX";

static void put(const char *path, const char *text)
{
    char *above = strdup(path);
    char *slash = strrchr(above, '/');
    if (slash) {
        *slash = '\0';
        cr_assert_eq(store_folder(above), 0);
    }
    free(above);
    cr_assert_eq(store_write(path, text, strlen(text)), 0, "%s", path);
}

static void kit_make(void)
{
    cr_assert(getcwd(root, sizeof root));
    cr_assert(mkdtemp(folder));
    cr_assert_eq(chdir(folder), 0);
    put("grader/trial/trial.h", "trial");
    put("grader/stress/engine.c", "stress");
    put("grader/base/store.c", "store");
    put("grader/explore/engine.c", "explore");
    put("grader/explore/model/heap.c", "heap");
    put("grader/judge/judge_main.c", "judge");
    put("grader/gate/allowed.txt", "malloc");
    put("grader/sandbox/box.c", "box");
    put("grader/grade.sh", "grade");
    put("grader/lessons/01_lock/trials.c", "trials");
    put("grader/lessons/01_lock/model.c", "model");
    put("grader/lessons/02_other/trials.c", "others");
    put("lessons/01_lock/counter.h", "header");
    put("lessons/01_lock/README.md", "text");
    put("lessons/02_other/other.h", "header");
    put("own/01_lock.c", "more");
    put("cc", "#!/bin/sh\necho compiler 12\n");
    cr_assert_eq(system("chmod +x cc"), 0);
}

static void kit_remove(void)
{
    cr_expect_eq(chdir(root), 0);
    cr_expect_eq(store_remove(folder), 0);
}

TestSuite(key, .init = kit_make, .fini = kit_remove);

static const struct task_rules plain = {.compiler = "./cc", .sandbox = true};

static const char *key_of(const char *lesson, const struct task_rules *rules,
                          const char *source)
{
    static char keys[8][DIGEST_HEX];
    static unsigned next;
    char *key = keys[next++ % 8];
    struct key_base base;
    cr_assert_eq(key_base(lesson, rules, &base), 0);
    cr_assert_eq(key_make(&base, lesson, rules, source, key), 0);
    cr_assert_eq(strlen(key), 64);
    return key;
}

static const char *key_by(struct task_rules rules)
{
    if (!rules.compiler)
        rules.compiler = "./cc";
    return key_of("01_lock", &rules, "source");
}

/* The key of one source by such rules, in a sandbox. */
#define KEY(...) key_by((struct task_rules){.sandbox = true, __VA_ARGS__})

Test(key, the_same_is_the_same)
{
    cr_expect_str_eq(KEY(), KEY());
    cr_expect_str_eq(KEY(.seeds = NULL), KEY(.seeds = "1"));
}

Test(key, each_rule_counts)
{
    cr_expect_str_neq(KEY(), KEY(.seeds = "1,7"));
    cr_expect_str_neq(KEY(), key_by((struct task_rules){.sandbox = false}));
    cr_expect_str_neq(KEY(), KEY(.trials = "own"));
    cr_expect_str_neq(KEY(), KEY(.compiler = "./cc -m32"));
    cr_expect_str_neq(KEY(), key_of("01_lock", &plain, "other source"));
    cr_expect_str_neq(KEY(), key_of("02_other", &plain, "source"));
}

Test(key, every_part_of_the_kit_counts)
{
    static const char *const parts[] = {
        "grader/trial/trial.h",      "grader/stress/engine.c",
        "grader/base/store.c",       "grader/explore/model/heap.c",
        "grader/explore/engine.c",   "grader/judge/judge_main.c",
        "grader/gate/allowed.txt",   "grader/sandbox/box.c",
        "grader/grade.sh",           "grader/lessons/01_lock/trials.c",
        "lessons/01_lock/counter.h", "grader/lessons/01_lock/model.c",
    };
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        const char *before = KEY();
        put(parts[i], "edited");
        cr_expect_str_neq(before, KEY(), "%s does not count", parts[i]);
    }
    const char *before = KEY();
    put("grader/stress/new.c", "");
    cr_expect_str_neq(before, KEY(), "a new file does not count");
}

Test(key, a_compiler_counts_by_what_it_says)
{
    const char *before = KEY();
    put("cc", "#!/bin/sh\necho compiler 13\n");
    cr_assert_eq(system("chmod +x cc"), 0);
    cr_expect_str_neq(before, KEY());
}

Test(key, what_decides_nothing_does_not_count)
{
    const char *before = KEY();
    put("grader/lessons/02_other/trials.c", "edited");
    put("grader/lessons/01_lock/mutants/two_locks.patch", "an answer");
    put("lessons/01_lock/README.md", "edited");
    put("grader/stress/engine.c~", "an editor's copy");
    put("grader/stress/.engine.c.swp", "an editor's file");
    put("grader/cli/check.sh", "edited");
    cr_expect_str_eq(before, KEY());
}

Test(key, trials_count_with_what_they_include)
{
    const char *before = KEY(.trials = "own");
    put("own/common.h", "a header");
    const char *with_header = KEY(.trials = "own");
    cr_expect_str_neq(before, with_header);
    put("elsewhere/01_lock.c", "more");
    put("elsewhere/common.h", "a header");
    cr_expect_str_eq(with_header, KEY(.trials = "elsewhere"));
    put("own/01_lock.c", "edited");
    cr_expect_str_neq(with_header, KEY(.trials = "own"));
}

Test(key, trials_of_other_lessons_do_not_count)
{
    put("others/02_other.c", "trials");
    cr_expect_str_eq(KEY(), KEY(.trials = "others"));
}

Test(key, no_compiler_no_key)
{
    struct key_base base;
    struct task_rules rules = {.compiler = "./no-such-compiler"};
    freopen("/dev/null", "w", stderr);
    cr_expect_neq(key_base("01_lock", &rules, &base), 0);
}

Test(key, no_lesson_no_key)
{
    struct key_base base;
    freopen("/dev/null", "w", stderr);
    cr_expect_neq(key_base("99_none", &plain, &base), 0);
}

/* Tasks: distinct work once, and what is there is done. */

static json_t *submission(const char *lesson, const char *source)
{
    return source ? json_pack("{s:s, s:s}", "lesson", lesson, "source", source)
                  : json_pack("{s:s}", "lesson", lesson);
}

static void class_make(struct intake *class)
{
    json_t *document = json_pack(
        "{s:[{s:s, s:[o, o]}, {s:s, s:[o]}, {s:s, s:[o, o]}]}", "students",
        "id", "bob", "submissions", submission("01_lock", "aa"),
        submission("02_other", "aa"), "id", "ann", "submissions",
        submission("01_lock", "aa"), "id", "cleo", "submissions",
        submission("01_lock", NULL), submission("01_lock", "bb"));
    cr_assert_eq(intake_of(document, class), 0);
    json_decref(document);
}

/* The key of a student's first submission, owned by the caller, or NULL. */
static char *first_key(const struct intake *class, size_t student)
{
    json_t *found;
    cr_assert_eq(intake_student(class, student, &found), 0);
    const json_t *first =
        json_array_get(json_object_get(found, "submissions"), 0);
    const char *key = json_string_value(json_object_get(first, "key"));
    char *copy = key ? strdup(key) : NULL;
    json_decref(found);
    return copy;
}

/* A record with one trial. */
static void record_put(const struct task *task, const char *verdict,
                       const char *of_trial)
{
    char *path = task_record(task, "out");
    json_t *record = json_pack("{s:s, s:s, s:i, s:i, s:[{s:s, s:s}]}", "format",
                               "lockstep-record", "verdict", verdict, "points",
                               30, "max_points", 100, "trials", "name",
                               "two_threads", "verdict", of_trial);
    char *folder_path = text_print("out/records/%s", task->lesson);
    cr_assert_eq(store_folder(folder_path), 0);
    cr_assert_eq(store_write_json(path, record), 0);
    json_decref(record);
    free(folder_path);
    free(path);
}

Test(key, tasks_are_distinct_work)
{
    struct tasks tasks;
    struct intake class;
    class_make(&class);
    cr_assert_eq(tasks_plan(&class, "out", &plain, &tasks), 0);
    cr_assert_eq(tasks.count, 3);
    cr_expect_str_eq(tasks.task[0].lesson, "01_lock");
    cr_expect_str_eq(tasks.task[2].lesson, "02_other");
    size_t shared = tasks.task[0].sharing == 2 ? 0 : 1;
    cr_expect_eq(tasks.task[shared].sharing, 2);
    cr_expect_str_eq(tasks.task[shared].who, "ann");
    for (size_t i = 0; i < tasks.count; i++)
        cr_expect_not(tasks.task[i].done);
    /* Each submission with a source knows its key, those of equal work the
     * same. */
    char *bob = first_key(&class, 0), *ann = first_key(&class, 1);
    char *cleo = first_key(&class, 2);
    cr_assert(bob && ann);
    cr_expect_str_eq(bob, ann);
    cr_expect_null(cleo);
    free(bob);
    free(ann);
    free(cleo);
    tasks_free(&tasks);
    intake_close(&class);
}

Test(key, a_record_is_done_unless_the_machine_failed)
{
    struct tasks tasks;
    struct intake class;
    class_make(&class);
    cr_assert_eq(tasks_plan(&class, "out", &plain, &tasks), 0);
    record_put(&tasks.task[0], "fail", "fail");
    record_put(&tasks.task[1], "invalid", "invalid");
    record_put(&tasks.task[2], "fail", "invalid");
    tasks_free(&tasks);
    cr_assert_eq(tasks_plan(&class, "out", &plain, &tasks), 0);
    cr_expect(tasks.task[0].done);
    cr_expect_str_eq(tasks.task[0].verdict, "fail");
    cr_expect_not(tasks.task[1].done);
    cr_expect_not(tasks.task[2].done);
    tasks_free(&tasks);
    intake_close(&class);
}

Test(key, half_a_record_is_none)
{
    struct record_brief brief;
    put("half.json", "{\n  \"verdict\": \"pass\",\n  \"poi");
    cr_expect_neq(record_brief("half.json", &brief), 0);
    /* What stands among the trials is not the record's. */
    put("inner.json",
        "{\n  \"trials\": [\n  \"verdict\": \"pass\",\n  \"points\": 1,\n"
        "  \"max_points\": 1\n");
    cr_expect_neq(record_brief("inner.json", &brief), 0);
    cr_expect_neq(record_brief("none.json", &brief), 0);
}
