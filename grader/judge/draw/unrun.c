/*
 * The first screen of code that was not run (see unrun.h).
 *
 * A compiler's first complaint is the one to mend, since others follow from it;
 * so what does not fit is left out at the end.
 */
#include "judge/draw/unrun.h"

#include <string.h>

#include "judge/draw/report.h"
#include "judge/find/evidence.h"

enum { AROUND = 9 }; /* verdict, heading, what to do; empty lines */
enum { WIDTH = 80, LONGEST = 3 * WIDTH };

/* A terminal folds what is longer; a compiler may say anything. */
static size_t rows_of(size_t length)
{
    return length <= WIDTH ? 1 : (length + WIDTH - 1) / WIDTH;
}

/* @return How many bytes of a line are shown, in whole characters. */
static size_t shown_of(const char *line, size_t length)
{
    if (length > LONGEST)
        length = LONGEST;
    while (length > 0 && ((unsigned char)line[length] & 0xc0) == 0x80)
        length--;
    return length;
}

/* @return Whether something is left out. */
static bool first_lines(FILE *to, int indent, const char *text, size_t most)
{
    size_t rows = 0;
    while (*text) {
        size_t length = strcspn(text, "\n");
        size_t shown = shown_of(text, length);
        rows += rows_of(shown + (size_t)indent);
        if (rows > most - AROUND && text[length])
            return true;
        if (length > 0)
            fprintf(to, "%*s%.*s\n", indent, "", (int)shown, text);
        text += length + (text[length] == '\n');
    }
    return false;
}

static void refusal_write(FILE *to, const json_t *record, const char *lines,
                          size_t most)
{
    fputs("  It was not run. Nobody needs the following for an answer, and "
          "what it does\n  can't be judged:\n",
          to);
    if (first_lines(to, 4, lines, most))
        fputs("    ...\n", to);
    if (strcmp(json_text(record, "verdict"), "integrity") == 0)
        fputs("  Until that is gone a person should look at it.\n", to);
}

bool unrun_screen(FILE *to, const json_t *record, size_t most)
{
    const char *refused = json_text(record, "refused");
    const char *compiler = json_text(record, "compiler_output");
    const char *lesson = json_text(record, "lesson");
    int digits = (int)strcspn(lesson, "_");
    bool builds = strcmp(json_text(record, "verdict"), "build") != 0;
    if (!*refused && (builds || !*compiler))
        return false;
    points_write(to, record);
    fputs("\n\n", to);
    if (*refused) {
        refusal_write(to, record, refused, most);
    } else {
        fputs("  It does not compile yet; the compiler says why:\n", to);
        if (first_lines(to, 0, compiler, most))
            fprintf(to, "   ... (the rest: make check L=%.*s ALL=1)\n", digits,
                    lesson);
    }
    fprintf(to, "\n  Next: %s, then: make check L=%.*s\n",
            *refused ? "take that out" : "mend the first of these", digits,
            lesson);
    return true;
}
