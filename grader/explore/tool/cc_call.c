/*
 * A compiler's command line; see cc_call.h.
 *
 * The one idea: a word that is not known here is a flag that goes along to both
 * the compiler and the last link, as it does in gcc.
 */
#include "explore/tool/cc_call.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "explore/tool/file_kind.h"

static bool begins(const char *word, const char *with)
{
    return strncmp(word, with, strlen(with)) == 0;
}

static bool is_one_of(const char *word, const char *const *all)
{
    for (; *all; all++)
        if (strcmp(word, *all) == 0)
            return true;
    return false;
}

/* What else stands in the next word. */
static const char *const takes_word[] = {"-D",
                                         "-U",
                                         "-I",
                                         "-include",
                                         "-imacros",
                                         "-isystem",
                                         "-idirafter",
                                         "-iquote",
                                         "-isysroot",
                                         "-iprefix",
                                         "-iwithprefix",
                                         "--param",
                                         "-Xpreprocessor",
                                         "-Xassembler",
                                         "-aux-info",
                                         "-MF",
                                         "-MT",
                                         "-MQ",
                                         NULL};
static const char *const takes_word_linking[] = {"-T", "-u",       "-e",
                                                 "-z", "-Xlinker", NULL};

/* Answered by the compiler itself. */
static const char *const asks[] = {
    "-E", "-S", "-M", "-MM", "-###", "-fsyntax-only", NULL};

/* The hooks stand behind every access of the source only without further
 * optimisation, and at fixed addresses (grader/compile.sh, grader/link.sh). */
static bool is_left_out(const char *word)
{
    static const char *const whole[] = {"-fPIC",
                                        "-fpic",
                                        "-fPIE",
                                        "-fpie",
                                        "-pie",
                                        "-no-pie",
                                        "-g0",
                                        "-s",
                                        "-fno-PIC",
                                        "-fno-PIE",
                                        "-fno-pie",
                                        "-fno-pic",
                                        "-static-pie",
                                        "-pg",
                                        "-p",
                                        "--coverage",
                                        "-fprofile-arcs",
                                        "-ftest-coverage",
                                        "-fcommon",
                                        "-rdynamic",
                                        "-pipe",
                                        "-save-temps",
                                        NULL};
    return is_one_of(word, whole) || begins(word, "-O") ||
           begins(word, "-flto") || begins(word, "-fsanitize") ||
           begins(word, "-fno-sanitize") || begins(word, "-ftls-model") ||
           begins(word, "-Wp,-D_FORTIFY_SOURCE") || begins(word, "-fuse-ld=") ||
           begins(word, "-fwhole-program");
}

static bool has_suffix(const char *file, const char *const *suffixes)
{
    const char *suffix = strrchr(file, '.');
    return suffix && is_one_of(suffix, suffixes);
}

bool cc_is_cplusplus(const char *file)
{
    static const char *const suffixes[] = {".cc", ".cpp", ".cxx", ".C",
                                           ".ii", ".c++", ".cp",  NULL};
    return has_suffix(file, suffixes);
}

static bool is_source(const char *file, const char *language)
{
    static const char *const suffixes[] = {".c", ".i", ".s", ".S", NULL};
    return language || strcmp(file, "-") == 0 || cc_is_cplusplus(file) ||
           has_suffix(file, suffixes);
}

static void file_take(struct cc_call *call, const char *file)
{
    list_add(&call->inputs, file);
    if (is_source(file, call->language))
        list_add(&call->sources, file);
}

/* `-Wl,a,b`: what says how archives are taken belongs to the first link. */
static void linker_words_take(struct cc_call *call, const char *words)
{
    static const char *const how[] = {"--whole-archive",
                                      "--no-whole-archive",
                                      "--start-group",
                                      "--end-group",
                                      "-(",
                                      "-)",
                                      NULL};
    char *copy = text_make("%s", words), *rest = copy;
    for (char *word; (word = strsep(&rest, ","));) {
        const char *suffix = strrchr(word, '.');
        bool is_file = *word != '-' && suffix &&
                       (strcmp(suffix, ".a") == 0 || strcmp(suffix, ".o") == 0);
        if (is_one_of(word, how) || is_file || begins(word, "-l"))
            list_add(&call->inputs, word);
        else
            list_add(&call->last, text_make("-Wl,%s", word));
    }
}

/* @return Whether the word was one about linking. */
static bool link_word_take(struct cc_call *call, const char *word,
                           const char *next)
{
    if (begins(word, "-Wl,"))
        linker_words_take(call, word + 4);
    else if (strcmp(word, "-l") == 0)
        list_add(&call->inputs, text_make("-l%s", next));
    else if (begins(word, "-l"))
        list_add(&call->inputs, word);
    else if (strcmp(word, "-L") == 0)
        list_add(&call->places, next);
    else if (begins(word, "-L"))
        list_add(&call->places, word + 2);
    else if (is_one_of(word, takes_word_linking)) {
        list_add(&call->last, word);
        list_add(&call->last, next);
    } else
        return false;
    return true;
}

static void flag_take(struct cc_call *call, const char *word, const char *next)
{
    call->makes_rules |=
        begins(word, "-MD") || begins(word, "-MMD") || begins(word, "-Wp,-M");
    call->names_rule_file |= begins(word, "-MF") || begins(word, "-Wp,-M");
    call->names_rule |= begins(word, "-MT") || begins(word, "-MQ");
    list_add(&call->flags, word);
    if (next)
        list_add(&call->flags, next);
    else if (begins(word, "-f") || begins(word, "-m") ||
             begins(word, "-pthread"))
        list_add(&call->last, word);
}

static void mode_take(struct cc_call *call, const char *word)
{
    enum cc_mode mode = strcmp(word, "-c") == 0 ? CC_COMPILE : CC_SHARE;
    if (call->mode == CC_LINK || mode == CC_COMPILE)
        call->mode = mode;
}

static bool is_mode(const char *word)
{
    static const char *const modes[] = {"-c", "-shared", "-r", NULL};
    return is_one_of(word, modes);
}

/* @return How many words were taken. */
static size_t word_take(struct cc_call *call, char *const *words)
{
    const char *word = words[0], *next = words[1] ? words[1] : "";
    bool two = is_one_of(word, takes_word);
    if (strcmp(word, "-o") == 0) {
        call->output = next;
        return 2;
    }
    if (strcmp(word, "-x") == 0) {
        call->language = strcmp(next, "none") == 0 ? NULL : next;
        return 2;
    }
    if (is_mode(word))
        mode_take(call, word);
    else if (begins(word, "-o"))
        call->output = word + 2;
    else if (begins(word, "-x"))
        call->language = strcmp(word, "-xnone") == 0 ? NULL : word + 2;
    else if (strcmp(word, "-static") == 0)
        call->dropped = word;
    else if (*word != '-' || word[1] == '\0')
        file_take(call, word);
    else if (link_word_take(call, word, next))
        two = is_one_of(word, takes_word_linking) || word[2] == '\0';
    else if (!is_left_out(word))
        flag_take(call, word, two ? next : NULL);
    return two && words[1] ? 2 : 1;
}

void cc_call_read(struct cc_call *call, const struct list *arguments)
{
    bool asked = false;
    *call = (struct cc_call){.mode = CC_LINK};
    for (size_t i = 0; i < arguments->count;) {
        asked |= is_one_of(arguments->words[i], asks);
        i += word_take(call, arguments->words + i);
    }
    if (asked || call->inputs.count == 0)
        call->mode = CC_ASK;
}

/* The next word of a response file: blanks part words, quotes and backslashes
 * keep them together. @return It, or NULL at the end. */
static char *word_read(const char **text)
{
    const char *at = *text;
    char *word = text_make("%s", at), *to = word, quote = '\0';
    while (isspace((unsigned char)*at))
        at++;
    if (!*at)
        return NULL;
    for (; *at && (quote || !isspace((unsigned char)*at)); at++) {
        if (*at == '\\' && at[1])
            *to++ = *++at;
        else if (*at == quote)
            quote = '\0';
        else if (!quote && (*at == '"' || *at == '\''))
            quote = *at;
        else
            *to++ = *at;
    }
    *to = '\0';
    *text = at;
    return word;
}

static char *file_read(const char *path)
{
    FILE *file = fopen(path, "re");
    char *text = NULL;
    size_t room = 0;
    if (file && getdelim(&text, &room, '\0', file) < 0)
        text = text_make("%s", "");
    if (file)
        fclose(file);
    return text;
}

void cc_arguments_expand(struct list *arguments, char *const *argv)
{
    for (; *argv; argv++) {
        const char *text = **argv == '@' ? file_read(*argv + 1) : NULL;
        if (!text)
            list_add(arguments, *argv);
        for (char *word; text && (word = word_read(&text));)
            list_add(arguments, word);
    }
}
