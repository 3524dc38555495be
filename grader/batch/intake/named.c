/* Whose a path is, by the roster (see named.h). */
#include "batch/intake/named.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/store.h"
#include "base/text.h"
#include "batch/intake/named_part.h"
#include "batch/intake/owner.h"
#include "batch/intake/walk.h"

enum { FRAME_PEOPLE = 2 /* people behind the same words show a habit */ };

/* The length without the suffix of an archive or a C file; 0: it has none. */
static size_t name_stem(const char *name)
{
    size_t length = strlen(name);
    if (length > 2 && strcasecmp(name + length - 2, ".c") == 0)
        return length - 2;
    return archive_stem(name);
}

/* Whom the part that ends at `end` names; borrowed from the cache. What a
 * sidecar says of it goes before what its name says. */
static const json_t *part_get(struct named *named, const char *path,
                              size_t start, size_t end)
{
    char *whole = text_print("/%.*s", (int)end, path);
    const char *note = whole ? json_string_value(json_object_get(
                                   named->collection->notes, whole + 1))
                             : NULL;
    char *name = strndup(path + start, end - start);
    size_t stem = name ? name_stem(name) : 0;
    if (stem)
        name[stem] = '\0';
    const char *key = note ? whole : name;
    json_t *part = key ? json_object_get(named->parts, key) : NULL;
    if (key && !part) {
        part = note ? note_read(named->index, note) : NULL;
        if (!part ||
            json_integer_value(json_array_get(part, PART_HOW)) == PART_NOBODY) {
            json_decref(part);
            part = name ? part_read(named->index, name) : NULL;
        }
        if (part && json_object_set_new(named->parts, key, part))
            part = NULL;
    }
    free(whole);
    free(name);
    return part;
}

static int how_of(const json_t *part)
{
    return (int)json_integer_value(json_array_get(part, PART_HOW));
}

static char *row_key(const json_t *rows)
{
    return text_print("%" JSON_INTEGER_FORMAT,
                      json_integer_value(json_array_get(rows, 0)));
}

/* Whether the words around a login stand around somebody else's, too. */
static bool is_habit(const struct named *named, const json_t *part)
{
    const char *frame = json_string_value(json_array_get(part, PART_FRAME));
    return json_object_size(json_object_get(named->frames, frame)) >=
           FRAME_PEOPLE;
}

/* Whether a login among other words counts. "mary-alee" may be someone else's
 * name; a course system's words have a number with them. */
static bool login_counts(const struct named *named, const json_t *part)
{
    const char *frame = json_string_value(json_array_get(part, PART_FRAME));
    if (is_habit(named, part))
        return true;
    char *row = row_key(json_array_get(part, PART_ROWS));
    bool surer = !row || json_object_get(named->sure, row);
    free(row);
    return !surer && (strchr(frame, '#') || json_object_size(named->sure) == 0);
}

static bool part_is_lms(const char *path, size_t start, size_t end)
{
    char *name = strndup(path + start, end - start);
    bool lms = name && owner_is_lms(name);
    free(name);
    return lms;
}

/* A way through the parts of a path. */
struct way {
    const char *path;
    size_t start, end; /* the part that was reached */
    size_t next;       /* where the next one begins */
    const json_t *part;
};

/* Reaches the next part, from the outermost on; false: there is none, or it is
 * a course system's, and what lies in that has no say. */
static bool part_next(struct named *named, struct way *way)
{
    way->start = way->next;
    if (!way->path[way->start])
        return false;
    way->end = way->start + strcspn(way->path + way->start, "/");
    way->next = way->end + (way->path[way->end] == '/');
    if (part_is_lms(way->path, way->start, way->end))
        return false;
    way->part = part_get(named, way->path, way->start, way->end);
    return true;
}

bool named_find(struct named *named, const char *path, struct claim *claim)
{
    const json_t *number = NULL;
    struct way way = {.path = path};
    while (part_next(named, &way)) {
        const json_t *part = way.part;
        int how = how_of(part);
        bool counts = how == PART_SURE ||
                      (how == PART_LOGIN && login_counts(named, part));
        if (!counts && !(how == PART_NUMBER && !number))
            continue;
        *claim =
            (struct claim){json_array_get(part, PART_ROWS), way.start, way.end};
        if (counts)
            return true;
        number = part;
    }
    return number != NULL;
}

const json_t *named_group(const struct named *named, const char *name)
{
    return roster_group(named->index, name);
}

/* Notes who stands behind which words. */
static void frames_note(struct named *named, const char *path)
{
    struct way way = {.path = path};
    while (part_next(named, &way)) {
        const json_t *part = way.part;
        if (how_of(part) == PART_SURE)
            return;
        if (how_of(part) != PART_LOGIN)
            continue;
        const char *frame = json_string_value(json_array_get(part, PART_FRAME));
        char *row = row_key(json_array_get(part, PART_ROWS));
        json_t *behind = json_object_get(named->frames, frame);
        if (!behind && json_object_set_new(named->frames, frame,
                                           behind = json_object()) != 0)
            behind = NULL;
        if (behind && row)
            (void)json_object_set_new(behind, row, json_true());
        free(row);
        return;
    }
}

static void class_note(struct named *named, const char *folder)
{
    (void)json_object_set_new(named->classes, folder, json_true());
    for (const char *at = strchr(folder, '/'); at; at = strchr(at + 1, '/')) {
        char *above = strndup(folder, (size_t)(at - folder));
        if (above)
            (void)json_object_set_new(named->above, above, json_true());
        free(above);
    }
}

bool named_is_above(const struct named *named, const char *path)
{
    return json_object_get(named->above, path) != NULL;
}

/* Notes who is named surely, and the folder in which that stands. */
static void sure_note(struct named *named, const char *path)
{
    struct way way = {.path = path};
    while (part_next(named, &way)) {
        const json_t *part = way.part;
        const json_t *rows = json_array_get(part, PART_ROWS);
        if (how_of(part) != PART_SURE &&
            !(how_of(part) == PART_LOGIN && is_habit(named, part)))
            continue;
        char *folder = strndup(path, way.start);
        char *row = row_key(rows);
        if (folder && !json_object_get(named->classes, folder))
            class_note(named, folder);
        if (row)
            (void)json_object_set_new(named->sure, row, json_true());
        free(folder);
        free(row);
        return;
    }
}

static void each_path(struct named *named,
                      void (*note)(struct named *named, const char *path))
{
    const struct collection *collection = named->collection;
    const char *path;
    json_t *place;
    for (size_t i = 0; i < collection->count; i++)
        note(named, collection->candidate[i].path);
    json_object_foreach(collection->places, path, place) note(named, path);
}

size_t named_class(const struct named *named, const char *path)
{
    size_t length = 0;
    for (size_t end = strlen(path); end > 0 && !length; end--) {
        if (path[end - 1] != '/')
            continue;
        char *folder = strndup(path, end);
        if (folder && json_object_get(named->classes, folder))
            length = end;
        free(folder);
    }
    return length;
}

int named_make(const struct roster_index *index,
               const struct collection *collection, struct named *named)
{
    *named = (struct named){.index = index,
                            .collection = collection,
                            .parts = json_object(),
                            .frames = json_object(),
                            .sure = json_object(),
                            .classes = json_object(),
                            .above = json_object()};
    if (!named->parts || !named->frames || !named->sure || !named->classes ||
        !named->above) {
        named_free(named);
        return ENOMEM;
    }
    each_path(named, frames_note);
    each_path(named, sure_note);
    return 0;
}

void named_free(struct named *named)
{
    json_decref(named->parts);
    json_decref(named->frames);
    json_decref(named->sure);
    json_decref(named->classes);
    json_decref(named->above);
    *named = (struct named){0};
}
