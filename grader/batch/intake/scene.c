/* Whose a path is (see scene.h); how that is found out is in scene_make.c. */
#include "batch/intake/scene.h"

#include <stdlib.h>
#include <string.h>

#include "base/store.h"
#include "batch/base/names.h"
#include "batch/intake/walk.h"

/* An archive's name without its suffix, where it was opened as one. */
static size_t name_length(const struct scene *scene, const char *path,
                          const char *top, size_t length)
{
    char *whole = strndup(path, (size_t)(top - path) + length);
    char *name = strndup(top, length);
    size_t stem = 0;
    if (whole && name && json_object_get(scene->collection->archives, whole))
        stem = archive_stem(name);
    free(whole);
    free(name);
    return stem ? stem : length;
}

static void plain_set(struct whose *whose, const char *name, size_t length)
{
    whose->known = true;
    name_copy(whose->who.name, sizeof whose->who.name, name, length);
}

/* Where a class numbers its students, "student_02_lock.c" is by student_02
 * even if the second lesson happens to be the lock. */
static size_t head_length(const struct scene *scene, const char *name,
                          const struct flat *flat)
{
    char *head = strndup(name, flat->head);
    bool series = head && flat->full && json_object_get(scene->series, head);
    free(head);
    if (!series)
        return flat->head;
    size_t digits = strspn(name + flat->head + 1, "0123456789");
    return digits ? flat->head + 1 + digits : flat->head;
}

/* Past the name of a folder or archive that holds students; NULL: the path is
 * no student's. */
static const char *class_skip(const struct scene *scene, const char *top,
                              struct whose *whose)
{
    size_t length = strcspn(top, "/");
    char *name = strndup(top, length);
    bool class = name && json_object_get(scene->classes, name);
    bool lesson = name && lesson_is_folder(scene->collection->lessons, name);
    free(name);
    if (!class)
        return lesson ? NULL : top;
    if (top[length] != '/')
        return NULL;
    name_copy(whose->group, sizeof whose->group, top, length);
    return top + length + 1;
}

/* Whether a path is that of a folder or an opened archive. */
static bool is_folder(const struct scene *scene, const char *path)
{
    return json_is_true(json_array_get(
        json_object_get(scene->collection->places, path), PLACE_IS_FOLDER));
}

/* A name in the place of a student: of a learning platform, `student_lesson`,
 * or just the student's. */
static void top_read(const struct scene *scene, const char *path,
                     const char *top, size_t length, struct whose *whose)
{
    char name[1024];
    name_copy(name, sizeof name, top, length);
    if (owner_of_lms(name, &whose->who)) {
        whose->known = true;
        if (whose->who.rest && whose->who.rest < length)
            whose->inner = top + whose->who.rest;
        return;
    }
    bool folder = top[length] == '/' || is_folder(scene, path);
    if (folder)
        length = name_length(scene, path, top, length);
    if (length > strlen(name))
        length = strlen(name);
    name[length] = '\0';
    struct flat flat =
        lesson_of_flat(scene->collection->lessons, name, !folder);
    if (flat.lesson != LESSON_NONE && (flat.full || !folder)) {
        plain_set(whose, name, head_length(scene, name, &flat));
        whose->inner = top;
        whose->flat = !folder;
    } else if (folder) {
        plain_set(whose, name, length);
    } else {
        whose->inner = top;
    }
}

/* Whose a path is by the people whom it names. */
static bool named_whose(const struct scene *scene, const char *path,
                        struct whose *whose)
{
    struct claim claim;
    if (!scene->named || !named_find(scene->named, path, &claim))
        return false;
    whose->rows = claim.rows;
    whose->own = claim.start;
    plain_set(whose, path + claim.start, claim.end - claim.start);
    if (path[claim.end] == '/') {
        whose->inner = path + claim.end + 1;
    } else if (!is_folder(scene, path)) {
        whose->inner = path + claim.start;
        whose->flat = true;
    }
    return true;
}

/* A learning platform's name may be that of a group. */
static void group_find(const struct scene *scene, struct whose *whose)
{
    if (scene->named && whose->known && !whose->rows)
        whose->rows = named_group(scene->named, whose->who.name);
}

void scene_whose(const struct scene *scene, const char *path,
                 struct whose *whose)
{
    *whose = (struct whose){.inner = ""};
    if (named_whose(scene, path, whose))
        return;
    if (scene->named && named_is_above(scene->named, path))
        return;
    size_t skip = strlen(scene->wrapper);
    size_t class_at = scene->named ? named_class(scene->named, path) : 0;
    if (strncmp(path, scene->wrapper, skip) != 0 && !class_at)
        return;
    /* Beside those whom the roster knows stands someone whom it doesn't. */
    bool beside = class_at > skip;
    const char *top = path + (beside ? class_at : skip);
    whose->own = (size_t)(top - path);
    if (scene->self && !beside) {
        plain_set(whose, scene->self, strlen(scene->self));
        whose->inner = top;
        return;
    }
    top = class_skip(scene, top, whose);
    if (!top || *top == '\0' || *top == '/')
        return;
    size_t length = strcspn(top, "/");
    whose->own = (size_t)(top - path);
    if (top[length] == '/')
        whose->inner = top + length + 1;
    top_read(scene, path, top, length, whose);
    group_find(scene, whose);
}

void scene_free(struct scene *scene)
{
    free(scene->wrapper);
    free(scene->self);
    json_decref(scene->classes);
    json_decref(scene->series);
    *scene = (struct scene){0};
}
