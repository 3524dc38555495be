/* Names of people and files (see names.h). libunistring knows the letters. */
#include "batch/base/names.h"

#include <stdlib.h>
#include <string.h>
#include <uniconv.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

/* Letters with a stroke and ligatures have no decomposition in Unicode. */
static const struct {
    ucs4_t letter;
    const char *plain;
} plain_letters[] = {{0xE6, "ae"},  {0xF0, "d"},  {0xF8, "o"},  {0xFE, "th"},
                     {0x111, "d"},  {0x127, "h"}, {0x131, "i"}, {0x142, "l"},
                     {0x153, "oe"}, {0x167, "t"}};

char *name_utf8(const char *raw, const char *charset)
{
    const uint8_t *bytes = (const uint8_t *)raw;
    if (!u8_check(bytes, strlen(raw)))
        return strdup(raw);
    size_t size = 0;
    uint8_t *text = u8_conv_from_encoding(charset, iconveh_question_mark, raw,
                                          strlen(raw) + 1, NULL, NULL, &size);
    if (!text)
        text = u8_conv_from_encoding("ISO-8859-1", iconveh_question_mark, raw,
                                     strlen(raw) + 1, NULL, NULL, &size);
    return (char *)text;
}

void name_copy(char *to, size_t room, const char *from, size_t length)
{
    if (length >= room)
        length = room - 1;
    memcpy(to, from, length);
    to[length] = '\0';
    const uint8_t *wrong = u8_check((const uint8_t *)to, length);
    if (wrong)
        to[(const char *)wrong - to] = '\0';
}

/* Where a folded name grows. A space is only put before the next letter. */
struct folded {
    char *text;
    size_t length, room;
    bool space;
};

static bool folded_add(struct folded *folded, const char *bytes, size_t size)
{
    if (folded->length + size + 2 > folded->room) {
        size_t room = 2 * (folded->length + size) + 32;
        char *grown = realloc(folded->text, room);
        if (!grown)
            return false;
        folded->text = grown;
        folded->room = room;
    }
    if (folded->space && folded->length > 0)
        folded->text[folded->length++] = ' ';
    folded->space = false;
    memcpy(folded->text + folded->length, bytes, size);
    folded->length += size;
    folded->text[folded->length] = '\0';
    return true;
}

static bool letter_fold(struct folded *folded, ucs4_t letter,
                        const uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i < sizeof plain_letters / sizeof *plain_letters; i++) {
        const char *plain = plain_letters[i].plain;
        if (plain_letters[i].letter == letter)
            return folded_add(folded, plain, strlen(plain));
    }
    bool accent = letter >= 0x300 && letter <= 0x36F;
    /* "O'Brien" is one word. */
    if (accent || letter == '\'' || letter == 0x2019)
        return true;
    if (uc_is_general_category_withtable(letter, UC_CATEGORY_MASK_L |
                                                     UC_CATEGORY_MASK_N |
                                                     UC_CATEGORY_MASK_M))
        return folded_add(folded, (const char *)bytes, size);
    folded->space = true;
    return true;
}

char *name_folded(const char *name)
{
    size_t size = 0;
    uint8_t *plain = u8_casefold((const uint8_t *)name, strlen(name), NULL,
                                 UNINORM_NFKD, NULL, &size);
    struct folded folded = {0};
    bool good = plain && folded_add(&folded, "", 0);
    for (size_t at = 0; good && at < size;) {
        ucs4_t letter;
        int length = u8_mbtoucr(&letter, plain + at, size - at);
        if (length < 1) { /* not UTF-8: separates, as punctuation does */
            letter = ' ';
            length = 1;
        }
        good = letter_fold(&folded, letter, plain + at, (size_t)length);
        at += (size_t)length;
    }
    free(plain);
    if (good)
        return folded.text;
    free(folded.text);
    return NULL;
}

static int word_compare(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

/* Sorts the words of a folded name into a text of the same length. */
static char *words_sort(char *folded, size_t count)
{
    char **words = calloc(count, sizeof *words);
    char *sorted = malloc(strlen(folded) + 1);
    if (!words || !sorted) {
        free(words);
        free(sorted);
        return NULL;
    }
    char *rest, *end = sorted;
    size_t found = 0;
    for (char *word = strtok_r(folded, " ", &rest); word && found < count;
         word = strtok_r(NULL, " ", &rest))
        words[found++] = word;
    qsort(words, found, sizeof *words, word_compare);
    *end = '\0';
    for (size_t i = 0; i < found; i++) {
        if (i > 0)
            *end++ = ' ';
        end = stpcpy(end, words[i]);
    }
    free(words);
    return sorted;
}

char *name_sorted(const char *name)
{
    char *folded = name_folded(name);
    if (!folded)
        return NULL;
    size_t count = 1;
    for (const char *at = folded; *at; at++)
        count += *at == ' ';
    char *sorted = words_sort(folded, count);
    free(folded);
    return sorted;
}

char *name_joined(const char *name)
{
    char *folded = name_folded(name);
    char *to = folded;
    for (const char *from = folded; from && *from; from++)
        if (*from != ' ')
            *to++ = *from;
    if (to)
        *to = '\0';
    return folded;
}

char *name_id(const char *name)
{
    char *folded = name_folded(name);
    char *to = folded;
    for (const char *from = folded; from && *from && to - folded < NAME_ID_MOST;
         from++) {
        bool kept =
            (*from >= 'a' && *from <= 'z') || (*from >= '0' && *from <= '9');
        if (kept)
            *to++ = *from;
        else if (*from == ' ' && to > folded && to[-1] != '_')
            *to++ = '_';
    }
    while (to > folded && to[-1] == '_')
        to--;
    if (to)
        *to = '\0';
    return folded;
}

bool name_is_reserved(const char *id)
{
    static const char *const devices[] = {"con", "prn", "aux", "nul"};
    for (size_t i = 0; i < sizeof devices / sizeof devices[0]; i++)
        if (strcmp(id, devices[i]) == 0)
            return true;
    return (strncmp(id, "com", 3) == 0 || strncmp(id, "lpt", 3) == 0) &&
           id[3] >= '0' && id[3] <= '9' && id[4] == '\0';
}
