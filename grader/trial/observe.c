/*
 * Writes observations as lines of JSON.
 *
 * The one idea: a line is built in a fixed buffer that always keeps room for
 * the brackets still to be closed, so whatever does not fit is left out and
 * the line stays valid. Nothing here allocates or locks; a signal handler and
 * the watchdog may use it while every other thread is stuck.
 */
#include "trial/observe.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Room kept for the closing brackets and the newline. */
enum { RESERVE = sizeof((struct observation *)0)->closers + 2 };

static bool line_fits(const struct observation *line, size_t length)
{
    return line->length + length + RESERVE <= sizeof line->text;
}

static void line_put(struct observation *line, const char *text)
{
    size_t length = strlen(text);
    if (!line_fits(line, length))
        return;
    memcpy(line->text + line->length, text, length);
    line->length += length;
}

/* Writes `,"key":` and keeps `needed` bytes for the value; false: no room. */
static bool line_key(struct observation *line, const char *key, size_t needed)
{
    if (!line_fits(line, (key ? strlen(key) : 0) + 4 + needed))
        return false;
    if (!line->fresh)
        line_put(line, ",");
    line->fresh = false;
    if (key) {
        line_put(line, "\"");
        line_put(line, key);
        line_put(line, "\":");
    }
    return true;
}

/* One character of a string as JSON wants it; UTF-8 passes unchanged. */
static const char *escape(unsigned char c, char buffer[8])
{
    static const char hex[] = "0123456789abcdef";
    if (c == '"' || c == '\\') {
        memcpy(buffer, (char[]){'\\', (char)c, 0}, 3);
    } else if (c < 0x20 || c == 0x7f) {
        memcpy(buffer, "\\u00", 4);
        memcpy(buffer + 4, (char[]){hex[c >> 4], hex[c & 15], 0}, 3);
    } else {
        memcpy(buffer, (char[]){(char)c, 0}, 2);
    }
    return buffer;
}

void observe_begin(struct observation *line, const char *kind)
{
    line->length = 0;
    line->depth = 0;
    line->fresh = true;
    line_put(line, "{");
    line->closers[line->depth++] = '}';
    observe_text(line, "t", kind);
}

void observe_text(struct observation *line, const char *key, const char *text)
{
    if (!text) {
        if (line_key(line, key, 4))
            line_put(line, "null");
        return;
    }
    if (!line_key(line, key, 2))
        return;
    line_put(line, "\"");
    for (char buffer[8]; *text && line_fits(line, sizeof buffer); text++)
        line_put(line, escape((unsigned char)*text, buffer));
    line_put(line, "\"");
}

void observe_number(struct observation *line, const char *key, long long n)
{
    char text[24];
    char *digit = text + sizeof text;
    unsigned long long magnitude =
        n < 0 ? 0 - (unsigned long long)n : (unsigned long long)n;
    *--digit = '\0';
    do
        *--digit = (char)('0' + magnitude % 10);
    while (magnitude /= 10);
    if (n < 0)
        *--digit = '-';
    if (line_key(line, key, sizeof text))
        line_put(line, digit);
}

void observe_address(struct observation *line, const char *key,
                     const void *address)
{
    char text[24];
    char *digit = text + sizeof text;
    unsigned long long value = (unsigned long long)(uintptr_t)address;
    *--digit = '\0';
    do
        *--digit = "0123456789abcdef"[value & 15];
    while (value >>= 4);
    *--digit = 'x';
    *--digit = '0';
    observe_text(line, key, digit);
}

void observe_open(struct observation *line, const char *key, char bracket)
{
    bool room = line->depth < sizeof line->closers;
    if (!room || !line_key(line, key, 2))
        return;
    line_put(line, bracket == '{' ? "{" : "[");
    line->closers[line->depth++] = bracket == '{' ? '}' : ']';
    line->fresh = true;
}

bool observe_full(const struct observation *line)
{
    return line->length > sizeof line->text / 10 * 9 ||
           line->depth + 2 >= sizeof line->closers;
}

void observe_close(struct observation *line)
{
    if (line->depth == 0)
        return;
    line->text[line->length++] = line->closers[--line->depth];
    line->fresh = false;
}

void observe_end(struct observation *line)
{
    while (line->depth > 0)
        observe_close(line);
    line->text[line->length++] = '\n';
    for (size_t done = 0; done < line->length;) {
        ssize_t n = write(OBSERVE_FD, line->text + done, line->length - done);
        if (n <= 0)
            break;
        done += (size_t)n;
    }
}
