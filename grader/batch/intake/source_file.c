/* A student's file as text (see source_file.h). */
#include "batch/intake/source_file.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <uniconv.h>
#include <unistr.h>

/* Byte order marks; the longer one of two that begin alike comes first. */
static const struct {
    const char *mark;
    size_t size;
    const char *charset;
} marks[] = {{"\xEF\xBB\xBF", 3, "UTF-8"},
             {"\xFF\xFE\0\0", 4, "UTF-32LE"},
             {"\0\0\xFE\xFF", 4, "UTF-32BE"},
             {"\xFF\xFE", 2, "UTF-16LE"},
             {"\xFE\xFF", 2, "UTF-16BE"}};

static int text_copy(struct source *source, const char *data, size_t size)
{
    source->text = malloc(size + 1);
    if (!source->text)
        return ENOMEM;
    memcpy(source->text, data, size);
    source->size = size;
    return 0;
}

/* Bytes in some charset as UTF-8; what can't be converted becomes '?'. */
static int text_convert(struct source *source, const char *charset,
                        const char *data, size_t size)
{
    if (size == 0)
        return text_copy(source, data, size);
    size_t length = 0;
    uint8_t *text = u8_conv_from_encoding(charset, iconveh_question_mark, data,
                                          size, NULL, NULL, &length);
    if (!text)
        return ENOMEM;
    source->text = (char *)text;
    source->size = length;
    return 0;
}

static int text_decode(struct source *source, const char *data, size_t size)
{
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        size_t skip = marks[i].size;
        if (size < skip || memcmp(data, marks[i].mark, skip) != 0)
            continue;
        data += skip;
        size -= skip;
        source->marks |= i == 0 ? SOURCE_BOM : SOURCE_UTF16;
        if (i == 0)
            break;
        return text_convert(source, marks[i].charset, data, size);
    }
    if (!u8_check((const uint8_t *)data, size))
        return text_copy(source, data, size);
    source->marks |= SOURCE_LATIN1;
    return text_convert(source, "WINDOWS-1252", data, size);
}

/* Every line ends with a newline afterwards; there are as many as before. */
static void lines_end(struct source *source)
{
    char *to = source->text;
    const char *end = source->text + source->size;
    for (const char *from = source->text; from < end; from++) {
        if (*from != '\r') {
            *to++ = *from;
        } else if (from + 1 < end && from[1] == '\n') {
            source->marks |= SOURCE_CRLF;
        } else {
            source->marks |= SOURCE_CR;
            *to++ = '\n';
        }
    }
    source->size = (size_t)(to - source->text);
}

static bool is_blank(const struct source *source)
{
    for (size_t i = 0; i < source->size; i++)
        if (!memchr(" \t\n\v\f", source->text[i], 5))
            return false;
    return true;
}

int source_make(const char *data, size_t size, struct source *source)
{
    *source = (struct source){0};
    int error = text_decode(source, data, size);
    if (error)
        return error;
    lines_end(source);
    if (is_blank(source)) {
        source->marks |= SOURCE_EMPTY;
        source_free(source);
        return 0;
    }
    if (memchr(source->text, '\0', source->size))
        source->marks |= SOURCE_NULL;
    char *ended = realloc(source->text, source->size + 1);
    if (!ended) {
        source_free(source);
        return ENOMEM;
    }
    ended[source->size] = '\0';
    source->text = ended;
    return 0;
}

void source_free(struct source *source)
{
    free(source->text);
    source->text = NULL;
    source->size = 0;
}
