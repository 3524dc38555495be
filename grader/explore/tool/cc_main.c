/*
 * explore-cc: a compiler for whole projects.
 *
 *   make CC=/path/to/explore-cc
 *
 * The one idea: what it compiles has the explorer's hooks, and what it links is
 * a program that `explore` can search. Everything else is the real compiler's:
 * gcc's, or what LOCKSTEP_CC says; called as explore-c++, g++'s, or what
 * LOCKSTEP_CXX says.
 */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "explore/tool/cc_call.h"
#include "explore/tool/cc_link.h"
#include "explore/tool/process.h"

static bool ends(const char *word, const char *with)
{
    size_t length = strlen(word), tail = strlen(with);
    return length >= tail && strcmp(word + length - tail, with) == 0;
}

static bool is_assembler(const struct cc_call *call, const char *source)
{
    return ends(source, ".s") || ends(source, ".S") ||
           (call->language && strncmp(call->language, "assembler", 9) == 0);
}

/* Without hooks: the explorer sees none of its accesses. */
static int source_assemble(const struct cc_call *call, const char *source,
                           const char *object)
{
    struct list words = {0};
    list_add(&words, getenv("CC"));
    list_join(&words, &call->flags);
    list_add(&words, "-c");
    list_add(&words, source);
    list_add(&words, "-o");
    list_add(&words, object);
    return process_run(words.words);
}

/* The rules that -MD writes are about the object that was asked for. */
static void rules_name(const struct cc_call *call, const char *object,
                       struct list *words)
{
    if (!call->makes_rules)
        return;
    if (!call->names_rule_file) {
        const char *slash = strrchr(object, '/'), *dot = strrchr(object, '.');
        int length = dot && (!slash || dot > slash) ? (int)(dot - object)
                                                    : (int)strlen(object);
        list_add(words, "-MF");
        list_add(words, text_make("%.*s.d", length, object));
    }
    if (!call->names_rule) {
        list_add(words, "-MQ");
        list_add(words, object);
    }
}

static int source_compile(const struct cc_call *call, const char *kit,
                          const char *source, const char *object)
{
    struct list words = {0};
    if (is_assembler(call, source))
        return source_assemble(call, source, object);
    list_add(&words, "sh");
    list_add(&words, text_make("%s/grader/compile.sh", kit));
    list_add(&words, source);
    list_add(&words, object);
    if (!getenv("LOCKSTEP_LANGUAGE"))
        list_add(&words, "-U_GNU_SOURCE");
    list_join(&words, &call->flags);
    list_add(&words, "-Wno-error=maybe-uninitialized");
    rules_name(call, object, &words);
    return process_run(words.words);
}

/* What -c makes of a source where nothing else is said. */
static const char *object_of(const char *source)
{
    const char *slash = strrchr(source, '/');
    const char *name = slash ? slash + 1 : source;
    const char *dot = strrchr(name, '.');
    int length = dot ? (int)(dot - name) : (int)strlen(name);
    return text_make("%.*s.o", length, name);
}

static int sources_compile(const struct cc_call *call, const char *kit)
{
    int status = 0;
    if (call->output && call->sources.count > 1) {
        fprintf(stderr,
                "explore-cc: -o %s: one object for %zu sources. Next: "
                "leave out -o, or compile one at a time.\n",
                call->output, call->sources.count);
        return 1;
    }
    for (size_t i = 0; i < call->sources.count && !status; i++) {
        const char *source = call->sources.words[i];
        const char *object = call->output ? call->output : object_of(source);
        status = source_compile(call, kit, source, object);
    }
    return status;
}

/* Compiles what is a source, in place, so that the order stays. */
static int inputs_compile(struct cc_call *call, const char *kit,
                          const char *folder)
{
    size_t next = 0;
    for (size_t i = 0; i < call->inputs.count; i++) {
        const char *source = call->inputs.words[i];
        if (next == call->sources.count || call->sources.words[next] != source)
            continue;
        char *object = text_make("%s/%zu.o", folder, next++);
        int status = source_compile(call, kit, source, object);
        if (status)
            return status;
        call->inputs.words[i] = object;
    }
    return 0;
}

static int linked(struct cc_call *call, const char *kit)
{
    char folder[] = "/tmp/explore-cc-XXXXXX";
    if (!folder_make(folder, "explore-cc"))
        return 1;
    int status = inputs_compile(call, kit, folder);
    if (!status)
        status = call->mode == CC_SHARE ? cc_share(call, folder)
                                        : cc_link(call, kit, folder);
    folder_remove(folder);
    return status;
}

static bool is_cplusplus(const struct cc_call *call)
{
    if (call->language && strncmp(call->language, "c++", 3) == 0)
        return true;
    for (size_t i = 0; i < call->sources.count; i++)
        if (cc_is_cplusplus(call->sources.words[i]))
            return true;
    return false;
}

static int work(struct cc_call *call, const char *compiler, char **argv)
{
    char kit[PATH_MAX];
    argv[0] = (char *)compiler;
    if (call->mode == CC_ASK) {
        process_become(argv);
        return 127;
    }
    if (is_cplusplus(call) || ends(compiler, "++"))
        setenv("LOCKSTEP_LANGUAGE", "c++", 1);
    if (kit_find(kit, sizeof kit))
        return 1;
    setenv("CC", compiler, 1);
    return call->mode == CC_COMPILE ? sources_compile(call, kit)
                                    : linked(call, kit);
}

/* The real compiler: as explore-c++, of C++. */
static const char *compiler_find(const char *as)
{
    bool cplusplus = ends(as, "++");
    const char *asked = getenv(cplusplus ? "LOCKSTEP_CXX" : "LOCKSTEP_CC");
    return asked && *asked ? asked : cplusplus ? "g++" : "gcc";
}

int main(int argc, char **argv)
{
    struct list arguments = {0};
    struct cc_call call;
    if (argc < 1)
        return 1;
    const char *compiler = compiler_find(argv[0]);
    cc_arguments_expand(&arguments, argv + 1);
    cc_call_read(&call, &arguments);
    return work(&call, compiler, argv);
}
