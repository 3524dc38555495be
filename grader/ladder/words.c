/* Texts as HTML (see words.h). */
#include "ladder/words.h"

#include <stdlib.h>
#include <string.h>

#include "base/escape.h"

static void part_write(FILE *to, const char *text, size_t length)
{
    char *part = strndup(text, length);
    escape_html(to, part);
    free(part);
}

void words_write(FILE *to, const char *text)
{
    while (*text) {
        size_t plain = strcspn(text, "`");
        part_write(to, text, plain);
        text += plain;
        const char *end = *text ? strchr(text + 1, '`') : NULL;
        if (!end) {
            escape_html(to, text);
            return;
        }
        fputs("<code>", to);
        part_write(to, text + 1, (size_t)(end - text) - 1);
        fputs("</code>", to);
        text = end + 1;
    }
}
