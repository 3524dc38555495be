/* Whole files as text (see file.h). */
#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>

enum { LIMIT = 16 << 20, CHUNK = 65536 };

char *file_read(const char *path)
{
    FILE *file = fopen(path, "r");
    if (!file)
        return NULL;
    char *text = malloc(CHUNK + 1);
    size_t length = 0;
    while (text) {
        size_t n = fread(text + length, 1, CHUNK, file);
        length += n;
        if (n < CHUNK || length >= LIMIT)
            break;
        char *grown = realloc(text, length + CHUNK + 1);
        if (!grown)
            free(text);
        text = grown;
    }
    if (text)
        text[length] = '\0';
    fclose(file);
    return text;
}
