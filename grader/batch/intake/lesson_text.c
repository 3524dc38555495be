/*
 * Distinguishes lessons with the same file name by what the file defines or
 * calls (see lesson_names.h).
 */
#include "batch/intake/lesson_names.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

static bool is_word(char letter)
{
    return isalnum((unsigned char)letter) || letter == '_';
}

char *lesson_calls(const char *text)
{
    char *calls = calloc(1, strlen(text) + 2);
    char *end = calls;
    for (const char *at = text; calls && *at; at++) {
        if (strncmp(at, "/*", 2) == 0) {
            at = strstr(at + 2, "*/");
            if (!at)
                break;
        } else if (is_word(*at)) {
            size_t length = 1;
            while (is_word(at[length]))
                length++;
            if (at[length] == '(')
                end = stpcpy(stpncpy(end, at, length), "\n");
            at += length - 1;
        }
    }
    return calls;
}

static bool has_word(const char *text, const char *word, size_t length)
{
    for (const char *at = text; (at = strstr(at, word)); at += length)
        if (!is_word(at[length]) && (at == text || !is_word(at[-1])))
            return true;
    return false;
}

/* Whether a file's name, which may hold other words, has this stem. */
static bool names_stem(const char *name, const char *stem)
{
    size_t length = strlen(stem);
    for (const char *at = name; *at; at++)
        if (strncasecmp(at, stem, length) == 0 &&
            !isalnum((unsigned char)at[length]))
            return true;
    return false;
}

/* Whether another lesson of that file name declares the function, too. */
static bool is_shared(const struct lessons *lessons, size_t lesson,
                      const char *call)
{
    for (size_t i = 0; i < lessons->count; i++)
        if (i != lesson &&
            strcmp(lessons->lesson[i].stem, lessons->lesson[lesson].stem) ==
                0 &&
            has_word(lessons->lesson[i].calls, call, strlen(call)))
            return true;
    return false;
}

/* Whether a text has a function that only this lesson's header declares. */
static bool has_own(const struct lessons *lessons, size_t lesson,
                    const char *text)
{
    char *calls = strdup(lessons->lesson[lesson].calls);
    char *rest = NULL;
    bool found = false;
    for (char *call = calls ? strtok_r(calls, "\n", &rest) : NULL;
         call && !found; call = strtok_r(NULL, "\n", &rest))
        found = !is_shared(lessons, lesson, call) &&
                has_word(text, call, strlen(call));
    free(calls);
    return found;
}

int lesson_of_text(const struct lessons *lessons, const char *name,
                   const char *text)
{
    int found = LESSON_NONE;
    for (size_t i = 0; i < lessons->count; i++)
        if (names_stem(name, lessons->lesson[i].stem) &&
            has_own(lessons, i, text))
            found = found == LESSON_NONE ? (int)i : LESSON_AMBIGUOUS;
    return found == LESSON_NONE ? LESSON_AMBIGUOUS : found;
}

/* How well a text fits a lesson: parts of a thousand of the header's functions,
 * and a thousand for the header. */
static int nearness(const struct lesson *lesson, const char *text)
{
    char *calls = strdup(lesson->calls), *rest = NULL;
    int all = 0, there = 0;
    for (char *call = calls ? strtok_r(calls, "\n", &rest) : NULL; call;
         call = strtok_r(NULL, "\n", &rest), all++)
        there += has_word(text, call, strlen(call));
    free(calls);
    char *header = text_print("\"%s.h\"", lesson->stem);
    bool included = header && strstr(text, header);
    free(header);
    if (there == 0 || (2 * there < all && !included))
        return 0;
    return 1000 * there / all + (included ? 1000 : 0);
}

int lesson_near(const struct lessons *lessons, const char *text)
{
    int found = LESSON_NONE, best = 0;
    for (size_t i = 0; i < lessons->count; i++) {
        int near = nearness(&lessons->lesson[i], text);
        if (near > best)
            found = (int)i;
        else if (near == best && near > 0)
            found = LESSON_NONE;
        best = near > best ? near : best;
    }
    return found;
}
