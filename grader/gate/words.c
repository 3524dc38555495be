/* Sets of names (see words.h). */
#include "gate/words.h"

#include <ctype.h>
#include <errno.h>
#include <fnmatch.h>
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

void words_add(struct words *words, const char *word, size_t length)
{
    if (words_have(words, word, length))
        return;
    if (words->count % 64 == 0)
        words->word = must_have(
            realloc(words->word, (words->count + 64) * sizeof *words->word));
    words->word[words->count++] = must_have(strndup(word, length));
}

bool words_have(const struct words *words, const char *word, size_t length)
{
    for (size_t i = 0; i < words->count; i++)
        if (strncmp(words->word[i], word, length) == 0 &&
            words->word[i][length] == '\0')
            return true;
    return false;
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
