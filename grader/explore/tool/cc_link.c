/*
 * How explore-cc links; see cc_link.h.
 *
 * A shared library of the project can't stay one: its calls would go past the
 * models, which the last link puts in. So it is kept as an object.
 */
#include "explore/tool/cc_link.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "explore/tool/file_kind.h"
#include "explore/tool/process.h"

/* What goes into the first link, which unites the project, and what into the
 * last. */
struct parts {
    struct list own;
    struct list foreign;
};

/* `-lNAME` as a file of the project, or NULL: then it is the system's. */
static const char *library_find(const struct cc_call *call, const char *name)
{
    static const char *const suffixes[] = {"so", "a"};
    for (size_t i = 0; i < call->places.count; i++)
        for (size_t s = 0; s < sizeof suffixes / sizeof suffixes[0]; s++) {
            char *path = text_make("%s/lib%s.%s", call->places.words[i], name,
                                   suffixes[s]);
            enum file_kind kind = file_kind(path);
            if (kind == FILE_OBJECT || kind == FILE_ARCHIVE)
                return path;
        }
    return NULL;
}

/* Options among the inputs say how archives are taken. */
static void input_place(const struct cc_call *call, const char *input,
                        struct parts *parts)
{
    bool by_name = strncmp(input, "-l", 2) == 0;
    const char *file = by_name ? library_find(call, input + 2) : input;
    if (!file || (*file != '-' && file_kind(file) == FILE_LIBRARY))
        list_add(&parts->foreign, input);
    else
        list_add(&parts->own, file);
}

static int unite(const struct cc_call *call, const char *output,
                 struct parts *parts)
{
    struct list words = {0};
    list_add(&words, "ld");
    list_add(&words, "-r");
    list_add(&words, "-d");
    list_add(&words, "-o");
    list_add(&words, output);
    if (call->mode == CC_LINK) {
        list_add(&words, "-u");
        list_add(&words, "main");
    }
    for (size_t i = 0; i < call->inputs.count; i++)
        input_place(call, call->inputs.words[i], parts);
    list_join(&words, &parts->own);
    return process_run(words.words);
}

static int move(const char *from, const char *to)
{
    char *words[] = {"mv", "-f", (char *)from, (char *)to, NULL};
    return process_run(words);
}

int cc_share(const struct cc_call *call, const char *folder)
{
    struct parts parts = {0};
    char *object = text_make("%s/whole.o", folder);
    int status = unite(call, object, &parts);
    return status ? status
                  : move(object, call->output ? call->output : "a.out");
}

static int seclude(const char *kit, const char *whole, const char *object)
{
    char *words[] = {"sh", text_make("%s/grader/explore/tool/unite.sh", kit),
                     (char *)object, (char *)whole, NULL};
    return process_run(words);
}

static int explorable_link(const struct list *last, const char *kit,
                           const char *object, const char *program)
{
    struct list words = {0};
    list_add(&words, "sh");
    list_add(&words, text_make("%s/grader/link.sh", kit));
    list_add(&words, "explore/program");
    list_add(&words, program);
    list_add(&words, object);
    list_join(&words, last);
    return process_run(words.words);
}

/* The program itself, as it runs when nobody explores it. */
static int alone_link(const struct list *last, const char *kit,
                      const char *whole, const char *program)
{
    struct list words = {0};
    const char *compiler = getenv("CC");
    list_add(&words, compiler && strstr(compiler, "clang") ? "gcc" : compiler);
    list_add(&words, "-fsanitize=thread");
    list_add(&words, "-no-pie");
    list_add(&words, whole);
    list_add(&words, text_make("%s/build/lib/alone.o", kit));
    list_join(&words, last);
    list_add(&words, "-o");
    list_add(&words, program);
    return process_run(words.words);
}

static int put_together(const char *program, const char *explorable)
{
    char *words[] = {"objcopy", "--add-section",
                     text_make(EXPLORABLE_SECTION "=%s", explorable),
                     (char *)program, NULL};
    return process_run(words);
}

int cc_link(const struct cc_call *call, const char *kit, const char *folder)
{
    struct parts parts = {0};
    struct list last = {0};
    char *whole = text_make("%s/whole.o", folder);
    char *object = text_make("%s/program.o", folder);
    char *program = text_make("%s/program", folder);
    char *explorable = text_make("%s/explorable", folder);
    if (call->dropped)
        fprintf(stderr,
                "explore-cc: %s is left out: what watches for races is a "
                "shared library.\n",
                call->dropped);
    int status = unite(call, whole, &parts);
    for (size_t i = 0; i < call->places.count; i++)
        list_add(&last, text_make("-L%s", call->places.words[i]));
    list_join(&last, &call->last);
    list_join(&last, &parts.foreign);
    if (!status)
        status = alone_link(&last, kit, whole, program);
    if (!status)
        status = seclude(kit, whole, object);
    if (!status)
        status = explorable_link(&last, kit, object, explorable);
    if (!status)
        status = put_together(program, explorable);
    return status ? status
                  : move(program, call->output ? call->output : "a.out");
}
