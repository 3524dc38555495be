/* What a file is to its student (see piece.h). */
#include "batch/intake/piece.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/store.h"
#include "base/text.h"
#include "batch/intake/moments.h"
#include "batch/intake/sidecar.h"

/* A name that the download's form explains needs no word: `student_lesson.c`,
 * and Canvas's "counter-1.c" for what was handed in again. */
static bool is_as_delivered(const struct lessons *lessons,
                            const struct whose *whose)
{
    char name[512];
    size_t length = strlen(whose->inner);
    if (whose->flat)
        return !lesson_of_flat(lessons, whose->inner, true).copied &&
               length > 2 && strcmp(whose->inner + length - 2, ".c") == 0;
    if (whose->who.form != OWNER_CANVAS || length >= sizeof name || length < 4)
        return false;
    size_t end = length - 2;
    while (end > 0 && strchr("0123456789", whose->inner[end - 1]))
        end--;
    if (end < 2 || whose->inner[end - 1] != '-')
        return false;
    snprintf(name, sizeof name, "%.*s%s", (int)(end - 1), whose->inner,
             whose->inner + length - 2);
    struct fit fit = fit_path(lessons, name);
    return fit.lesson != LESSON_NONE && fit.rank == FIT_EXACT;
}

/* Canvas and Moodle write the moment of the download as the time of each file:
 * only what the student packed or committed has a time of its own. */
static bool is_undated(const struct collection *collection, const char *path,
                       const struct whose *whose)
{
    bool own = whose->who.form == OWNER_PLAIN;
    const char *slash = whose->inner > path ? whose->inner - 1 : path;
    for (slash = strchr(slash, '/'); slash && !own;
         slash = strchr(slash + 1, '/')) {
        char *folder = strndup(path, (size_t)(slash - path));
        own = !folder || json_object_get(collection->archives, folder) ||
              json_object_get(collection->checkouts, folder);
        free(folder);
    }
    return !own;
}

/* What a path means, without the part that names its owner: what lies inside it
 * counts, and what lies around it if that says nothing. */
static struct fit lesson_find(const struct lessons *lessons, const char *path,
                              const struct whose *whose)
{
    struct fit inner = fit_path(lessons, whose->inner);
    if (!whose->rows)
        return inner;
    /* The number of an attempt is no lesson's. */
    if (isdigit((unsigned char)*whose->inner) &&
        whose->inner[strspn(whose->inner, "0123456789")] == '/')
        inner.elsewhere = false;
    if (whose->flat && inner.lesson >= 0 && inner.rank == FIT_NAMED)
        inner.rank = FIT_RENAMED;
    if (whose->own == 0 || (inner.lesson >= 0 && inner.rank < FIT_FOLDER))
        return inner;
    char *around = text_print("%.*s%s", (int)whose->own, path, whose->inner);
    struct fit fit = around ? fit_path(lessons, around) : inner;
    free(around);
    return fit;
}

/* How much of a path the course system gave: up to the first archive from the
 * part that names the owner on, for what is in that one is the student's. */
static size_t given_length(const struct collection *collection,
                           const char *path, size_t own)
{
    size_t length = strlen(path);
    for (const char *at = strchr(path + own, '/'); at;
         at = strchr(at + 1, '/')) {
        char *folder = strndup(path, (size_t)(at - path));
        bool archive = folder && json_object_get(collection->archives, folder);
        free(folder);
        if (archive)
            return (size_t)(at - path);
    }
    return length;
}

/* What a sidecar says of the outermost folder that it is about, from the part
 * that names the owner on; NULL: nothing. Canvas and Moodle write none: what
 * lies there is the student's. */
static const char *note_find(const struct collection *collection,
                             const char *given, const struct whose *whose)
{
    const char *note = NULL;
    if (whose->who.form != OWNER_PLAIN)
        return NULL;
    for (const char *at = strchr(given + whose->own, '/'); at && !note;
         at = strchr(at + 1, '/')) {
        char *folder = strndup(given, (size_t)(at - given));
        note =
            folder
                ? json_string_value(json_object_get(collection->notes, folder))
                : NULL;
        free(folder);
    }
    return note;
}

/* When a course system got it: by a sidecar, else by the name that holds the
 * owner or one below. Nothing that a student packed has a say. */
static void stamp_find(const struct collection *collection, const char *path,
                       const struct whose *whose, struct piece *piece)
{
    struct moment_place place;
    char *given = strndup(path, given_length(collection, path, whose->own));
    const char *note = given ? note_find(collection, given, whose) : NULL;
    piece->stamped =
        (note && moment_find(note, &place)) ||
        (given && whose->rows && moment_find(given + whose->own, &place));
    if (piece->stamped)
        piece->time = place.time;
    if (note) {
        piece->has_due = sidecar_due(note, &piece->due);
        piece->points = sidecar_points(note);
    }
    free(given);
}

void piece_make(const struct collection *collection, size_t index,
                const struct whose *whose, struct piece *piece)
{
    const struct candidate *candidate = &collection->candidate[index];
    *piece = (struct piece){
        .candidate = index,
        .fit = lesson_find(collection->lessons, candidate->path, whose),
        .in_time = whose->who.form == OWNER_CANVAS && !whose->who.late,
        .late = whose->who.late,
        .own = whose->own,
        .undated = is_undated(collection, candidate->path, whose)};
    piece->as_delivered = is_as_delivered(collection->lessons, whose);
    stamp_find(collection, candidate->path, whose, piece);
    if (piece->fit.lesson == LESSON_AMBIGUOUS && candidate->by_text >= 0 &&
        *candidate->digest) {
        piece->fit.lesson = candidate->by_text;
        piece->by_text = true;
    }
}
