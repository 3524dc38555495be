/* Names files as people do (see naming.h). */
#include "judge/base/naming.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The text with each `from` replaced by `to`. */
static char *text_replace(const char *text, const char *from, const char *to)
{
    char *result = NULL;
    size_t size, length = strlen(from);
    FILE *file = open_memstream(&result, &size);
    if (!file)
        return NULL;
    for (const char *at; length && (at = strstr(text, from));
         text = at + length)
        fprintf(file, "%.*s%s", (int)(at - text), text, to);
    fputs(text, file);
    if (fclose(file)) {
        free(result);
        return NULL;
    }
    return result;
}

char *naming_apply(const char *text, const struct settings *settings)
{
    char folder[4096], root[4096];
    if (!settings->path || strcmp(settings->path, settings->source) == 0)
        return strdup(text);
    snprintf(folder, sizeof folder, "%s/", settings->out);
    char *named = text_replace(text, settings->path, settings->source);
    char *bare = named ? text_replace(named, folder, "") : NULL;
    free(named);
    if (!bare || !getcwd(root, sizeof root - 1))
        return bare;
    strcat(root, "/");
    char *inside = text_replace(bare, root, "");
    free(bare);
    return inside;
}
