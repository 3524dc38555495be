/* Text from a probe (see observed.h). */
#include "judge/find/observed.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "trial/observe.h"

/* The length of the UTF-8 sequence at `text`, 0 if there is none (RFC 3629). */
static size_t utf8_length(const unsigned char *text, size_t room)
{
    size_t length = text[0] < 0x80                       ? 1
                    : text[0] >= 0xc2 && text[0] < 0xe0  ? 2
                    : text[0] >= 0xe0 && text[0] < 0xf0  ? 3
                    : text[0] >= 0xf0 && text[0] <= 0xf4 ? 4
                                                         : 0;
    if (length > room)
        return 0;
    for (size_t i = 1; i < length; i++)
        if ((text[i] & 0xc0) != 0x80)
            return 0;
    bool bad = (text[0] == 0xe0 && text[1] < 0xa0) ||
               (text[0] == 0xed && text[1] > 0x9f) ||
               (text[0] == 0xf0 && text[1] < 0x90) ||
               (text[0] == 0xf4 && text[1] > 0x8f);
    return bad ? 0 : length;
}

/* U+202A to U+202E and U+2066 to U+2069 change the direction of what follows,
 * so that it reads as something else. */
static bool turns(const unsigned char *text, size_t length)
{
    return length == 3 && text[0] == 0xe2 &&
           ((text[1] == 0x80 && text[2] >= 0xaa && text[2] <= 0xae) ||
            (text[1] == 0x81 && text[2] >= 0xa6 && text[2] <= 0xa9));
}

static void text_clean(char *text, size_t length)
{
    for (size_t i = 0; i < length;) {
        unsigned char c = (unsigned char)text[i];
        size_t step = utf8_length((unsigned char *)text + i, length - i);
        bool control = (c < 0x20 && c != '\t' && c != '\n') || c == 0x7f;
        /* U+0080 to U+009F: some begin an escape sequence as ESC does. */
        bool more = step == 2 && c == 0xc2 && (unsigned char)text[i + 1] < 0xa0;
        bool turn = turns((unsigned char *)text + i, step);
        if (step == 0 || control || more || turn)
            memset(text + i, '?', step ? step : 1);
        i += step ? step : 1;
    }
}

/* Strings in JSON can spell what text_clean() removes. An engine's strings
 * are single lines. */
static void strings_clean(json_t *value)
{
    size_t i;
    const char *key;
    json_t *element;
    if (json_is_string(value)) {
        size_t length = json_string_length(value);
        char *text = strdup(json_string_value(value));
        if (!text)
            return;
        text_clean(text, length);
        for (char *c = text; *c; c++)
            if (*c == '\n' || *c == '\t')
                *c = ' ';
        json_string_setn(value, text, length);
        free(text);
        return;
    }
    json_array_foreach(value, i, element)
    {
        strings_clean(element);
    }
    json_object_foreach(value, key, element)
    {
        strings_clean(element);
    }
}

/* No engine reports more, and forged lines must not keep the judge busy. */
enum {
    MOST_LINES = 4096,
    LONGEST_LINE = sizeof((struct observation *)0)->text
};

json_t *observed_parse(const char *text)
{
    json_t *lines = json_array();
    char *copy = strdup(text ? text : "");
    if (copy)
        text_clean(copy, strlen(copy));
    char *rest = NULL;
    char *line = copy ? strtok_r(copy, "\n", &rest) : NULL;
    for (; line && json_array_size(lines) < MOST_LINES;
         line = strtok_r(NULL, "\n", &rest)) {
        json_t *object =
            strlen(line) < LONGEST_LINE ? json_loads(line, 0, NULL) : NULL;
        strings_clean(object);
        if (json_is_object(object))
            json_array_append(lines, object);
        json_decref(object);
    }
    free(copy);
    return lines;
}

json_t *observed_text(const char *text, size_t length)
{
    char *copy = malloc(length + 1);
    if (!copy)
        return json_string("");
    if (length)
        memcpy(copy, text, length);
    copy[length] = '\0';
    text_clean(copy, length);
    json_t *string = json_stringn(copy, length);
    free(copy);
    return string ? string : json_string("");
}
