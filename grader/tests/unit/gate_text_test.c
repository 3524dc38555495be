/*
 * What the gate sees of a preprocessed file (gate/tokens.h, gate/rules.h), and
 * of the code behind the hooks (gate/calls.h).
 */
#include <criterion/criterion.h>
#include <criterion/redirect.h>
#include <string.h>

#include "gate/calls.h"
#include "gate/headers.h"
#include "gate/rules.h"
#include "gate/tokens.h"

#define HIDDEN "__attribute__((no_sanitize_thread)) void f(void);\n"
#define ENTER "# 1 \"/usr/include/stdio.h\" 1 3 4\n"

TestSuite(gate_text, .init = cr_redirect_stdout);

/* With an inclusion in line 2 of the source. */
static enum severity severity_as(const char *source, const char *text)
{
    struct inclusion at = {2, 2, false};
    struct inclusions inclusions = {&at, 1, 1};
    struct words names = {0};
    struct refusals refusals = {.source = source};
    rules_check(text, source, &inclusions, &names, &refusals);
    words_free(&names);
    return refusals.worst;
}

static void expect(enum severity severity, const char *text)
{
    cr_expect_eq(severity_as("a.c", text), severity, "of \"%s\"", text);
}

Test(gate_text, a_header_is_what_was_included)
{
    expect(SEVERITY_NONE, "# 0 \"a.c\"\n# 1 \"a.c\"\nint x;\n" ENTER HIDDEN
                          "# 3 \"a.c\" 2\nint y;\n");
    expect(SEVERITY_INTEGRITY,
           "# 1 \"a.c\"\nint x;\n" ENTER "# 3 \"a.c\" 2\n" HIDDEN);
}

Test(gate_text, what_was_not_included_is_the_students)
{
    expect(SEVERITY_INTEGRITY, "# 1 \"a.c\"\n" ENTER HIDDEN);
    expect(SEVERITY_INTEGRITY, "# 2 \"a.c\"\n# 1 \"x.h\"\n" HIDDEN);
    expect(SEVERITY_INTEGRITY, "# 2 \"a.c\"\n# 1 \"x.h\" 3\n" HIDDEN);
    expect(SEVERITY_INTEGRITY, "# 2 \"a.c\"\n# 1 \"x.h\" 13\n" HIDDEN);
    expect(SEVERITY_INTEGRITY,
           "# 2 \"a.c\"\n" ENTER "# 2 \"a.c\" 2\n" ENTER HIDDEN);
    expect(SEVERITY_INTEGRITY, "# 2 \"<built-in>\"\n" ENTER HIDDEN);
    expect(SEVERITY_INTEGRITY, HIDDEN);
}

/* Of a file that names `_mm_pause` and `_mm_stream_si32`. */
static enum severity headers_of(const char *text)
{
    struct words defined = {0}, names = {0};
    struct refusals refusals = {.source = "a.c"};
    const struct inclusion_rules rules = {"a.c", "counter.h", &defined, &names};
    words_add_identifiers(&names, "_mm_pause _mm_stream_si32 counter");
    headers_check(text, &rules, &refusals);
    words_free(&names);
    return refusals.worst;
}

Test(gate_text, headers_are_the_lessons_and_the_systems)
{
    cr_expect_eq(headers_of("# 1 \"<built-in>\"\n# 1 \"a.c\"\n" ENTER),
                 SEVERITY_NONE);
    cr_expect_eq(headers_of("# 1 \"lessons/01/counter.h\" 1\n"), SEVERITY_NONE);
    cr_expect_eq(headers_of(ENTER "# 9 \"/usr/include/stdio.h\"\n"),
                 SEVERITY_NONE);
    cr_expect_eq(headers_of("# 1 \"pthread.h\" 1\n"), SEVERITY_INTEGRITY);
    cr_expect_eq(headers_of("# 1 \"/usr/include/../x.h\" 1 3 4\n"),
                 SEVERITY_INTEGRITY);
    cr_expect_eq(headers_of("# 1 \"/etc/passwd\" 1\n"), SEVERITY_INTEGRITY);
    cr_expect_eq(headers_of("# 1 \"x 3 .h\" 1\n"), SEVERITY_INTEGRITY);
}

Test(gate_text, of_a_processors_header_only_hints_are_of_use)
{
#define PROCESSOR "# 1 \"/usr/lib/gcc/x/12/include/xmmintrin.h\" 1 3 4\n"
    cr_expect_eq(headers_of(PROCESSOR "void _mm_pause (void)\n{\n"),
                 SEVERITY_NONE);
    cr_expect_eq(headers_of(PROCESSOR "void _mm_stream_si64 (long *__A)\n"),
                 SEVERITY_NONE);
    cr_expect_eq(headers_of(PROCESSOR "void\n_mm_stream_si32 (int *__A)\n"),
                 SEVERITY_BUILD);
    cr_expect_eq(
        headers_of("# 1 \"/usr/lib/gcc/x/12/include/arm_neon.h\" 1 3 4\n"),
        SEVERITY_BUILD);
    cr_expect_eq(headers_of(PROCESSOR "# 1 \"a.c\" 2\n_mm_stream_si32(x)\n"),
                 SEVERITY_NONE);
}

Test(gate_text, a_path_may_be_written_in_numbers)
{
    static const char text[] =
        "# 2 \"\\303\\234bung \\\"1\\\"\\\\a.c\"\n" ENTER
        "# 3 \"\\303\\234bung \\\"1\\\"\\\\a.c\" 2\n" HIDDEN;
    cr_expect_eq(severity_as("\xC3\x9C"
                             "bung \"1\"\\a.c",
                             text),
                 SEVERITY_INTEGRITY);
}

Test(gate_text, no_macro_makes_a_directive)
{
    expect(SEVERITY_INTEGRITY, " # 1 \"x.h\" 1 3\nint x;\n");
    expect(SEVERITY_INTEGRITY, "int x; # pragma GCC optimize(0)\n");
    expect(SEVERITY_INTEGRITY, "# pragma GCC optimize(0)\n");
    expect(SEVERITY_INTEGRITY, "#include \"x.h\"\n");
    expect(SEVERITY_INTEGRITY, " %: 1 \"x.h\"\n");
    expect(SEVERITY_INTEGRITY, "x#1 \"x.h\"\n");
    expect(SEVERITY_INTEGRITY, "#pragma GCC optimize(0)\n");
    expect(SEVERITY_INTEGRITY, "#pragma  GCC \t optimize (0)\n");
    expect(SEVERITY_INTEGRITY, "#pragma clang attribute push(x)\n");
    expect(SEVERITY_BUILD, "#pragma GCC dependency \"x\"\n");
    expect(SEVERITY_NONE, "#pragma GCC diagnostic push\n");
    expect(SEVERITY_NONE, "#pragma GCC  unroll 4\n");
    expect(SEVERITY_NONE, "#pragma pack(push, 1)\n");
}

Test(gate_text, no_macro_makes_a_comment)
{
    expect(SEVERITY_INTEGRITY, "x /\\\n* \"*/ int y; //\"\n");
    expect(SEVERITY_INTEGRITY, "x // \" \n");
    expect(SEVERITY_INTEGRITY, "x /* \" \n");
    expect(SEVERITY_BUILD, "char *c = R\"(\" )\";\n");
    expect(SEVERITY_NONE,
           "int x = 8 / *p % 3, gr\\u00f6sse; char c = '\\\\';\n");
    expect(SEVERITY_NONE, "char *c = \"// # /* \\\"\", d = '#', R = 1;\n");
}

Test(gate_text, blanks_of_other_scripts_are_blanks)
{
    expect(SEVERITY_INTEGRITY, "__attribute__\xC2\xA0((no_sanitize_thread))\n");
    expect(SEVERITY_INTEGRITY, "__asm__\xE2\x80\x83(\"nop\");\n");
    expect(SEVERITY_INTEGRITY, "\xE3\x80\x80__asm__(\"nop\");\n");
    expect(SEVERITY_NONE, "int gr\xC3\xB6\xC3\x9F"
                          "e__asm__ = 1;\n");
}

static unsigned calls_refused(const char *statement)
{
    char dump[512];
    struct words variables = {0};
    struct refusals refusals = {.source = "a.c"};
    words_add(&variables, "counter", strlen("counter"));
    snprintf(dump, sizeof dump,
             ";; Function f (f, funcdef_no=0)\n\n"
             "  struct boxD.1 mineD.2;\n\n  <bb 2> :\n  %s\n",
             statement);
    calls_check(dump, "a.c", &variables, &refusals);
    words_free(&variables);
    return refusals.count;
}

Test(gate_text, no_copy_goes_past_the_hooks)
{
    cr_expect_eq(calls_refused("[a.c:7:1] gimple_call <__builtin_memcpyD.919, "
                               "NULL, &mine.4D.2, [a.c:8:1] &counterD.3, 24>"),
                 1);
    cr_expect_eq(
        calls_refused("gimple_call <__builtin_memsetD.9, NULL, _1, 0>"), 1);
    cr_expect_eq(calls_refused("[a.c:7:1] gimple_call <[a.c:7:1] "
                               "__builtin_memmoveD.9, NULL, _1, _2, 8>"),
                 1);
    cr_expect_eq(calls_refused("gimple_call <memcpyD.919, NULL, &mineD.2, "
                               "&counterD.3, 24>"),
                 0);
    cr_expect_eq(calls_refused("gimple_call <__builtin___tsan_write8D.1713, "
                               "NULL, &counterD.3>"),
                 0);
    cr_expect_eq(calls_refused("gimple_call <gD.9, NULL, counterD.3>"), 1);
}
