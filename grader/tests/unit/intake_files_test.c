/* Which file is taken, and what people are told of it (batch/intake/choose.h).
 */
#include <criterion/criterion.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch/intake/source_file.h"
#include "base/file.h"
#include "try_intake.h"

TestSuite(intake_files, .init = try_begin, .fini = try_end);

/* What came of ann's first lesson. */
static json_t *lock(void)
{
    json_t *submission = try_submission("ann", "01_lock");
    cr_assert(submission);
    return submission;
}

static bool is_taken(void)
{
    return *try_text(lock(), "source") != '\0';
}

static void expect_taken(const char *text, const char *kind)
{
    cr_expect_str_eq(try_source("ann", "01_lock"), text);
    cr_expect_eq(try_problems(lock(), kind), 1, "no %s", kind);
}

static void expect_refused(const char *kind)
{
    try_take("in", NULL);
    cr_expect_not(is_taken());
    cr_expect_eq(try_problems(lock(), kind), 1, "no %s", kind);
}

Test(intake_files, guessed_names_are_told)
{
    static const char *const names[] = {
        "counter.C",     "Counter.c",     "counter.c.txt", "counter (1).c",
        "counter-1.c",   "01_lock.c",     "ann_01_lock.c", "lock.c",
        "01_lock/any.c", "Lesson 1/any.c"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char name[64];
        try_shell("rm -rf in");
        snprintf(name, sizeof name, "in/ann/%s", names[i]);
        try_write(name, "int x;\n");
        try_take("in", NULL);
        expect_taken("int x;\n", "wrong_name");
        cr_expect_str_eq(try_text(try_problem(lock(), "wrong_name"), "file"),
                         name + 3);
    }
}

Test(intake_files, two_that_differ_are_not_taken)
{
    try_write("in/ann/counter.c", "int one;\n");
    try_write("in/ann/counter (1).c", "int two;\n");
    expect_refused("two_candidates");
    const char *text = try_text(try_problem(lock(), "two_candidates"), "text");
    cr_expect(strstr(text, "ann/counter.c"));
    cr_expect(strstr(text, "ann/counter (1).c"));
}

Test(intake_files, two_that_differ_in_two_folders)
{
    try_write("in/ann/counter.c", "int one;\n");
    try_write("in/ann/01_lock/counter.c", "int two;\n");
    expect_refused("two_candidates");
    try_shell("rm -rf in");
    try_write("in/ann/01_lock/a.c", "int one;\n");
    try_write("in/ann/01_lock/b.c", "int two;\n");
    expect_refused("two_candidates");
}

Test(intake_files, two_that_are_the_same_are_one)
{
    try_write("in/ann/counter (1).c", "int x;\n");
    try_write("in/ann/counter.c", "int x;\r\n");
    try_take("in", NULL);
    cr_expect(is_taken());
    cr_expect_str_eq(try_text(lock(), "file"), "ann/counter.c");
}

Test(intake_files, the_proper_name_wins_over_a_guess)
{
    try_write("in/ann/counter.c", "int x;\n");
    try_write("in/ann/lock.c", "int y;\n");
    try_write("in/ann/01_lock/helper.c", "int z;\n");
    try_take("in", NULL);
    cr_expect_str_eq(try_source("ann", "01_lock"), "int x;\n");
    cr_expect_eq(try_problems(lock(), "wrong_name"), 0);
    cr_expect_eq(try_problems(try_student("ann"), "unknown_file"), 1);
}

Test(intake_files, the_skeleton_beside_work_is_left_out)
{
    try_shell("mkdir -p in/ann/lessons/01_lock; cp "
              "../../../grader/lessons/01_lock/skeleton.c "
              "in/ann/lessons/01_lock/counter.c");
    try_write("in/ann/counter.c", "int x;\n");
    try_take("in", NULL);
    expect_taken("int x;\n", "skeleton_left_out");
}

Test(intake_files, a_skeleton_alone_is_told)
{
    try_shell("mkdir -p in/ann; sed 's/$/\\r/' "
              "../../../grader/lessons/01_lock/skeleton.c >in/ann/counter.c");
    try_take("in", NULL);
    cr_expect(is_taken());
    cr_expect_eq(try_problems(lock(), "unchanged"), 1);
    cr_expect_eq(try_problems(lock(), "crlf"), 1);
}

Test(intake_files, encodings_are_told)
{
    try_write("in/ann/counter.c", "int x;\r\nint y;\r\n");
    try_take("in", NULL);
    expect_taken("int x;\nint y;\n", "crlf");
    try_write("in/ann/counter.c", "int x;\rint y;\r");
    try_take("in", NULL);
    expect_taken("int x;\nint y;\n", "cr");
    try_write("in/ann/counter.c", "\xEF\xBB\xBFint x;\n");
    try_take("in", NULL);
    expect_taken("int x;\n", "bom");
    try_write("in/ann/counter.c", "/* \xE9 */\n");
    try_take("in", NULL);
    expect_taken("/* é */\n", "latin1");
    try_write_bytes("in/ann/counter.c", "\xFF\xFEi\0n\0t\0", 8);
    try_take("in", NULL);
    expect_taken("int", "utf16");
    try_write_bytes("in/ann/counter.c", "a\0b", 3);
    try_take("in", NULL);
    expect_taken("a", "null_bytes");
}

Test(intake_files, empty_and_huge_are_not_taken)
{
    try_write("in/ann/counter.c", "");
    expect_refused("empty");
    try_write("in/ann/counter.c", " \r\n\t");
    expect_refused("empty");
    size_t size = SOURCE_MOST;
    char *huge = malloc(size + 1);
    memset(huge, 'x', size + 1);
    try_write_bytes("in/ann/counter.c", huge, size);
    try_take("in", NULL);
    cr_expect(is_taken());
    try_write_bytes("in/ann/counter.c", huge, size + 1);
    expect_refused("too_big");
    free(huge);
}

Test(intake_files, links_pipes_and_folders_are_not_taken)
{
    try_write("secret.c", "int secret;\n");
    try_shell("mkdir -p in/ann; ln -s ../../secret.c in/ann/counter.c");
    expect_refused("link");
    try_shell("rm in/ann/counter.c; mkfifo in/ann/counter.c");
    expect_refused("not_regular");
    try_shell("rm in/ann/counter.c; mkdir in/ann/counter.c");
    expect_refused("not_regular");
    try_shell("rmdir in/ann/counter.c; ln -s loop in/ann/loop; "
              "ln -s /dev/zero in/ann/counter.c");
    expect_refused("link");
    cr_expect_eq(try_problems(try_student("ann"), "link"), 1);
}

Test(intake_files, linked_folders_are_not_followed)
{
    try_write("elsewhere/counter.c", "int secret;\n");
    try_shell("mkdir -p in/bob; ln -s ../elsewhere in/ann; "
              "ln -s ../../elsewhere in/bob/01_lock; ln -s .. in/bob/up");
    try_take("in", NULL);
    cr_expect_eq(try_students(), 2);
    cr_expect_null(try_submission("ann", "01_lock"));
    cr_expect_null(try_submission("bob", "01_lock"));
    cr_expect_eq(try_problems(try_student("ann"), "link"), 1);
    cr_expect_eq(try_problems(try_student("bob"), "link"), 1);
}

Test(intake_files, hard_links_are_files)
{
    try_write("in/ann/counter.c", "int x;\n");
    try_shell("mkdir in/bob; ln in/ann/counter.c in/bob/counter.c");
    try_take("in", NULL);
    cr_expect_str_eq(try_source("bob", "01_lock"), "int x;\n");
}

Test(intake_files, a_usable_file_beside_one_that_is_not)
{
    try_write("in/ann/counter.c", "int x;\n");
    try_write("in/ann/01_lock/counter.c", "");
    try_take("in", NULL);
    expect_taken("int x;\n", "empty");
}

Test(intake_files, many_unknown_files_are_one_problem)
{
    try_shell("mkdir -p in/ann/node_modules/x; cd in/ann/node_modules/x; "
              "seq 3000 | xargs touch");
    try_write("in/ann/counter.c", "int x;\n");
    try_write("in/ann/essay.pdf", "x");
    try_take("in", NULL);
    json_t *ann = try_student("ann");
    cr_expect(is_taken());
    cr_expect_eq(json_array_size(json_object_get(ann, "problems")), 1);
    cr_expect(strstr(try_text(try_problem(ann, "unknown_file"), "text"),
                     "3001 files"));
}

Test(intake_files, what_lies_beside_a_lesson_is_not_told)
{
    try_write("in/ann/counter.c", "int x;\n");
    try_write("in/ann/main.c", "int main;\n");
    try_write("in/ann/counter.h", "int x;\n");
    try_write("in/ann/README.md", "x");
    try_write("in/ann/.DS_Store", "x");
    try_write("in/ann/._counter.c", "x");
    try_write("in/__MACOSX/ann/counter.c", "x");
    try_write("in/ann/counter.o", "x");
    json_t *intake = try_take("in", NULL);
    json_t *ann = try_student("ann");
    cr_expect_eq(try_students(), 1);
    cr_expect_eq(json_array_size(json_object_get(ann, "problems")), 0);
    cr_expect_eq(json_array_size(json_object_get(lock(), "problems")), 0);
    cr_expect_eq(json_array_size(json_object_get(intake, "problems")), 0);
}

Test(intake_files, one_name_of_two_lessons)
{
    try_write("in/ann/pool.c", "int x;\n");
    try_write("in/bob/07_semaphore/pool.c", "int x;\n");
    try_write("in/cyd/pool.c", "int pool_submit(void) { return 0; }\n");
    try_take("in", NULL);
    cr_expect_eq(try_problems(try_student("ann"), "ambiguous_lesson"), 1);
    cr_expect_str_eq(try_source("bob", "07_semaphore"), "int x;\n");
    json_t *cyd = try_submission("cyd", "22_thread_pool");
    cr_expect_eq(try_problems(cyd, "lesson_by_content"), 1);
    cr_expect_neq(*try_text(cyd, "source"), '\0');
    cr_expect_eq(try_problems(cyd, "wrong_name"), 0);
}

Test(intake_files, the_folder_of_another_lesson)
{
    try_write("in/ann/02_critical_section/counter.c", "int x;\n");
    try_take("in", NULL);
    expect_taken("int x;\n", "wrong_folder");
}

Test(intake_files, times_are_the_files)
{
    try_write("in/ann/counter.c", "int x;\n");
    try_time("in/ann/counter.c", 1790000000);
    try_take("in", NULL);
    cr_expect_str_eq(try_text(lock(), "time"), "2026-09-21T14:13:20Z");
    try_time("in/ann/counter.c", 0);
    try_take("in", NULL);
    cr_expect_null(json_object_get(lock(), "time"));
}

Test(intake_files, names_cannot_lead_out)
{
    static const char *const names[] = {
        "..ann", "CON",  "nul", "\xF0\x9F\x98\x80", "-rf",     "\033[2J",
        "a\nb",  "%s%n", "<b>", "ann\xFF",          "ann\xFE", "~"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char name[64];
        snprintf(name, sizeof name, "in/%s/counter.c", names[i]);
        try_write(name, "int x;\n");
    }
    char longest[300] = "in/";
    memset(longest + 3, 'x', 250);
    strcpy(longest + 253, "/counter.c");
    try_write(longest, "int x;\n");
    json_t *intake = try_take("in", NULL);
    json_t *students = json_object_get(intake, "students");
    cr_expect_eq(json_array_size(students), 13);
    for (size_t i = 0; i < json_array_size(students); i++) {
        const char *id = try_text(json_array_get(students, i), "id");
        cr_expect_eq(strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789_.-"),
                     strlen(id), "%s", id);
        cr_expect(*id && *id != '.' && *id != '-' && strlen(id) < 120, "%s",
                  id);
        cr_expect_str_neq(id, "con");
        cr_expect_str_neq(id, "nul");
        for (size_t j = 0; j < i; j++)
            cr_expect_str_neq(id, try_text(json_array_get(students, j), "id"));
    }
}

Test(intake_files, a_source_that_was_spoiled_is_written_again)
{
    char name[128];
    try_write("in/ann/counter.c", "int x;\n");
    try_take("in", NULL);
    snprintf(name, sizeof name, "out/sources/%s.c", try_text(lock(), "source"));
    try_write(name, "int y;\n");
    try_take("in", NULL);
    cr_expect_str_eq(try_source("ann", "01_lock"), "int x;\n");
    try_write(name, "");
    try_take("in", NULL);
    cr_expect_str_eq(try_source("ann", "01_lock"), "int x;\n");
}

/* A copy of the kit, in which the first lesson may be changed. */
static void kit_hand_in(const char *student, bool changed)
{
    static const struct {
        const char *lesson, *file;
    } lessons[] = {{"01_lock", "counter.c"},
                   {"02_critical_section", "account.c"},
                   {"03_deadlock", "transfer.c"},
                   {"04_condition", "mailbox.c"}};
    for (size_t i = 0; i < sizeof lessons / sizeof lessons[0]; i++) {
        char from[256], to[256];
        snprintf(from, sizeof from, "grader/lessons/%s/skeleton.c",
                 lessons[i].lesson);
        FILE *file = fopen(from, "r");
        cr_assert(file, "%s", from);
        char text[65536];
        size_t length = fread(text, 1, sizeof text - 1, file);
        text[length] = '\0';
        fclose(file);
        snprintf(to, sizeof to, "in/%s/kit/lessons/%s/%s", student,
                 lessons[i].lesson, lessons[i].file);
        try_write(to, changed && i == 0 ? "int done;\n" : text);
    }
}

Test(intake_files, what_nobody_touched_in_a_copy_of_the_kit)
{
    size_t size;
    kit_hand_in("ann", true);
    kit_hand_in("bob", false);
    char *skeleton =
        try_read("in/bob/kit/lessons/02_critical_section/account.c", &size);
    try_write("in/cyd/account.c", skeleton);
    free(skeleton);
    try_take("in", NULL);
    json_t *ann = json_object_get(try_student("ann"), "submissions");
    try_expect("ann", "01_lock", "int done;\n");
    cr_expect_eq(json_array_size(ann), 1);
    cr_expect_null(try_submission("ann", "02_critical_section"));
    cr_expect_null(try_submission("ann", "03_deadlock"));
    cr_expect_eq(try_problems(try_student("bob"), "nothing"), 1);
    /* Handed in by itself, it is what somebody wants to be graded. */
    cr_expect(try_submission("cyd", "02_critical_section"));
}

static const char *offer_of(const json_t *of, const char *file)
{
    const json_t *problems = json_object_get(of, "problems");
    for (size_t i = 0; i < json_array_size(problems); i++)
        if (strcmp(try_text(json_array_get(problems, i), "file"), file) == 0)
            return try_text(json_array_get(problems, i), "line");
    return "no problem";
}

Test(intake_files, a_file_is_offered_by_what_is_in_it)
{
    static const char lock[] = "#include \"counter.h\"\n"
                               "void increment(size_t n) { counter += n; }\n";
    try_write("in/ann/my_work.c", lock);
    try_write("in/ann/notes.c", "int main(void) { return 0; }\n");
    try_write("in/bob/counter.c", lock);
    try_write("in/bob/older.c", lock);
    try_write("in/cyd/a \"b\".c", lock);
    try_write("in/stray.c", lock);
    const json_t *intake = try_take("in", NULL);
    cr_expect_str_eq(offer_of(try_student("ann"), "ann/my_work.c"),
                     "take ann 01_lock \"ann/my_work.c\"");
    cr_expect_str_eq(
        try_text(try_problem(try_student("ann"), "unknown_file"), "file"),
        "ann/notes.c");
    cr_expect_eq(try_problems(try_student("bob"), "offered_file"), 0);
    cr_expect_eq(try_problems(try_student("bob"), "unknown_file"), 1);
    cr_expect_str_eq(offer_of(try_student("cyd"), "cyd/a \"b\".c"), "");
    cr_expect_str_eq(offer_of(intake, "stray.c"),
                     "take STUDENT 01_lock \"stray.c\"");
    try_give("ann", "01_lock", "ann/my_work.c");
    try_take("in", NULL);
    try_expect("ann", "01_lock", lock);
    cr_expect_eq(try_problems(try_student("ann"), "offered_file"), 0);
}

/* Each skeleton, whatever it is called, is its own lesson's. */
Test(intake_files, every_lessons_file_is_told_by_what_is_in_it)
{
    glob_t found;
    char name[64], line[256];
    cr_assert_eq(glob("grader/lessons/*/skeleton.c", 0, NULL, &found), 0);
    cr_assert_leq(found.gl_pathc, 26 * 26);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        char *text = file_read(found.gl_pathv[i]);
        snprintf(name, sizeof name, "in/p%c%c/work.c", (char)('a' + i / 26),
                 (char)('a' + i % 26));
        try_write(name, text);
        free(text);
    }
    try_take("in", NULL);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        char *lesson = found.gl_pathv[i] + strlen("grader/lessons/");
        *strchr(lesson, '/') = '\0';
        snprintf(name, sizeof name, "p%c%c", (char)('a' + i / 26),
                 (char)('a' + i % 26));
        snprintf(line, sizeof line, "take %s %s \"%s/work.c\"", name, lesson,
                 name);
        const json_t *problem = try_problem(try_student(name), "offered_file");
        cr_expect_str_eq(try_text(problem, "line"), line);
    }
    globfree(&found);
}

Test(intake_files, a_file_that_the_instructor_takes)
{
    try_write("in/ann/my_lock_final.c", "int final;\n");
    try_write("in/ann/counter.c", "int first;\n");
    try_write("in/bob/account.c", "int bob;\n");
    try_write("in/stray.c", "int stray;\n");
    try_take("in", NULL);
    try_expect("ann", "01_lock", "int first;\n");
    const json_t *told = try_problem(try_student("ann"), "unknown_file");
    cr_expect(strstr(try_text(told, "text"),
                     "take ann LESSON \"ann/my_lock_final.c\""),
              "%s", try_text(told, "text"));
    try_give("ann", "01_lock", "ann/my_lock_final.c");
    try_give("bob", "01_lock", "stray.c");
    try_give("nobody", "01_lock", "stray.c");
    try_give("bob", "02_critical_section", "no such.c");
    try_take("in", NULL);
    try_expect("ann", "01_lock", "int final;\n");
    try_expect("bob", "01_lock", "int stray;\n");
    try_expect("bob", "02_critical_section", "int bob;\n");
    cr_expect_eq(try_students(), 2);
}
