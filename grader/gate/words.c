/* Sets of names (see words.h). */
#include "gate/words.h"

#include <ctype.h>
#include <errno.h>
#include <fnmatch.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EXIT_BROKEN = 2 };

static void *must_have(void *memory)
{
    if (!memory) {
        fprintf(stderr, "gate: %s\n", strerror(ENOMEM));
        exit(EXIT_BROKEN);
    }
    return memory;
}

/* FNV-1a. */
static size_t hash(const char *word, size_t length)
{
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)word[i]) * 1099511628211u;
    return hash ^ hash >> 32;
}

/* Where a word is, or would be. */
static size_t *place_of(const struct words *words, const char *word,
                        size_t length)
{
    size_t at = hash(word, length);
    for (;; at++) {
        size_t *place = &words->place[at & (words->places - 1)];
        if (*place == 0 ||
            (strncmp(words->word[*place - 1], word, length) == 0 &&
             words->word[*place - 1][length] == '\0'))
            return place;
    }
}

static void words_grow(struct words *words)
{
    words->places = words->places ? 4 * words->places : 256;
    free(words->place);
    words->place = must_have(calloc(words->places, sizeof *words->place));
    words->word = must_have(
        realloc(words->word, words->places / 2 * sizeof *words->word));
    words->line = must_have(
        realloc(words->line, words->places / 2 * sizeof *words->line));
    for (size_t i = 0; i < words->count; i++)
        *place_of(words, words->word[i], strlen(words->word[i])) = i + 1;
}

void words_add(struct words *words, const char *word, size_t length)
{
    words_add_at(words, word, length, 0);
}

void words_add_at(struct words *words, const char *word, size_t length,
                  unsigned line)
{
    if (words->count + 1 >= words->places / 2)
        words_grow(words);
    size_t *place = place_of(words, word, length);
    if (*place)
        return;
    words->line[words->count] = line;
    words->word[words->count++] = must_have(strndup(word, length));
    *place = words->count;
}

size_t words_find(const struct words *words, const char *word, size_t length)
{
    size_t place = words->places ? *place_of(words, word, length) : 0;
    return place ? place - 1 : words->count;
}

bool words_have(const struct words *words, const char *word, size_t length)
{
    return words_find(words, word, length) < words->count;
}

bool words_match(const struct words *words, const char *word)
{
    for (size_t i = 0; i < words->count; i++)
        if (fnmatch(words->word[i], word, 0) == 0)
            return true;
    return false;
}

void words_add_identifiers(struct words *words, const char *text)
{
    while (*text) {
        size_t length = 0;
        while (isalnum((unsigned char)text[length]) || text[length] == '_')
            length++;
        if (length > 0 && !isdigit((unsigned char)*text))
            words_add(words, text, length);
        text += length > 0 ? length : 1;
    }
}

void words_add_lines(struct words *words, const char *text)
{
    while (*text) {
        size_t length = strcspn(text, "\n");
        if (length > 0 && *text != '#')
            words_add(words, text, length);
        text += length + (text[length] == '\n');
    }
}

void words_free(struct words *words)
{
    for (size_t i = 0; i < words->count; i++)
        free(words->word[i]);
    free(words->word);
    free(words->line);
    free(words->place);
    *words = (struct words){0};
}

char *text_read(const char *path, size_t *length)
{
    FILE *file = fopen(path, "r");
    size_t size = 0, room = 1 << 16, got;
    char *text = must_have(malloc(room + 1));

    while (file && (got = fread(text + size, 1, room - size, file)) > 0) {
        size += got;
        if (size == room)
            text = must_have(realloc(text, (room *= 2) + 1));
    }
    if (!file || ferror(file)) {
        fprintf(stderr, "gate: %s: %s\n", path, strerror(errno));
        exit(EXIT_BROKEN);
    }
    fclose(file);
    text[size] = '\0';
    if (length)
        *length = size;
    return text;
}
