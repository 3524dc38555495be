/*
 * What the gate sees of a source (gate/directives.h): a line marker that a
 * compiler would obey must not hide behind what only looks like a comment or a
 * literal. Each text is one that gcc or clang accept.
 */
#include <criterion/criterion.h>
#include <criterion/redirect.h>
#include <string.h>

#include "gate/directives.h"

#define MARKER "# 1 \"/usr/include/stdio.h\" 1 3\n"
#define MARK "\xEF\xBB\xBF"
#define NO_BREAK_SPACE "\xC2\xA0"

TestSuite(gate_source, .init = cr_redirect_stdout);

static enum severity severity_of(const char *text, size_t length)
{
    struct words defined = {0};
    struct inclusions inclusions = {0};
    struct refusals refusals = {.source = "counter.c"};
    directives_check(text, length, &defined, &inclusions, &refusals);
    inclusions_free(&inclusions);
    words_free(&defined);
    return refusals.worst;
}

static void expect(enum severity severity, const char *text)
{
    cr_expect_eq(severity_of(text, strlen(text)), severity, "of \"%s\"", text);
}

Test(gate_source, names_of_headers_begin_no_comment)
{
    expect(SEVERITY_INTEGRITY, "#if __has_include(<x/*y>)\n#endif\n/**/\n");
    expect(SEVERITY_INTEGRITY, "#if __has_include_next (<x/*y>)\n#endif\n");
    expect(SEVERITY_INTEGRITY, "#if __has_include(<x//y>) /*\n#endif\n*/\n");
    expect(SEVERITY_INTEGRITY, "#if __has_include(<x'y>) /* '\n#endif\n");
    expect(SEVERITY_INTEGRITY, "#if __has_include(<x\"y>) /* \"\n#endif\n");
    expect(SEVERITY_INTEGRITY, "#if __has_include(\"x\\\") /*\")\n#endif\n");
    expect(SEVERITY_INTEGRITY, "#if 1\n#elif __has_include(<x/*y>)\n#endif\n");
    expect(SEVERITY_INTEGRITY, "#define H __has_include\n#if H(<x/*y>)\n");
    expect(SEVERITY_INTEGRITY, "#if 1 < 2 /* > */ || '*/' /*\n#endif\n*/\n");
    expect(SEVERITY_INTEGRITY, "#include <x/*y>\n*/ .h>\n");
    expect(SEVERITY_INTEGRITY, "#include <sys//types.h>\n");
    expect(SEVERITY_INTEGRITY, "#include_next <x/*y>\n*/\n");
    expect(SEVERITY_INTEGRITY, "#import <x/*y>\n*/\n");
    expect(SEVERITY_INTEGRITY, "#embed <x/*y>\n*/\n");
    expect(SEVERITY_INTEGRITY, "#pragma GCC dependency <x/*y>\n*/\n");
}

Test(gate_source, comparisons_are_no_names)
{
    expect(SEVERITY_NONE, "#if __GNUC__ < 12 /* before -> */\n#endif\n");
    expect(SEVERITY_NONE, "#if __GNUC__ < 12 // as \"a\" -> b says\n#endif\n");
    expect(SEVERITY_NONE, "#if A < 1 && B > 2 /* two\nlines */\n#endif\n");
    expect(SEVERITY_NONE, "#if __has_include(<threads.h>) // C11\n#endif\n");
    expect(SEVERITY_NONE, "#define LESS(a, b) ((a)<(b) ? \"/*\" : p->q)\n");
    expect(SEVERITY_NONE, "#endif // don't look at <this/*> \"file\"\n");
    expect(SEVERITY_NONE, "#include <stdio.h> /* printf()\n and so on */\n");
}

Test(gate_source, a_byte_order_mark_is_not_there)
{
    expect(SEVERITY_INTEGRITY, MARK MARKER);
    expect(SEVERITY_INTEGRITY, MARK MARK MARKER);
    expect(SEVERITY_INTEGRITY, "int x;\n" NO_BREAK_SPACE MARKER);
    expect(SEVERITY_NONE, MARK "#include \"counter.h\"\nint x;\n");
}

Test(gate_source, every_line_end_ends_a_line)
{
    expect(SEVERITY_INTEGRITY, "// no more\r" MARKER);
    expect(SEVERITY_INTEGRITY, "// one\\\r\r\n" MARKER);
    expect(SEVERITY_INTEGRITY, "/* one\r*/" MARKER);
    expect(SEVERITY_INTEGRITY, "// one\\\n\r/*\n" MARKER "// */\n");
    expect(SEVERITY_INTEGRITY, "int x;\f\n\f\v#\\\r\n line 1 \"x.h\"\r\n");
    expect(SEVERITY_NONE, "// one\\\r\n # 1 \"x.h\"\r\nint x;\r\n");
    expect(SEVERITY_NONE, "#include <stdio.h>\r\r\nint x;\r\r\n");
}

Test(gate_source, other_spellings_are_seen)
{
    expect(SEVERITY_INTEGRITY, "/* a */ %: /* b\n */ 1 \"x.h\"\n");
    expect(SEVERITY_INTEGRITY, "%\\\n:\\\nli\\  \nne 1 \"x.h\"\n");
    expect(SEVERITY_INTEGRITY, "static char c = '\"'; /* \" */\n" MARKER);
    expect(SEVERITY_INTEGRITY, "/* never closed *\\\n/ " MARKER);
    expect(SEVERITY_INTEGRITY, "#if 0\nit's /* not\n#endif\n" MARKER);
    expect(SEVERITY_BUILD, "char *c = R\"(\" /* )\";\n/* */\n");
}

Test(gate_source, what_is_told_is_no_comment_for_all)
{
    expect(SEVERITY_INTEGRITY, "#warning /*\n" MARKER "// */\n");
    expect(SEVERITY_INTEGRITY, "#error see /* here\n there */\n");
    expect(SEVERITY_NONE, "#warning don't /* do this\n");
    expect(SEVERITY_NONE, "#warning later /* or never */\n");
}

Test(gate_source, headers_may_be_in_quotes_or_named_by_macros)
{
    expect(SEVERITY_NONE, "#include \"pthread.h\"\n#include \"./counter.h\"\n");
    expect(SEVERITY_NONE, "#define H <pthread.h>\n#include H // one\n");
    expect(SEVERITY_INTEGRITY, "#include \"../x.h\"\n");
    expect(SEVERITY_INTEGRITY, "#include \"/etc/passwd\"\n");
    expect(SEVERITY_INTEGRITY, "#include H(1)\n");
    expect(SEVERITY_INTEGRITY, "#include\n");
}

Test(gate_source, zero_bytes_are_no_text)
{
    static const char text[] = "int x;\n\0# 1 \"x.h\"\n";
    cr_expect_eq(severity_of(text, sizeof text - 1), SEVERITY_BUILD);
}

Test(gate_source, each_inclusion_is_entered_once)
{
    static const char text[] = "#include <a.h>\n\n#include \\\n<b.h> /*\n*/\n";
    struct words defined = {0};
    struct inclusions inclusions = {0};
    struct refusals refusals = {.source = "counter.c"};
    directives_check(text, strlen(text), &defined, &inclusions, &refusals);
    cr_expect_not(inclusion_enter(&inclusions, 2));
    cr_expect(inclusion_enter(&inclusions, 1));
    cr_expect_not(inclusion_enter(&inclusions, 1));
    cr_expect(inclusion_enter(&inclusions, 5));
    cr_expect_not(inclusion_enter(&inclusions, 3));
    cr_expect_not(inclusion_enter(&inclusions, 6));
    inclusions_free(&inclusions);
    words_free(&defined);
}
