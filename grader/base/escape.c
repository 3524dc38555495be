/* Text from strangers (see escape.h). */
#include "base/escape.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    REPLACEMENT = 0xFFFD,
    CONTROL_PICTURES = 0x2400, /* the picture of control character 0 */
    PICTURE_OF_DELETE = 0x2421,
};

/* How one form writes a character that is harmless as such. */
typedef void letter_writer(FILE *file, uint32_t letter);

/*
 * Decodes one character by the table of RFC 3629: no overlong form, no
 * surrogate, nothing beyond U+10FFFF. Returns how many bytes it has, 1 if they
 * are invalid.
 */
static size_t letter_read(const unsigned char *at, uint32_t *letter)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t size = at[0] < 0x80             ? 1
                  : (at[0] & 0xE0) == 0xC0 ? 2
                  : (at[0] & 0xF0) == 0xE0 ? 3
                  : (at[0] & 0xF8) == 0xF0 ? 4
                                           : 0;
    *letter = REPLACEMENT;
    if (size == 0)
        return 1;
    uint32_t value = size == 1 ? at[0] : at[0] & (0xFFu >> (size + 1));
    for (size_t i = 1; i < size; i++) {
        if ((at[i] & 0xC0) != 0x80)
            return 1;
        value = value << 6 | (at[i] & 0x3Fu);
    }
    if (value < least[size] || value > 0x10FFFF ||
        (value >= 0xD800 && value <= 0xDFFF))
        return 1;
    *letter = value;
    return size;
}

static void letter_put(FILE *file, uint32_t letter)
{
    if (letter < 0x80) {
        fputc((int)letter, file);
        return;
    }
    if (letter < 0x800) {
        fputc((int)(0xC0 | letter >> 6), file);
    } else {
        if (letter < 0x10000) {
            fputc((int)(0xE0 | letter >> 12), file);
        } else {
            fputc((int)(0xF0 | letter >> 18), file);
            fputc((int)(0x80 | (letter >> 12 & 0x3F)), file);
        }
        fputc((int)(0x80 | (letter >> 6 & 0x3F)), file);
    }
    fputc((int)(0x80 | (letter & 0x3F)), file);
}

static uint32_t letter_visible(uint32_t letter)
{
    if (letter == '\n' || letter == '\t')
        return letter;
    if (letter < 0x20)
        return CONTROL_PICTURES + letter;
    if (letter == 0x7F)
        return PICTURE_OF_DELETE;
    bool reorders = (letter >= 0x202A && letter <= 0x202E) ||
                    (letter >= 0x2066 && letter <= 0x2069);
    bool control = letter >= 0x80 && letter < 0xA0;
    /* U+FFFE and U+FFFF are no characters, and XML forbids them. */
    bool none = letter == 0xFFFE || letter == 0xFFFF;
    return reorders || control || none ? REPLACEMENT : letter;
}

static void text_write(FILE *file, const char *text, letter_writer *write)
{
    const unsigned char *at = (const unsigned char *)(text ? text : "");
    while (*at) {
        uint32_t letter;
        at += letter_read(at, &letter);
        write(file, letter_visible(letter));
    }
}

static void letter_html(FILE *file, uint32_t letter)
{
    switch (letter) {
    case '&':
        fputs("&amp;", file);
        break;
    case '<':
        fputs("&lt;", file);
        break;
    case '>':
        fputs("&gt;", file);
        break;
    case '"':
        fputs("&quot;", file);
        break;
    case '\'':
        fputs("&#39;", file);
        break;
    default:
        letter_put(file, letter);
    }
}

static void letter_markdown(FILE *file, uint32_t letter)
{
    if (letter == '\n' || letter == '\t')
        letter = ' ';
    if (letter < 0x80 && strchr("\\`*_{}[]()<>#+-.!|~&=:@$^\"'", (int)letter))
        fputc('\\', file);
    letter_put(file, letter);
}

void escape_html(FILE *file, const char *text)
{
    text_write(file, text, letter_html);
}

void escape_plain(FILE *file, const char *text)
{
    text_write(file, text, letter_put);
}

void escape_markdown(FILE *file, const char *text)
{
    text_write(file, text, letter_markdown);
}

size_t escape_backquotes(const char *text)
{
    size_t longest = 0;
    for (const char *at = text; (at = strchr(at, '`')); at++) {
        size_t row = strspn(at, "`");
        if (row > longest)
            longest = row;
        at += row - 1;
    }
    return longest;
}

void escape_fence(FILE *file, size_t length)
{
    while (length-- > 0)
        fputc('`', file);
}

void escape_markdown_block(FILE *file, const char *text)
{
    text = text ? text : "";
    size_t fence = escape_backquotes(text) + 1;
    if (fence < 3)
        fence = 3;
    escape_fence(file, fence);
    fputs("text\n", file);
    escape_plain(file, text);
    size_t length = strlen(text);
    if (length && text[length - 1] != '\n')
        fputc('\n', file);
    escape_fence(file, fence);
    fputc('\n', file);
}

char *escape_text(const char *text)
{
    char *safe = NULL;
    size_t size;
    FILE *file = open_memstream(&safe, &size);
    if (!file)
        return NULL;
    escape_plain(file, text);
    if (fclose(file)) {
        free(safe);
        return NULL;
    }
    return safe;
}
