/* The compiler's own functions (see builtins.h). */
#include "gate/builtins.h"

#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

/* Those that only compute, or that the C library's headers
 * hide behind a macro. */
static const char *const needed[] = {
    "va_start",
    "va_end",
    "va_list",
    "offsetof",
    "expect",
    "unreachable",
    "trap",
    "constant_p",
    "choose_expr",
    "types_compatible_p",
    "classify_type",
    "popcount*",
    "parity*",
    "c[lt]z*",
    "clrsb*",
    "ffs*",
    "bswap*",
    "*add*_overflow*",
    "*sub*_overflow*",
    "*mul*_overflow*",
    "is[a-z]*",
    "signbit*",
    "fpclassify",
    "huge_val*",
    "inf*",
    "nan*",
    "tgmath",
    "complex",
    "fabs*",
    "abs",
    "labs",
    "llabs",
    "alloca",
    "prefetch",
    "ia32_pause",
    "object_size",
    "dynamic_object_size",
    "assume_aligned",
    "LINE",
    "FILE",
    "FUNCTION",
    "free",
};

bool builtin_is_needless(const struct token *name)
{
    static const char prefix[] = "__builtin_";
    char rest[64];
    if (name->length < strlen(prefix) ||
        strncmp(name->text, prefix, strlen(prefix)) != 0)
        return false;
    snprintf(rest, sizeof rest, "%.*s", (int)(name->length - strlen(prefix)),
             name->text + strlen(prefix));
    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++)
        if (fnmatch(needed[i], rest, 0) == 0)
            return false;
    return true;
}
