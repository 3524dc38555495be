/* Says why a file is refused (see refusal.h). */
#include "gate/refusal.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>

enum { SHOWN_MAX = 20 };

void refuse(struct refusals *refusals, enum severity severity, unsigned line,
            const char *format, ...)
{
    char text[512];
    va_list values;

    if (severity > refusals->worst)
        refusals->worst = severity;
    if (refusals->count++ >= SHOWN_MAX)
        return;
    va_start(values, format);
    vsnprintf(text, sizeof text, format, values);
    va_end(values);
    for (char *c = text; *c; c++)
        if (!isprint((unsigned char)*c))
            *c = '?';
    if (line > 0)
        printf("%s:%u: %s\n", refusals->source, line, text);
    else
        printf("%s: %s\n", refusals->source, text);
}
