/* What lies beside students' files (see sidecar.h). */
#include "batch/intake/sidecar.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/store.h"
#include "base/text.h"
#include "batch/base/names.h"
#include "batch/intake/moments.h"

static const char map_name[] = "submission_metadata.yml";
static const char autograder_name[] = "submission_metadata.json";
static const char due_word[] = " due ";
static const char points_word[] = " of points ";

enum { POINTS_MOST = 1000000 };

static const char *base_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

bool sidecar_is(const char *path)
{
    const char *base = base_of(path);
    return base > path &&
           (strcmp(base, "timestamp.txt") == 0 ||
            strcmp(base, ".submit.timestamp") == 0 ||
            strcmp(base, map_name) == 0 || strcmp(base, autograder_name) == 0);
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

static const char *text_of(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

/* "2026-11-19T10:00:00Z due 2026-11-20T23:59:00Z of points 20.0": the first
 * student's own due date goes before the assignment's. */
static int autograder_take(const char *path, size_t folder, const char *text,
                           json_t *notes)
{
    json_t *document = json_loads(text, 0, NULL);
    const json_t *user = json_array_get(json_object_get(document, "users"), 0);
    const char *received = text_of(document, "created_at");
    const char *due = text_of(json_object_get(user, "assignment"), "due_date");
    const json_t *assignment = json_object_get(document, "assignment");
    if (!due)
        due = text_of(assignment, "due_date");
    const char *points = text_of(assignment, "total_points");
    char *note = received
                     ? text_print("%s%s%s%s%s", received, due ? due_word : "",
                                  due ? due : "", points ? points_word : "",
                                  points ? points : "")
                     : NULL;
    int error = note ? note_add(notes, path, folder, "", 0, note)
                     : (received ? ENOMEM : 0);
    free(note);
    json_decref(document);
    return error;
}

bool sidecar_due(const char *note, time_t *due)
{
    struct moment_place place;
    const char *at = strstr(note, due_word);
    if (!at || !moment_find(at + strlen(due_word), &place))
        return false;
    *due = place.time;
    return true;
}

double sidecar_points(const char *note)
{
    const char *at = strstr(note, points_word);
    double points = at ? strtod(at + strlen(points_word), NULL) : 0;
    return points > 0 && points < POINTS_MOST ? points : 0;
}

/* What an autograder was told stays, whatever lies beside it. */
static bool is_noted(const json_t *notes, const char *path, size_t folder)
{
    char *place = strndup(path, folder - 1);
    bool noted = place && json_object_get(notes, place);
    free(place);
    return noted;
}

int sidecar_take(const char *path, const char *text, size_t size, json_t *notes)
{
    size_t folder = (size_t)(base_of(path) - path);
    char *copy = strndup(text, size);
    char *clean = copy ? name_utf8(copy, "WINDOWS-1252") : NULL;
    int error = clean ? 0 : ENOMEM;
    if (!error && strcmp(base_of(path), map_name) == 0)
        error = map_take(path, folder, clean, notes);
    else if (!error && strcmp(base_of(path), autograder_name) == 0)
        error = autograder_take(path, folder - 1, clean, notes);
    else if (!error && size < 256 && !is_noted(notes, path, folder))
        error = note_add(notes, path, folder - 1, "", 0, clean);
    free(clean);
    free(copy);
    return error;
}
