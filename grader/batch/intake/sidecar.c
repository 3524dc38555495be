/* What lies beside students' files (see sidecar.h). */
#include "batch/intake/sidecar.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/store.h"
#include "base/text.h"
#include "batch/base/names.h"

static const char map_name[] = "submission_metadata.yml";

static const char *base_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

bool sidecar_is(const char *path)
{
    const char *base = base_of(path);
    return base > path && (strcmp(base, "timestamp.txt") == 0 ||
                           strcmp(base, ".submit.timestamp") == 0 ||
                           strcmp(base, map_name) == 0);
}

/* A line that begins an entry: a word at the margin and a colon. */
static size_t key_length(const char *line)
{
    size_t length = 0;
    while (isalnum((unsigned char)line[length]) || line[length] == '_' ||
           line[length] == '-')
        length++;
    return line[length] == ':' && strncmp(line, "---", 3) != 0 ? length : 0;
}

static int note_add(json_t *notes, const char *path, size_t folder,
                    const char *key, size_t length, const char *text)
{
    char *place = text_print("%.*s%.*s", (int)folder, path, (int)length, key);
    int error = place && json_object_set_new(notes, place, json_string(text))
                    ? ENOMEM
                    : 0;
    free(place);
    return place ? error : ENOMEM;
}

static int map_take(const char *path, size_t folder, char *text, json_t *notes)
{
    int error = 0;
    const char *key = NULL;
    char *begin = NULL;
    size_t length = 0;
    for (char *line = text; line && !error;) {
        size_t next = *line ? key_length(line) : 1;
        if (next > 0 && key) {
            char kept = *line;
            *line = '\0';
            error = note_add(notes, path, folder, key, length, begin);
            *line = kept;
        }
        if (next > 0) {
            key = line;
            length = next;
            begin = line + next + 1;
        }
        char *end = *line ? strchr(line, '\n') : NULL;
        line = !*line ? NULL : end ? end + 1 : line + strlen(line);
    }
    return error;
}

int sidecar_take(const char *path, const char *text, size_t size, json_t *notes)
{
    size_t folder = (size_t)(base_of(path) - path);
    char *copy = strndup(text, size);
    char *clean = copy ? name_utf8(copy, "WINDOWS-1252") : NULL;
    int error = clean ? 0 : ENOMEM;
    if (!error && strcmp(base_of(path), map_name) == 0)
        error = map_take(path, folder, clean, notes);
    else if (!error && size < 256)
        error = note_add(notes, path, folder - 1, "", 0, clean);
    free(clean);
    free(copy);
    return error;
}
