/*
 * Which works are told to be similar, on the kit's own answers.
 *
 * A student's copy of the kit has no solutions: then there is nothing to try.
 */
#include <criterion/criterion.h>
#include <dirent.h>
#include <glob.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/store.h"
#include "base/text.h"
#include "batch/similar/similar.h"
#include "batch/similar/similar_parts.h"

static char out[] = "build/test/similar.XXXXXX";
static json_t *students;

static void begin(void)
{
    strcpy(out + strlen(out) - 6, "XXXXXX");
    cr_assert(mkdtemp(out));
    char *folder = text_print("%s/sources", out);
    cr_assert(store_folder(folder) == 0);
    free(folder);
    students = json_array();
}

static void end(void)
{
    json_decref(students);
    store_remove(out);
}

static void hand_in(const char *id, const char *lesson, const char *text)
{
    char hex[DIGEST_HEX];
    cr_assert(digest_of(text, strlen(text), hex) == 0);
    char *path = text_print("%s/sources/%s.c", out, hex);
    cr_assert(store_write(path, text, strlen(text)) == 0);
    free(path);
    json_array_append_new(students, json_pack("{s:s, s:[{s:s, s:s}]}", "id", id,
                                              "submissions", "lesson", lesson,
                                              "source", hex));
}

static void find(void)
{
    struct intake intake;
    json_t *document = json_pack("{s:O}", "students", students);
    cr_assert(intake_of(document, &intake) == 0);
    cr_assert(similar_find(&intake, out) == 0);
    intake_close(&intake);
    json_decref(document);
}

/* What is said of a lesson, or NULL; owned by the caller. */
static json_t *said(const char *lesson)
{
    char *path = similar_path(out, lesson);
    json_t *document = json_load_file(path, 0, NULL);
    free(path);
    const char *trouble =
        document ? json_string_value(json_object_get(document, "trouble")) : "";
    if (strstr(trouble, "not installed"))
        cr_skip("%s", trouble);
    cr_assert_str_eq(trouble, "");
    return document;
}

static json_t *compared(const char *lesson)
{
    find();
    json_t *document = said(lesson);
    cr_assert(document);
    cr_assert_str_eq(json_string_value(json_object_get(document, "lesson")),
                     lesson);
    return document;
}

static size_t count_of(const json_t *lesson, const char *key)
{
    return json_array_size(json_object_get(lesson, key));
}

/* Gives every word that is no keyword or call another name. */
static char *renamed(const char *text)
{
    static const char *const words[][2] = {
        {"account", "konto"}, {"low", "unten"},    {"high", "oben"},
        {"error", "fehler"},  {"result", "summe"}, {"locked", "zahl"},
        {"balance", "geld"},  {"from", "von"},
    };
    char *all = NULL;
    size_t size;
    FILE *file = open_memstream(&all, &size);
    while (*text) {
        size_t i, most = sizeof words / sizeof words[0];
        for (i = 0; i < most; i++)
            if (strncmp(text, words[i][0], strlen(words[i][0])) == 0)
                break;
        if (i < most) {
            fputs(words[i][1], file);
            text += strlen(words[i][0]);
        } else if (*text == '\n') {
            fputs(" /* mine! */\n\n", file);
            text++;
        } else {
            fputc(*text++, file);
        }
    }
    fclose(file);
    return all;
}

/* The last function comes before the one before it. */
static char *reordered(const char *text)
{
    const char *last = NULL, *before = NULL, *end;
    for (const char *at = text; (at = strstr(at, "\n}\n")); at += 3) {
        before = last;
        last = at + 3;
        if (!at[3])
            break;
    }
    cr_assert(before && last);
    /* `last` is the end; the function before it begins at `before`. */
    end = last;
    const char *middle = text;
    for (const char *at = text; (at = strstr(at, "\n}\n")) && at + 3 < before;
         at += 3)
        middle = at + 3;
    char *all =
        text_print("%.*s%.*s%.*s", (int)(middle - text), text,
                   (int)(end - before), before, (int)(before - middle), middle);
    cr_assert(strlen(all) == strlen(text));
    return all;
}

static char *needed(const char *path)
{
    char *text = file_read(path);
    if (!text)
        cr_skip("there is no %s here", path);
    return text;
}

Test(similar, a_copy_is_found_under_other_names_and_comments, .init = begin,
     .fini = end)
{
    char *text = needed("solutions/03_deadlock/transfer.c");
    char *copy = renamed(text), *other = reordered(text);
    char *own = needed("grader/lessons/03_deadlock/variants/in_line.c");
    hand_in("ann", "03_deadlock", text);
    hand_in("bob", "03_deadlock", copy);
    hand_in("cid", "03_deadlock", own);
    json_t *lesson = compared("03_deadlock");
    cr_assert(count_of(lesson, "pairs") == 1, "%zu pairs",
              count_of(lesson, "pairs"));
    json_t *pair = json_array_get(json_object_get(lesson, "pairs"), 0);
    cr_expect(json_integer_value(json_object_get(pair, "percent")) == 100);
    cr_expect(json_integer_value(json_object_get(pair, "same_lines")) < 20);
    json_decref(lesson);
    json_array_remove(students, 1);
    hand_in("dan", "03_deadlock", other);
    lesson = compared("03_deadlock");
    cr_expect(count_of(lesson, "pairs") == 1, "%zu pairs",
              count_of(lesson, "pairs"));
    json_decref(lesson);
    free(text);
    free(copy);
    free(other);
    free(own);
}

Test(similar, equal_files_are_told_without_being_compared, .init = begin,
     .fini = end)
{
    char *text = needed("solutions/03_deadlock/transfer.c");
    hand_in("ann", "03_deadlock", text);
    hand_in("bob", "03_deadlock", text);
    json_t *lesson = compared("03_deadlock");
    cr_assert(count_of(lesson, "same") == 1);
    cr_expect(count_of(lesson, "pairs") == 0);
    json_t *same = json_array_get(json_object_get(lesson, "same"), 0);
    const char *source = json_string_value(json_object_get(same, "source"));
    cr_expect(count_of(json_object_get(lesson, "people"), source) == 2);
    json_decref(lesson);
    free(text);
}

Test(similar, each_lesson_has_a_file_and_none_stays, .init = begin, .fini = end)
{
    char *text = needed("solutions/03_deadlock/transfer.c");
    hand_in("ann", "03_deadlock", text);
    hand_in("bob", "03_deadlock", text);
    hand_in("ann", "08_mutex", text);
    find();
    json_t *deadlock = said("03_deadlock"), *mutex = said("08_mutex");
    cr_expect_eq(count_of(deadlock, "same"), 1);
    cr_assert(mutex);
    cr_expect_eq(count_of(mutex, "same"), 0);
    cr_expect_eq(count_of(mutex, "people"), 0);
    json_decref(deadlock);
    json_decref(mutex);
    json_array_remove(students, 2);
    find();
    cr_expect_null(said("08_mutex"));
    free(text);
}

Test(similar, what_the_skeleton_gave_is_no_evidence, .init = begin, .fini = end)
{
    char *text = needed("grader/lessons/03_deadlock/skeleton.c");
    char *touched = text_print("%s\nint something;\n", text);
    hand_in("ann", "03_deadlock", text);
    hand_in("bob", "03_deadlock", text);
    hand_in("cid", "03_deadlock", touched);
    json_t *lesson = compared("03_deadlock");
    cr_expect(count_of(lesson, "same") == 0);
    cr_expect(count_of(lesson, "pairs") == 0);
    cr_expect(json_integer_value(json_object_get(lesson, "compared")) == 0);
    json_decref(lesson);
    free(text);
    free(touched);
}

Test(similar, a_small_answer_is_no_evidence, .init = begin, .fini = end)
{
    static const char answer[] =
        "#include \"counter.h\"\n#include <pthread.h>\nlong counter = 0;\n"
        "static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;\n"
        "void increment(size_t times)\n{\n    pthread_mutex_lock(&m);\n"
        "    for (size_t i = 0; i < times; i++)\n        counter++;\n"
        "    pthread_mutex_unlock(&m);\n}\n";
    char *copy = renamed(answer);
    hand_in("ann", "01_lock", answer);
    hand_in("bob", "01_lock", answer);
    hand_in("cid", "01_lock", copy);
    json_t *lesson = compared("01_lock");
    cr_expect(count_of(lesson, "same") == 0);
    cr_expect(count_of(lesson, "pairs") == 0);
    json_decref(lesson);
    free(copy);
}

Test(similar, comments_go_and_lines_stay)
{
    char text[] = "a /* b\n\"c */ \"/* d */\" // e\n'\"' /* f";
    similar_uncomment(text);
    cr_expect_str_eq(text, "a     \n      \"/* d */\"     \n'\"'     ");
    similar_blank(text, 2, 2);
    cr_expect_str_eq(text, "a     \n                    \n'\"'     ");
}
