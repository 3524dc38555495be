/* Titles of assignments (see heading.h). */
#include "batch/base/heading.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { LETTERS_MOST = 256 };

/* What may come before a number that means a lesson. */
static const char *const kinds[] = {
    "lesson",    "lab",      "exercise", "ex",      "assignment",
    "homework",  "hw",       "task",     "project", "problem",
    "practical", "lockstep", "aufgabe"};

/* Only letters and digits, in lower case. */
static void letters_of(const char *text, size_t size,
                       char letters[LETTERS_MOST])
{
    size_t length = 0;
    for (size_t i = 0; i < size && length + 1 < LETTERS_MOST; i++)
        if (isalnum((unsigned char)text[i]) || (unsigned char)text[i] >= 0x80)
            letters[length++] = (char)tolower((unsigned char)text[i]);
    letters[length] = '\0';
}

/* A heading's length without ` (4711)`. */
static size_t title_length(const char *heading)
{
    size_t length = strlen(heading);
    const char *open = strrchr(heading, '(');
    if (!open || open == heading)
        return length;
    size_t digits = strspn(open + 1, "0123456789");
    if (digits == 0 || strcmp(open + 1 + digits, ")") != 0)
        return length;
    length = (size_t)(open - heading);
    while (length > 0 && heading[length - 1] == ' ')
        length--;
    return length;
}

static bool is_wanted(const char *heading, const char *wanted)
{
    size_t length = title_length(heading);
    return strcmp(heading, wanted) == 0 ||
           (strlen(wanted) == length && strncmp(heading, wanted, length) == 0);
}

static bool says(const char *letters, const char *text)
{
    char other[LETTERS_MOST];
    letters_of(text, strlen(text), other);
    return *other && strcmp(letters, other) == 0;
}

/* Whether a heading is a lesson's own name. */
static bool says_name(const char *letters, const char *id, const char *title)
{
    const char *slug = id + strspn(id, "0123456789_");
    const char *colon = strchr(title, ':');
    return says(letters, id) || says(letters, slug) || says(letters, title) ||
           (colon && says(letters, colon + 1));
}

/* Whether a heading begins like `Lab 1`. */
static bool says_number(const char *letters, const char *id)
{
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        size_t length = strlen(kinds[i]);
        if (strncmp(letters, kinds[i], length) == 0 &&
            isdigit((unsigned char)letters[length]) &&
            isdigit((unsigned char)*id))
            return strtol(letters + length, NULL, 10) == strtol(id, NULL, 10);
    }
    return false;
}

enum heading_fit heading_fits(const char *heading, const char *id,
                              const char *title, const char *wanted)
{
    char letters[LETTERS_MOST] = "";
    if (wanted)
        return is_wanted(heading, wanted) ? HEADING_WANTED : HEADING_OTHER;
    letters_of(heading, title_length(heading), letters);
    return says_name(letters, id, title) ? HEADING_NAME
           : says_number(letters, id)    ? HEADING_NUMBER
                                         : HEADING_OTHER;
}
