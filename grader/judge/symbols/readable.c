/*
 * Makes ThreadSanitizer's log readable (see readable.h).
 *
 * Probes don't look up symbols: ThreadSanitizer would read the debug
 * information of every library for its first report, and each passing probe
 * makes one, the canary's. That takes longer than most trials. The judge needs
 * addresses only, so lines are looked up for people, once something was found.
 */
#include "judge/symbols/readable.h"

#include <stdio.h>
#include <string.h>

/* Where code or data lie: "(explore+0x41132f)"; 0 if not in the program. */
static unsigned long long address_read(const char *where, const char *program)
{
    unsigned long long address = 0;
    char module[256] = "";
    return sscanf(where, "(%255[^+]+%llx)", module, &address) == 2 &&
                   strcmp(module, program) == 0
               ? address
               : 0;
}

/* Writes a line, with names for what the runtime did not know. */
static void line_write(FILE *file, const char *line, const char *program,
                       struct symbols *symbols)
{
    static const char frame[] = "<null> <null> ";
    static const char data[] = "'<null>' at 0x000000000000 ";
    const char *code_at = strstr(line, frame), *data_at = strstr(line, data);
    const char *at = code_at ? code_at : data_at;
    struct place place;
    char name[256];

    if (!at) {
        fprintf(file, "%s\n", line);
        return;
    }
    const char *where = at + strlen(code_at ? frame : data);
    unsigned long long address = address_read(where, program);
    fprintf(file, "%.*s", (int)(at - line), line);
    if (code_at && address && symbols_line(symbols, address, false, &place))
        fprintf(file, "%s %s:%d ", place.function, place.file, place.line);
    if (data_at && address &&
        symbols_object(symbols, address, name, sizeof name))
        fprintf(file, "'%s' ", name);
    fprintf(file, "%s\n", where);
}

void readable_write(const char *path, const char *text, const char *program,
                    struct symbols *symbols)
{
    FILE *file = fopen(path, "w");
    if (!file)
        return;
    for (char line[4096]; *text;) {
        size_t length = strcspn(text, "\n");
        snprintf(line, sizeof line, "%.*s", (int)length, text);
        line_write(file, line, program, symbols);
        text += length + (text[length] == '\n');
    }
    fclose(file);
}
