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

/* As an intake; those of `before` with sources where earlier ones are. */
static void intake_fill(json_t *people, struct intake *intake)
{
    json_t *document = json_pack("{s:O}", "students", people);
    cr_assert(intake_of(document, intake) == 0);
    json_decref(document);
}

static void find(json_t *before)
{
    struct intake intake, earlier;
    intake_fill(students, &intake);
    if (before)
        intake_fill(before, &earlier);
    cr_assert(similar_find(&intake, before ? &earlier : NULL, out) == 0);
    intake_close(&intake);
    if (before)
        intake_close(&earlier);
}

/* What is said of a lesson, or NULL; owned by the caller. */
static json_t *said(const char *lesson)
{
    char *path = similar_path(out, lesson);
    json_t *document = json_load_file(path, 0, NULL);
    free(path);
    return document;
}

static json_t *compared(const char *lesson)
{
    find(NULL);
    json_t *document = said(lesson);
    cr_assert(document);
    cr_assert_str_eq(json_string_value(json_object_get(document, "lesson")),
                     lesson);
    return document;
}

/* A group's part. */
static json_t *group_part(const json_t *lesson, size_t group, const char *part)
{
    return json_object_get(
        json_array_get(json_object_get(lesson, "groups"), group), part);
}

static size_t groups_of(const json_t *lesson)
{
    return json_array_size(json_object_get(lesson, "groups"));
}

/* Expects groups of so many works, the best first; 0 ends the list. */
static void groups_expect(const json_t *lesson, const size_t *sizes)
{
    size_t count = 0;
    for (; sizes[count]; count++)
        cr_expect_eq(json_array_size(group_part(lesson, count, "works")),
                     sizes[count], "group %zu", count);
    cr_expect_eq(groups_of(lesson), count);
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
            fputs(" // mine!\n\n", file);
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
    groups_expect(lesson, (const size_t[]){2, 0});
    cr_expect_eq(json_integer_value(group_part(lesson, 0, "percent")), 100);
    json_decref(lesson);
    json_array_remove(students, 1);
    hand_in("dan", "03_deadlock", other);
    lesson = compared("03_deadlock");
    groups_expect(lesson, (const size_t[]){2, 0});
    json_decref(lesson);
    free(text);
    free(copy);
    free(other);
    free(own);
}

Test(similar, what_hangs_together_is_one_group, .init = begin, .fini = end)
{
    char *text = needed("solutions/03_deadlock/transfer.c");
    char *copy = renamed(text), *other = reordered(text);
    char *account = needed("solutions/02_critical_section/account.c");
    char *konto = renamed(account);
    hand_in("ann", "03_deadlock", text);
    hand_in("bob", "03_deadlock", copy);
    hand_in("cid", "03_deadlock", other);
    hand_in("dan", "03_deadlock", copy);
    hand_in("eve", "02_critical_section", account);
    hand_in("fay", "02_critical_section", konto);
    json_t *lesson = compared("03_deadlock");
    groups_expect(lesson, (const size_t[]){3, 0});
    json_t *pairs = group_part(lesson, 0, "pairs");
    cr_expect_eq(json_array_size(pairs), 2, "more than it takes to join them");
    json_t *second = json_array_get(group_part(lesson, 0, "works"), 1);
    cr_expect_eq(json_array_size(json_object_get(second, "students")), 2);
    json_decref(lesson);
    lesson = said("02_critical_section");
    groups_expect(lesson, (const size_t[]){2, 0});
    json_decref(lesson);
    free(text);
    free(copy);
    free(other);
    free(account);
    free(konto);
}

Test(similar, equal_files_are_one_work_of_a_group, .init = begin, .fini = end)
{
    char *text = needed("solutions/03_deadlock/transfer.c");
    hand_in("ann", "03_deadlock", text);
    hand_in("bob", "03_deadlock", text);
    json_t *lesson = compared("03_deadlock");
    groups_expect(lesson, (const size_t[]){1, 0});
    json_t *work = json_array_get(group_part(lesson, 0, "works"), 0);
    cr_expect_eq(json_array_size(json_object_get(work, "students")), 2);
    cr_expect_eq(json_array_size(group_part(lesson, 0, "pairs")), 0);
    json_decref(lesson);
    free(text);
}

Test(similar, earlier_works_are_compared_with_those_of_now_alone, .init = begin,
     .fini = end)
{
    char *text = needed("solutions/03_deadlock/transfer.c");
    char *copy = renamed(text), *other = reordered(text);
    char *own = needed("grader/lessons/03_deadlock/variants/in_line.c");
    char *folder = text_print("%s/earlier", out);
    char *sources = text_print("%s/sources", out);
    char *moved = text_print("%s/earlier/sources", out);
    hand_in("2024/ann", "03_deadlock", copy);
    hand_in("2025/bob", "03_deadlock", other);
    json_t *before = students;
    cr_assert(store_folder(folder) == 0 && rename(sources, moved) == 0 &&
              store_folder(sources) == 0);
    students = json_array();
    hand_in("cid", "03_deadlock", own);
    find(before);
    json_t *lesson = said("03_deadlock");
    groups_expect(lesson, (const size_t[]){0});
    json_decref(lesson);
    hand_in("dan", "03_deadlock", text);
    find(before);
    lesson = said("03_deadlock");
    groups_expect(lesson, (const size_t[]){3, 0});
    json_t *works = group_part(lesson, 0, "works");
    for (size_t i = 0; i < 3; i++)
        cr_expect_eq(
            json_is_true(json_object_get(json_array_get(works, i), "earlier")),
            i > 0);
    json_decref(lesson);
    json_decref(before);
    free(text);
    free(copy);
    free(other);
    free(own);
    free(folder);
    free(sources);
    free(moved);
}

Test(similar, each_lesson_has_a_folder_and_none_stays, .init = begin,
     .fini = end)
{
    char *text = needed("solutions/03_deadlock/transfer.c");
    hand_in("ann", "03_deadlock", text);
    hand_in("bob", "03_deadlock", text);
    hand_in("ann", "08_mutex", text);
    find(NULL);
    json_t *deadlock = said("03_deadlock"), *mutex = said("08_mutex");
    groups_expect(deadlock, (const size_t[]){1, 0});
    groups_expect(mutex, (const size_t[]){0});
    json_decref(deadlock);
    json_decref(mutex);
    char *page = text_print("%s/similar/03_deadlock/1.html", out);
    cr_assert(store_write(page, "", 0) == 0);
    json_array_remove(students, 2);
    find(NULL);
    cr_expect_null(said("08_mutex"));
    cr_expect(store_has(page), "what is the same was made anew");
    json_array_remove(students, 1);
    find(NULL);
    cr_expect(!store_has(page), "an old page stayed");
    free(text);
    free(page);
}

Test(similar, what_the_skeleton_gave_is_no_evidence, .init = begin, .fini = end)
{
    char *text = needed("grader/lessons/03_deadlock/skeleton.c");
    char *touched = text_print("%s\nint something;\n", text);
    hand_in("ann", "03_deadlock", text);
    hand_in("bob", "03_deadlock", text);
    hand_in("cid", "03_deadlock", touched);
    json_t *lesson = compared("03_deadlock");
    groups_expect(lesson, (const size_t[]){0});
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
    groups_expect(lesson, (const size_t[]){0});
    json_decref(lesson);
    free(copy);
}

Test(similar, what_many_wrote_is_no_evidence, .init = begin, .fini = end)
{
    char *text = needed("solutions/03_deadlock/transfer.c");
    for (size_t i = 0; i < 2 * SIMILAR_FEW; i++) {
        char *mine = text_print("/* %zu */\n%s", i, text);
        char id[] = {(char)('a' + i), '\0'};
        hand_in(id, "03_deadlock", mine);
        free(mine);
    }
    json_t *lesson = compared("03_deadlock");
    groups_expect(lesson, (const size_t[]){0});
    cr_expect_eq(json_integer_value(json_object_get(lesson, "usual")),
                 2 * SIMILAR_FEW);
    json_decref(lesson);
    free(text);
}

/* An honest answer to lesson 2: for each part one of a few ways to write it. */
static char *honest(unsigned seed)
{
    static const char *const parts[][4] = {
        {"static int locked(void) { return pthread_mutex_lock(&m); }\n"},
        {"int account_deposit(long amount)\n{\n"},
        {"if (amount <= 0) return EINVAL;\n",
         "int rc = 0;\nif (amount < 1) { return EINVAL; }\n",
         "if (!(amount > 0)) goto bad;\n", "assert(amount > 0);\n"},
        {"pthread_mutex_lock(&m);\n", "if (locked() != 0) return EAGAIN;\n",
         "int error = pthread_mutex_lock(&m);\nif (error) return error;\n",
         "while (pthread_mutex_trylock(&m)) { sched_yield(); }\n"},
        {"if (n == MOST) { unlock(); return ENOSPC; }\n",
         "if (n >= MOST) { result = ENOSPC; goto out; }\n",
         "result = n < MOST ? add(amount) : ENOSPC;\n",
         "bool full = n == MOST;\nif (full) return ended(ENOSPC);\n"},
        {"balance += amount;\nhistory[n++] = amount;\n",
         "history[n] = amount;\nn = n + 1;\nbalance = balance + amount;\n",
         "*next++ = amount;\nn++;\nbalance += amount;\n",
         "struct entry *e = &history[n++];\ne->amount = amount;\n"},
        {"pthread_mutex_unlock(&m);\nreturn 0;\n}\n",
         "out:\npthread_mutex_unlock(&m);\nreturn result;\n}\n",
         "return unlocked(0);\n}\n", "unlock();\nreturn EOK + 0;\n}\n"},
        {"int account_balance(long *result)\n{\n"},
        {"pthread_mutex_lock(&m);\n*result = balance;\n",
         "if (locked()) return EAGAIN;\nlong now = balance;\n*result = now;\n",
         "int e = read(result, &balance);\nif (e) return e;\n",
         "lock();\nresult[0] = balance;\n"},
        {"for (size_t i = 0; i < n; i++) s->entry[i] = history[i];\n",
         "memcpy(s->entry, history, n * sizeof *history);\n",
         "size_t k = n;\nwhile (k-- > 0) { s->entry[k] = history[k]; }\n",
         "copy(s, history, n);\ns->entries = n;\n"},
        {"pthread_mutex_unlock(&m);\nreturn 0;\n}\n"},
    };
    char *text = text_print("/* %u */\n", seed);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        seed = seed * 1103515245u + 12345u;
        const char *part = parts[i][seed / 65536 % 4];
        char *longer = text_print("%s%s", text, part ? part : parts[i][0]);
        free(text);
        text = longer;
    }
    return text;
}

Test(similar, honest_answers_of_like_phrases_are_hardly_told, .init = begin,
     .fini = end)
{
    enum { CLASS = 40, TOLD_MOST = 4 };
    for (unsigned i = 0; i < CLASS; i++) {
        char *text = honest(i);
        char *id = text_print("s%u", i);
        hand_in(id, "02_critical_section", text);
        free(text);
        free(id);
    }
    json_t *lesson = compared("02_critical_section");
    size_t told = 0;
    for (size_t i = 0; i < groups_of(lesson); i++)
        told += json_array_size(group_part(lesson, i, "works"));
    cr_expect_eq(json_integer_value(json_object_get(lesson, "compared")),
                 CLASS);
    cr_expect(told <= TOLD_MOST, "%zu works", told);
    json_decref(lesson);
}

static struct prints prints_of(const char *text, size_t window)
{
    struct prints prints = {.count = 0};
    cr_assert(prints_add(text, window, &prints) == 0);
    return prints;
}

Test(prints, names_numbers_comments_and_layout_are_alike)
{
    static const char *const alike[] = {
        "if (a > 10) return \"x\" + b[2];",
        "#include <x.h>\nif(konto>0x1f)\n/* \"it */return 'y'// no\n+c [7] ;",
        "  # include \"y.h\"\nif (_ > 1.5e3) { }",
    };
    struct prints first = prints_of(alike[0], 1);
    struct prints second = prints_of(alike[1], 1);
    struct prints third = prints_of(alike[2], 1);
    cr_expect_eq(first.count, 14 - PRINT_TOKENS + 1, "%zu", first.count);
    cr_expect_eq(first.shape, second.shape);
    cr_expect_neq(first.shape, third.shape);
    cr_expect_eq(second.print[0].from, 2);
    cr_expect_eq(second.print[second.count - 1].to, 4);
    free(first.print);
    free(second.print);
    free(third.print);
}

/* A made-up text of tokens that differ. */
static void tokens_fill(char *text, size_t count, unsigned seed)
{
    for (size_t i = 0; i < count; i++) {
        seed = seed * 1103515245u + 12345u;
        text[i] = "+-*%&|^!?:;,.<>="[seed / 65536 % 16];
    }
    text[count] = '\0';
}

Test(prints, a_run_that_is_long_enough_leaves_a_print)
{
    enum { RUN = PRINT_TOKENS + PRINT_WINDOW - 1, ALL = 60 };
    for (unsigned seed = 1; seed <= 200; seed++) {
        char one[ALL + 1], other[ALL + 1];
        tokens_fill(one, ALL, seed);
        tokens_fill(other, ALL, seed + 1000);
        memcpy(other + seed % (ALL - RUN), one + 3 * seed % (ALL - RUN), RUN);
        struct prints a = prints_of(one, PRINT_WINDOW);
        struct prints b = prints_of(other, PRINT_WINDOW);
        size_t common = 0;
        prints_sort(&b);
        for (size_t i = 0; i < a.count; i++)
            common += prints_have(&b, a.print[i].hash);
        cr_expect(common > 0, "seed %u", seed);
        cr_expect(a.count < ALL / 2, "nothing was winnowed");
        free(a.print);
        free(b.print);
    }
}

Test(prints, the_lines_of_common_runs_are_marked)
{
    static const char ours[] = "int a;\n\nfor (i = 0; i < n; i++) {\n"
                               "    x = y;\n}\nchar *c = 0;\n";
    static const char theirs[] = "for (k = 1; k < m; k++) { z = w; }";
    static const bool marked[] = {false, false, true, true, true, false, false};
    struct prints none = {.count = 0};
    bool *lines;
    size_t count;
    cr_assert(prints_mark(ours, theirs, &none, &lines, &count) == 0);
    cr_assert_eq(count, 7);
    for (size_t i = 0; i < count; i++)
        cr_expect_eq(lines[i], marked[i], "line %zu", i + 1);
    free(lines);
}
