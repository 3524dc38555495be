/*
 * Which lesson a name means (see lesson_names.h).
 *
 * A name is first made plain: lower case, every separator an underscore, what
 * browsers add to copies left out. Each step keeps the positions of what stays.
 */
#include "batch/intake/lesson_names.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { WORD_ROOM = 256 };

/* A file name without its suffix, made plain. */
struct word {
    char text[WORD_ROOM];
    bool copied;  /* a "(1)" or the like was left out */
    bool renamed; /* the suffix is not just .c */
};

static bool ends_with(const char *text, size_t length, const char *end)
{
    size_t size = strlen(end);
    return length >= size && strncasecmp(text + length - size, end, size) == 0;
}

/* The length without trailing separators. */
static size_t trimmed(const char *text, size_t length)
{
    while (length > 0 && strchr(" _-.", text[length - 1]))
        length--;
    return length;
}

/* The length without "-1", "(1)", " - Copy" and "copy 2" at the end. */
static size_t copy_cut(const char *text, size_t length)
{
    static const char *const words[] = {" copy", "- copy", "_copy", "-copy",
                                        " kopie"};
    size_t digits = 0;
    size_t end = length;
    bool braced = end > 2 && text[end - 1] == ')';
    end -= braced;
    while (end > 0 && isdigit((unsigned char)text[end - 1])) {
        end--;
        digits++;
    }
    if (digits > 0 && digits < 3 && end > 1) {
        char before = text[end - 1];
        if (braced ? before == '(' : before == '-')
            return trimmed(text, end - 1);
        if (!braced)
            end = trimmed(text, end);
    } else {
        end = length;
    }
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (ends_with(text, end, words[i]))
            return trimmed(text, end - strlen(words[i]));
    return length;
}

/* The length without .c, also as mailers and other systems write it; 0 if it is
 * not a C file. */
static size_t suffix_cut(const char *name, size_t length, bool *renamed)
{
    static const char *const suffixes[] = {".c.txt", ".c.c", ".c"};
    size_t end = length;
    while (end > 0 && name[end - 1] == ' ')
        end--;
    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++) {
        if (!ends_with(name, end, suffixes[i]))
            continue;
        size_t left = end - strlen(suffixes[i]);
        *renamed = strcmp(name + left, ".c") != 0;
        return left;
    }
    return 0;
}

/* @return Whether the name can be a C file's (or needs no suffix), and has
 * something in it. */
static bool word_make(const char *name, bool suffix, bool uncopy,
                      struct word *word)
{
    *word = (struct word){.copied = false};
    size_t length = strlen(name);
    if (suffix)
        length = suffix_cut(name, length, &word->renamed);
    for (size_t cut; uncopy && length > 0; length = cut) {
        cut = copy_cut(name, length);
        if (cut == length)
            break;
        word->copied = true;
    }
    length = trimmed(name, length);
    if (length == 0 || length >= WORD_ROOM)
        return false;
    for (size_t i = 0; i < length; i++)
        word->text[i] = strchr(" -.", name[i])
                            ? '_'
                            : (char)tolower((unsigned char)name[i]);
    return true;
}

/* The lesson whose file has that name; 'pool' may be two lessons' name. */
static int lesson_of_stem(const struct lessons *lessons, const char *text)
{
    int found = LESSON_NONE;
    for (size_t i = 0; i < lessons->count; i++)
        if (strcasecmp(lessons->lesson[i].stem, text) == 0)
            found = found == LESSON_NONE ? (int)i : LESSON_AMBIGUOUS;
    return found;
}

static int lesson_of_slug(const struct lessons *lessons, const char *text)
{
    for (size_t i = 0; i < lessons->count; i++)
        if (strcasecmp(lessons->lesson[i].slug, text) == 0)
            return (int)i;
    return LESSON_NONE;
}

/* "1", "01", "01_lock", "01_counter", each also after "lesson". */
static int lesson_of_number(const struct lessons *lessons, const char *text,
                            bool *full)
{
    static const char lesson[] = "lesson";
    if (strncmp(text, lesson, strlen(lesson)) == 0) {
        text += strlen(lesson);
        text += *text == '_';
    }
    size_t digits = strspn(text, "0123456789");
    if (digits == 0 || digits > 3)
        return LESSON_NONE;
    unsigned long number = strtoul(text, NULL, 10);
    const char *rest = text + digits;
    for (size_t i = 0; i < lessons->count; i++) {
        const struct lesson *this = &lessons->lesson[i];
        if (this->number != number)
            continue;
        *full = *rest == '_' && (strcasecmp(rest + 1, this->slug) == 0 ||
                                 strcasecmp(rest + 1, this->stem) == 0);
        if (*full || *rest == '\0')
            return (int)i;
    }
    return LESSON_NONE;
}

/* Any of the ways to name a lesson. */
static int lesson_of_word(const struct lessons *lessons, const char *text,
                          bool *full)
{
    *full = false;
    int found = lesson_of_number(lessons, text, full);
    if (found == LESSON_NONE)
        found = lesson_of_slug(lessons, text);
    if (found == LESSON_NONE)
        found = lesson_of_stem(lessons, text);
    return found;
}

/* The longest end of the word that names a lesson. */
static struct flat tail_find(const struct lessons *lessons,
                             const struct word *word)
{
    struct flat flat = {LESSON_NONE, 0, false, word->copied};
    for (size_t i = 1; word->text[i] && flat.lesson == LESSON_NONE; i++) {
        flat.head = trimmed(word->text, i);
        if (word->text[i] == '_' && word->text[i + 1] && flat.head > 0)
            flat.lesson =
                lesson_of_word(lessons, word->text + i + 1, &flat.full);
    }
    if (flat.lesson == LESSON_NONE)
        flat.head = 0;
    return flat;
}

int lesson_called(const struct lessons *lessons, const char *name)
{
    for (size_t i = 0; i < lessons->count; i++)
        if (strcmp(name, lessons->lesson[i].name) == 0)
            return (int)i;
    return LESSON_NONE;
}

bool lesson_is_folder(const struct lessons *lessons, const char *name)
{
    if (strcasecmp(name, "lessons") == 0)
        return true;
    for (size_t i = 0; i < lessons->count; i++)
        if (strcasecmp(name, lessons->lesson[i].name) == 0)
            return true;
    return false;
}

int lesson_of_folder(const struct lessons *lessons, const char *name)
{
    struct word word;
    bool full;
    if (!word_make(name, false, false, &word))
        return LESSON_NONE;
    int found = lesson_of_number(lessons, word.text, &full);
    if (found == LESSON_NONE)
        found = lesson_of_slug(lessons, word.text);
    if (found == LESSON_NONE) {
        struct flat flat = tail_find(lessons, &word);
        found = flat.full ? flat.lesson : LESSON_NONE;
    }
    return found;
}

struct flat lesson_of_flat(const struct lessons *lessons, const char *name,
                           bool suffix)
{
    struct word word;
    struct flat flat = {LESSON_NONE, 0, false, false};
    if (word_make(name, suffix, true, &word))
        flat = tail_find(lessons, &word);
    if (flat.lesson == LESSON_NONE && word_make(name, suffix, false, &word))
        flat = tail_find(lessons, &word);
    return flat;
}

/* The innermost folder of a path that is named for a lesson. */
static int folder_of_path(const struct lessons *lessons, const char *path,
                          const char *base)
{
    int found = LESSON_NONE;
    for (const char *at = path; at < base;) {
        char name[WORD_ROOM];
        const char *end = strchr(at, '/');
        size_t length = (size_t)(end - at);
        if (length > 0 && length < sizeof name) {
            memcpy(name, at, length);
            name[length] = '\0';
            int lesson = lesson_of_folder(lessons, name);
            if (lesson >= 0)
                found = lesson;
        }
        at = end + 1;
    }
    return found;
}

/* Whether a file has a lesson's file name, letter for letter. */
static bool is_exact(const struct lessons *lessons, const char *base)
{
    for (size_t i = 0; i < lessons->count; i++) {
        const char *stem = lessons->lesson[i].stem;
        size_t length = strlen(stem);
        if (strncmp(base, stem, length) == 0 &&
            strcmp(base + length, ".c") == 0)
            return true;
    }
    return false;
}

/* What the name itself says; `folder` settles what two lessons share. */
static struct fit fit_name(const struct lessons *lessons, const char *base,
                           const struct word *word, int folder)
{
    bool full;
    const char *text = word->text + strspn(word->text, "_");
    struct fit fit = {lesson_of_stem(lessons, text), FIT_RENAMED, false};
    if (folder >= 0 && strcasecmp(lessons->lesson[folder].stem, text) == 0)
        fit.lesson = folder;
    if (fit.lesson != LESSON_NONE && is_exact(lessons, base))
        fit.rank = FIT_EXACT;
    if (fit.lesson == LESSON_NONE) {
        fit.lesson = lesson_of_word(lessons, text, &full);
        fit.rank = full ? FIT_RENAMED : FIT_NAMED;
    }
    return fit;
}

struct fit fit_path(const struct lessons *lessons, const char *path)
{
    struct fit fit = {LESSON_NONE, FIT_FOLDER, false};
    struct word word;
    const char *slash = strrchr(path, '/');
    const char *base = slash ? slash + 1 : path;
    if (!word_make(base, true, true, &word) || strcmp(word.text, "main") == 0)
        return fit;
    int folder = folder_of_path(lessons, path, base);
    fit = fit_name(lessons, base, &word, folder);
    if (fit.lesson == LESSON_NONE) {
        struct flat flat = lesson_of_flat(lessons, base, true);
        fit.lesson = flat.lesson;
        fit.rank = flat.full ? FIT_RENAMED : FIT_NAMED;
        if (flat.lesson == LESSON_AMBIGUOUS && folder >= 0)
            fit.lesson = folder;
    }
    if (fit.lesson == LESSON_NONE && folder >= 0) {
        fit.lesson = folder;
        fit.rank = FIT_FOLDER;
    }
    fit.elsewhere = folder >= 0 && fit.lesson >= 0 && folder != fit.lesson;
    return fit;
}
