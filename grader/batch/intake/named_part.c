/* Whom one part of a path names (see named_part.h). */
#include "batch/intake/named_part.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/store.h"
#include "base/text.h"
#include "batch/base/names.h"

enum {
    NAME_WORDS = 6,  /* more make no name */
    WORDS_MOST = 64, /* of a part; what follows is not looked at */
    DIGITS_LEAST = 4 /* shorter numbers are lessons', attempts', sections' */
};

/* Whom a text was found to name, by each kind of knowledge; sets of rows. */
struct found {
    json_t *address, *name, *login, *number;
    size_t login_at, login_end; /* where the login stands */
    bool vague;                 /* there is a name that several have */
};

static bool is_word(char letter)
{
    return isalnum((unsigned char)letter) || (unsigned char)letter >= 0x80;
}

static void row_add(json_t *rows, int row)
{
    for (size_t i = 0; i < json_array_size(rows); i++)
        if (json_integer_value(json_array_get(rows, i)) == row)
            return;
    (void)json_array_append_new(rows, json_integer(row));
}

/* A login, an address or a number from `start` to `end`; whether it is one. */
static bool token_read(const struct roster_index *index, const char *text,
                       size_t start, size_t end, struct found *found)
{
    char *token = strndup(text + start, end - start);
    int row = token ? roster_login(index, token) : ROSTER_NO_ONE;
    bool number = token && token[strspn(token, "0123456789")] == '\0';
    bool known = row >= 0 && (!number || end - start >= DIGITS_LEAST);
    if (known && strchr(token, '@')) {
        row_add(found->address, row);
    } else if (known && number) {
        row_add(found->number, row);
    } else if (known) {
        if (json_array_size(found->login) == 0)
            found->login_at = start;
        found->login_end = end;
        row_add(found->login, row);
    }
    free(token);
    return known;
}

/* From the left, the longest first: of "b-ray" not "ray". */
static void tokens_read(const struct roster_index *index, const char *text,
                        struct found *found)
{
    size_t ends[WORDS_MOST], length = strlen(text), count = 0;
    for (size_t i = 0; i < length && count < WORDS_MOST; i++)
        if (is_word(text[i]) && !is_word(text[i + 1]))
            ends[count++] = i + 1;
    for (size_t start = 0, first = 0; start < length; start++) {
        if (!is_word(text[start]) || (start > 0 && is_word(text[start - 1])))
            continue;
        while (first < count && ends[first] <= start)
            first++;
        for (size_t last = count; last > first; last--)
            if (token_read(index, text, start, ends[last - 1], found)) {
                start = ends[last - 1];
                break;
            }
    }
}

/* Two to six of the part's words, side by side, are a name. */
static void words_read(const struct roster_index *index, char *const *words,
                       size_t count, struct found *found)
{
    char name[512];
    size_t length = 0;
    for (size_t i = 0; i < count && i < NAME_WORDS; i++) {
        if (!json_object_get(index->words, words[i]) ||
            length + strlen(words[i]) + 2 > sizeof name)
            return;
        length +=
            (size_t)sprintf(name + length, "%s%s", i ? " " : "", words[i]);
        int row = i > 0 ? roster_name(index, name) : ROSTER_NO_ONE;
        if (row >= 0)
            row_add(found->name, row);
        found->vague |= row == ROSTER_SEVERAL;
    }
}

static void names_read(const struct roster_index *index, const char *text,
                       struct found *found)
{
    char *folded = name_folded(text), *rest = NULL;
    char *words[WORDS_MOST];
    size_t count = 0;
    /* Whoever is called 1 is not meant by "lab 1". */
    for (char *word = folded ? strtok_r(folded, " ", &rest) : NULL;
         word && count < WORDS_MOST; word = strtok_r(NULL, " ", &rest))
        if (word[strspn(word, "0123456789")] != '\0')
            words[count++] = word;
    for (size_t i = 0; i < count; i++) {
        words_read(index, words + i, count - i, found);
        /* "leeann" is a name of two words, "lee" is none. */
        int row = json_object_get(index->words, words[i])
                      ? ROSTER_NO_ONE
                      : roster_name(index, words[i]);
        if (row >= 0)
            row_add(found->name, row);
    }
    free(folded);
}

/* What stands before a login, or if nothing does, behind it; with '#' for
 * numbers and no case. */
static char *frame_make(const char *text, const struct found *found)
{
    bool before = found->login_at > 0;
    const char *from = before ? text : text + found->login_end;
    size_t length = before ? found->login_at : strlen(from);
    char *frame = malloc(length + 2);
    size_t to = 1;
    if (!frame)
        return NULL;
    frame[0] = before ? '<' : '>';
    for (size_t i = 0; i < length; i++) {
        bool digit = isdigit((unsigned char)from[i]);
        if (digit && frame[to - 1] == '#')
            continue;
        frame[to++] = digit ? '#' : (char)tolower((unsigned char)from[i]);
    }
    frame[to] = '\0';
    return frame;
}

static json_t *part_make(int how, json_t *rows, const char *frame)
{
    return json_pack("[i, O, s]", how, rows, frame ? frame : "");
}

/* Of what was found, the surest that is one person. */
static json_t *found_settle(const struct found *found, const char *text)
{
    json_t *const surest[] = {found->address, found->name};
    for (size_t i = 0; i < 2; i++)
        if (json_array_size(surest[i]) == 1)
            return part_make(PART_SURE, surest[i], NULL);
    /* Of two Kim Lees, one may have the login "kim". */
    if (json_array_size(found->login) == 1 && !found->vague) {
        char *frame = frame_make(text, found);
        json_t *part = part_make(PART_LOGIN, found->login, frame);
        free(frame);
        return part;
    }
    return part_make(json_array_size(found->number) == 1 ? PART_NUMBER
                                                         : PART_NOBODY,
                     found->number, NULL);
}

json_t *part_read(const struct roster_index *index, const char *text)
{
    json_t *group = roster_group(index, text);
    if (group)
        return part_make(PART_SURE, group, NULL);
    struct found found = {
        json_array(), json_array(), json_array(), json_array(), 0, 0, false};
    json_t *part;
    int row = roster_whole(index, text);
    if (row == ROSTER_SEVERAL) {
        part = part_make(PART_NOBODY, found.name, NULL);
    } else if (row >= 0) {
        bool number = text[strspn(text, "0123456789")] == '\0';
        row_add(found.name, row);
        part = part_make(!number                            ? PART_SURE
                         : strlen(text) + 1 >= DIGITS_LEAST ? PART_NUMBER
                                                            : PART_NOBODY,
                         found.name, NULL);
    } else {
        tokens_read(index, text, &found);
        names_read(index, text, &found);
        part = found_settle(&found, text);
    }
    json_decref(found.address);
    json_decref(found.name);
    json_decref(found.login);
    json_decref(found.number);
    return part;
}

json_t *note_read(const struct roster_index *index, const char *text)
{
    json_t *rows = json_array();
    char *lines = strdup(text), *rest = NULL;
    for (char *line = lines ? strtok_r(lines, "\r\n", &rest) : NULL; line;
         line = strtok_r(NULL, "\r\n", &rest)) {
        const char *value = strstr(line, ": ");
        json_t *part = part_read(index, value ? value + 2 : line);
        json_t *of = json_array_get(part, PART_ROWS);
        if (json_integer_value(json_array_get(part, PART_HOW)) == PART_SURE)
            for (size_t i = 0; i < json_array_size(of); i++)
                row_add(rows, (int)json_integer_value(json_array_get(of, i)));
        json_decref(part);
    }
    free(lines);
    json_t *part =
        part_make(json_array_size(rows) ? PART_SURE : PART_NOBODY, rows, NULL);
    json_decref(rows);
    return part;
}
