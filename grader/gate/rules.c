/* Checks what code says to the compiler (see rules.h). */
#include "gate/rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gate/builtins.h"
#include "gate/tokens.h"

/* Attributes that say something about a function or object, without changing
 * how it is compiled, where it lies and when it runs. */
static const char *const harmless[] = {
    "access",
    "acquire_capability",
    "aligned",
    "alloc_align",
    "alloc_size",
    "always_inline",
    "assert_capability",
    "assume_aligned",
    "capability",
    "cleanup",
    "cold",
    "const",
    "deprecated",
    "designated_init",
    "fallthrough",
    "format",
    "format_arg",
    "gnu_inline",
    "guarded_by",
    "hot",
    "leaf",
    "locks_excluded",
    "malloc",
    "may_alias",
    "maybe_unused",
    "no_thread_safety_analysis",
    "nodiscard",
    "noinline",
    "nonnull",
    "nonstring",
    "noreturn",
    "nothrow",
    "packed",
    "pt_guarded_by",
    "pure",
    "release_capability",
    "requires_capability",
    "returns_nonnull",
    "sentinel",
    "transparent_union",
    "try_acquire_capability",
    "unused",
    "used",
    "warn_if_not_aligned",
    "warn_unused_result",
};

/* How attributes begin that can hide a race, or put code where it is not
 * expected. No lesson needs what is in neither list. */
static const char *const harmful[] = {
    "no_sanitize", "no_instrument", "no_address", "disable_sanitizer",
    "constructor", "destructor",    "section",    "alias",
    "weak",        "ifunc",         "naked",      "optimize",
    "target",      "symver",        "init_",      "copy",
    "visibility",  "interrupt",     "no_profile", "patchable",
};

/* Pragmas whose first words these are: they change no access to memory. What
 * OpenMP's would, they don't without the compiler's flag. */
static const char *const pragmas[] = {
    "once",    "STDC",      "GCC diagnostic",   "GCC warning",
    "message", "GCC error", "clang diagnostic", "GCC unroll",
    "unroll",  "GCC ivdep", "clang loop",       "nounroll",
    "pack",    "omp",       "region",           "endregion",
    "mark",
};

/* Like the attributes in `harmful`, or they change what a text says. */
static const char *const harmful_pragmas[] = {
    "GCC optimize",  "GCC target",   "GCC push_options", "GCC pop_options",
    "GCC reset",     "GCC system",   "clang attribute",  "clang optimize",
    "clang section", "push_macro",   "pop_macro",        "weak",
    "init",          "fini",         "redefine_extname", "GCC visibility",
    "include_alias", "clang module", "clang system",     "GCC poison",
    "clang poison",
};

/* Names that begin so belong to the race detector, the linker or the kit. */
static const char *const reserved[] = {
    "__tsan_",  "__sanitizer_", "__interceptor_", "__asan_",
    "__lsan_",  "Annotate",     "__wrap_",        "__real_",
    "__start_", "__stop_",      "__lockstep_"};

/* Words that name memory that no hook knows. */
static const char *const segments[] = {"__seg_fs", "__seg_gs"};

/* A string after one of these follows other rules. */
static const char *const raw[] = {"R", "LR", "uR", "UR", "u8R"};

static const char *const assembly[] = {"asm", "__asm", "__asm__"};

struct check {
    struct tokens tokens;
    struct words *names;
    struct refusals *refusals;
};

bool symbol_is_reserved(const char *name)
{
    for (size_t i = 0; i < sizeof reserved / sizeof reserved[0]; i++)
        if (strncmp(name, reserved[i], strlen(reserved[i])) == 0)
            return true;
    return false;
}

static bool is_one_of(const struct token *token, const char *const names[],
                      size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (token_is(token, names[i]))
            return true;
    return false;
}

#define IS_ONE_OF(token, names)                                                \
    is_one_of(token, names, sizeof names / sizeof names[0])

/* `__unused__` means the same as `unused`. */
static struct token bare(struct token name)
{
    if (name.length > 4 && strncmp(name.text, "__", 2) == 0 &&
        strncmp(name.text + name.length - 2, "__", 2) == 0) {
        name.text += 2;
        name.length -= 4;
    }
    return name;
}

static void attribute_name(struct check *check, const struct token *token)
{
    struct token name = bare(*token);
    if (IS_ONE_OF(&name, harmless))
        return;
    for (size_t i = 0; i < sizeof harmful / sizeof harmful[0]; i++)
        if (strncmp(name.text, harmful[i], strlen(harmful[i])) == 0) {
            refuse(check->refusals, SEVERITY_INTEGRITY, token->line,
                   "the attribute %.*s changes how code is compiled, or when "
                   "it runs",
                   (int)name.length, name.text);
            return;
        }
    refuse(check->refusals, SEVERITY_BUILD, token->line,
           "no lesson needs the attribute %.*s", (int)name.length, name.text);
}

/* To the last bracket of an attribute, of which `depth` are open now: names in
 * the second count, what is in their own brackets doesn't. */
static void attribute_check(struct check *check, unsigned depth)
{
    enum { LEVEL = 2 };
    struct token token;
    bool fresh = true;
    while (tokens_next(&check->tokens, &token)) {
        if (token_is(&token, "(") || token_is(&token, "[")) {
            depth++;
        } else if (token_is(&token, ")") || token_is(&token, "]")) {
            if (depth <= 1)
                return;
            depth--;
        } else if (depth == LEVEL &&
                   (token_is(&token, ",") || token_is(&token, ":"))) {
            fresh = true; /* after the colons of gnu::unused, too */
        } else if (depth == LEVEL && fresh && token.kind == TOKEN_NAME) {
            fresh = false;
            if (!token_is(&token, "gnu") && !token_is(&token, "clang"))
                attribute_name(check, &token);
        }
    }
}

/* Whether the words of a pragma begin so. */
static bool pragma_begins(const struct token *token, const char *words)
{
    const char *at = token->text, *end = at + token->length;
    while (*words) {
        at += strspn(at, " \t");
        size_t length = strcspn(words, " ");
        if ((size_t)(end - at) < length || strncmp(at, words, length) != 0)
            return false;
        at += length;
        words += length + (words[length] == ' ');
    }
    return true;
}

static bool pragma_is_one_of(const struct token *token,
                             const char *const words[], size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (pragma_begins(token, words[i]))
            return true;
    return false;
}

static void pragma_check(struct check *check, const struct token *token)
{
    if (pragma_is_one_of(token, pragmas, sizeof pragmas / sizeof pragmas[0]))
        return;
    bool harm =
        pragma_is_one_of(token, harmful_pragmas,
                         sizeof harmful_pragmas / sizeof harmful_pragmas[0]);
    refuse(check->refusals, harm ? SEVERITY_INTEGRITY : SEVERITY_BUILD,
           token->line,
           harm ? "#pragma%.*s changes how code is compiled"
                : "no lesson needs #pragma%.*s",
           (int)token->length, token->text);
}

static void name_check(struct check *check, const struct token *token)
{
    size_t before = check->names->count;
    words_add_at(check->names, token->text, token->length, token->line);
    bool fresh = check->names->count > before;
    if (IS_ONE_OF(token, assembly))
        refuse(check->refusals, SEVERITY_INTEGRITY, token->line,
               "the race detector can't see what inline assembly does");
    if (IS_ONE_OF(token, segments))
        refuse(check->refusals, SEVERITY_BUILD, token->line,
               "no lesson needs %.*s, and the race detector does not know it",
               (int)token->length, token->text);
    if (fresh && symbol_is_reserved(token->text))
        refuse(check->refusals, SEVERITY_INTEGRITY, token->line,
               "%.*s belongs to the race detector or to the grader",
               (int)token->length, token->text);
    if (fresh && builtin_is_needless(token))
        refuse(
            check->refusals, SEVERITY_BUILD, token->line,
            "no lesson needs %.*s, and the race detector may not see what it "
            "does",
            (int)token->length, token->text);
    if (token->text[token->length] == '"' && IS_ONE_OF(token, raw))
        refuse(check->refusals, SEVERITY_BUILD, token->line,
               "raw strings are not part of C");
    if (token_is(token, "__attribute__") || token_is(token, "__attribute"))
        attribute_check(check, 0);
}

/* "%2$d": ThreadSanitizer's own reading of formats stops there, so what such a
 * call reads and writes goes unseen. */
static void literal_check(struct check *check, const struct token *token)
{
    const char *end = token->text + token->length;
    for (const char *at = token->text; at < end; at++) {
        size_t digits = *at == '%' ? strspn(at + 1, "0123456789") : 0;
        if (digits > 0 && at[1 + digits] == '$') {
            refuse(check->refusals, SEVERITY_BUILD, token->line,
                   "no lesson needs numbered arguments of a format, and the "
                   "race detector does not follow them");
            return;
        }
    }
}

/* `[[` begins an attribute; it can't occur in an expression. */
static void bracket_check(struct check *check)
{
    struct tokens before = check->tokens;
    struct token next;
    if (tokens_next(&check->tokens, &next) && token_is(&next, "["))
        attribute_check(check, 2);
    else
        check->tokens = before;
}

/* What text from the preprocessor never has, unless a macro made it: when the
 * text is compiled, it could become a comment or a directive. */
static void remnant_check(struct check *check, const struct token *token)
{
    const char *text = token->text;
    if (*text == '#' || strncmp(text, "%:", 2) == 0)
        refuse(check->refusals, SEVERITY_INTEGRITY, token->line,
               "a macro makes a # that is no directive");
    if (*text == '\\' && text[1] != 'u' && text[1] != 'U')
        refuse(check->refusals, SEVERITY_INTEGRITY, token->line,
               "a macro makes a backslash outside of a text");
    if (*text == '/' && (text[1] == '/' || text[1] == '*'))
        refuse(check->refusals, SEVERITY_INTEGRITY, token->line,
               "macros make what begins a comment");
}

void rules_check(const char *text, const char *source,
                 struct inclusions *inclusions, struct words *names,
                 struct refusals *refusals)
{
    struct check check = {.names = names, .refusals = refusals};
    struct token token;
    tokens_begin(&check.tokens, text, source, inclusions);
    while (tokens_next(&check.tokens, &token)) {
        if (!token.in_source)
            continue;
        if (token.kind == TOKEN_NAME)
            name_check(&check, &token);
        else if (token.kind == TOKEN_LITERAL)
            literal_check(&check, &token);
        else if (token.kind == TOKEN_PRAGMA)
            pragma_check(&check, &token);
        else if (token_is(&token, "["))
            bracket_check(&check);
        else
            remnant_check(&check, &token);
    }
}
