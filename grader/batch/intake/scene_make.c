/*
 * How a class is laid out (see scene.h).
 *
 * For each top-level name, what lies directly below it is counted; a few
 * rules on these figures tell a class from a student. Where they can't tell, a
 * folder is a student's.
 */
#include "batch/intake/scene.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/store.h"
#include "base/text.h"
#include "batch/base/grow.h"
#include "batch/intake/walk.h"

enum { WRAPPERS_MOST = 3 };

/* What lies directly below a top-level name, as sets of names. */
struct top {
    const char *name; /* borrowed from the index */
    bool folder;      /* it is a folder or an archive */
    bool deep;        /* there is something below */
    bool lesson;      /* it is itself named as a lesson's folder */
    bool loose;       /* it is a lesson's file, with no student's name */
    bool named;       /* it is a file with a student's name */
    json_t *platform; /* names that a learning platform gave */
    json_t *heads;    /* students in `student_lesson.c` */
    json_t *students; /* folders with lessons' files that name no lesson */
    json_t *archives; /* archives */
    bool has_lessons; /* folders named for lessons, or lessons' own files */
};

/* All of them; a linear search would be too slow for 48,000 files. */
struct tops {
    struct top *top;
    json_t *index; /* name: index */
    size_t count, room;
};

static struct top *top_get(struct tops *tops, const char *name)
{
    json_t *known = json_object_get(tops->index, name);
    if (known)
        return &tops->top[json_integer_value(known)];
    struct top *grown =
        grow(tops->top, tops->count, &tops->room, sizeof *grown);
    if (!grown)
        return NULL;
    tops->top = grown;
    if (json_object_set_new(tops->index, name,
                            json_integer((json_int_t)tops->count)))
        return NULL;
    struct top *top = &tops->top[tops->count++];
    *top = (struct top){
        .name = json_object_iter_key(json_object_iter_at(tops->index, name)),
        .platform = json_object(),
        .heads = json_object(),
        .students = json_object(),
        .archives = json_object()};
    return top;
}

static void tops_free(struct tops *tops)
{
    for (size_t i = 0; i < tops->count; i++) {
        json_decref(tops->top[i].platform);
        json_decref(tops->top[i].heads);
        json_decref(tops->top[i].students);
        json_decref(tops->top[i].archives);
    }
    free(tops->top);
    json_decref(tops->index);
    *tops = (struct tops){0};
}

static void set_add(json_t *set, const char *name, size_t length)
{
    char *key = strndup(name, length);
    if (key)
        (void)json_object_set_new(set, key, json_true());
    free(key);
}

/* A lesson's file at the top, or directly below a top-level name. */
static void leaf_note(const struct lessons *lessons, const char *name,
                      json_t *heads, bool *plain)
{
    struct flat flat = lesson_of_flat(lessons, name, true);
    if (flat.lesson != LESSON_NONE && fit_path(lessons, name).rank != FIT_EXACT)
        set_add(heads, name, flat.head);
    else if (fit_path(lessons, name).lesson != LESSON_NONE)
        *plain = true;
}

static void below_note(const struct scene *scene, struct top *top,
                       const char *path, const char *below, bool candidate)
{
    const struct lessons *lessons = scene->collection->lessons;
    size_t length = strcspn(below, "/");
    char name[512], whole[4096];
    snprintf(name, sizeof name, "%.*s", (int)length, below);
    snprintf(whole, sizeof whole, "%.*s", (int)(below + length - path), path);
    top->deep = true;
    if (owner_is_lms(name))
        set_add(top->platform, name, length);
    else if (json_object_get(scene->collection->archives, whole))
        set_add(top->archives, name, length);
    else if (candidate && below[length] == '\0')
        leaf_note(lessons, name, top->heads, &top->has_lessons);
    else if (lesson_is_folder(lessons, name) ||
             lesson_of_folder(lessons, name) != LESSON_NONE)
        top->has_lessons |= candidate;
    else if (candidate)
        set_add(top->students, name, length);
}

/* Adds a path to the figures of its top-level name. */
static int path_note(const struct scene *scene, struct tops *tops,
                     const char *path, bool candidate)
{
    size_t skip = strlen(scene->wrapper);
    if (strncmp(path, scene->wrapper, skip) != 0)
        return 0;
    const char *at = path + skip;
    size_t length = strcspn(at, "/");
    char *name = strndup(at, length);
    struct top *top = name && length ? top_get(tops, name) : NULL;
    int error = name && (top || !length) ? 0 : ENOMEM;
    if (top && at[length] == '/' && at[length + 1]) {
        below_note(scene, top, path, at + length + 1, candidate);
    } else if (top && candidate) {
        json_t *heads = json_object();
        if (!owner_is_lms(name))
            leaf_note(scene->collection->lessons, name, heads, &top->loose);
        top->named = !top->loose;
        json_decref(heads);
    }
    if (top && at[length] == '\0')
        top->folder |= json_is_true(json_array_get(
            json_object_get(scene->collection->places, path), PLACE_IS_FOLDER));
    if (top)
        top->lesson = lesson_is_folder(scene->collection->lessons, name);
    free(name);
    return error;
}

static int tops_make(const struct scene *scene, struct tops *tops)
{
    const struct collection *collection = scene->collection;
    *tops = (struct tops){.index = json_object()};
    int error = tops->index ? 0 : ENOMEM;
    for (size_t i = 0; !error && i < collection->count; i++)
        error = path_note(scene, tops, collection->candidate[i].path,
                          !collection->candidate[i].given);
    const char *path;
    json_t *place;
    json_object_foreach(collection->places, path, place)
    {
        if (!error)
            error = path_note(scene, tops, path, false);
    }
    return error;
}

/* The only top-level name that holds anything, or NULL. */
static const struct top *only_top(const struct tops *tops)
{
    const struct top *only = NULL;
    for (size_t i = 0; i < tops->count; i++) {
        const struct top *top = &tops->top[i];
        const char *name = top->name;
        if (!top->folder && !top->deep && !top->loose && !top->named)
            continue;
        if (only || !top->deep || owner_is_lms(name) || top->lesson)
            return NULL;
        only = top;
    }
    return only;
}

static bool is_wrapper(const struct top *top, const char *in)
{
    size_t students = json_object_size(top->students);
    if (json_object_size(top->platform) > 0)
        return true;
    if (top->has_lessons)
        return false;
    return json_object_size(top->archives) + students > 1 ||
           json_object_size(top->heads) > 1 ||
           (students == 1 && strcmp(top->name, in) == 0);
}

/* Removes what an archiver wraps around a class. */
static int wrapper_find(struct scene *scene, struct tops *tops, const char *in)
{
    for (int i = 0; i < WRAPPERS_MOST; i++) {
        const struct top *only = only_top(tops);
        if (!only || !is_wrapper(only, in))
            return 0;
        char *longer = text_print("%s%s/", scene->wrapper, only->name);
        if (!longer)
            return ENOMEM;
        free(scene->wrapper);
        scene->wrapper = longer;
        tops_free(tops);
        int error = tops_make(scene, tops);
        if (error)
            return error;
    }
    return 0;
}

static size_t members_add(json_t *seen, json_t *members)
{
    const char *name;
    json_t *value;
    json_object_foreach(members, name, value)(void)
        json_object_set_new(seen, name, json_true());
    return json_object_size(members);
}

/* Whether top-level folders are sections or lessons with students in them: none
 * has lessons of its own, and most hold several folders, archives or names of
 * others. If these are nearly all different, they are sections, and equal names
 * are different people's; if they come again and again, in few folders, those
 * are lessons. Else one student may have several folders of any name. */
static bool hold_students(struct scene *scene, const struct tops *tops)
{
    json_t *seen = json_object();
    size_t folders = 0, several = 0, members = 0;
    bool own = false;
    for (size_t i = 0; i < tops->count; i++) {
        const struct top *top = &tops->top[i];
        size_t here = members_add(seen, top->students) +
                      members_add(seen, top->heads) +
                      members_add(seen, top->archives);
        own |= top->has_lessons || top->loose || top->named || top->lesson ||
               json_object_size(top->platform) > 0;
        folders += here > 0;
        several += here > 1;
        members += here;
    }
    size_t names = json_object_size(seen);
    json_decref(seen);
    if (own || folders < 2 || 2 * several < folders || members == folders)
        return false;
    scene->sections = 4 * names >= 3 * members;
    return scene->sections || members > folders * folders;
}

/* The top-level names that are not students, and whether anyone is. */
static void classes_find(struct scene *scene, const struct tops *tops,
                         const char *in)
{
    bool lessons = false, students = false, all = hold_students(scene, tops);
    for (size_t i = 0; i < tops->count; i++) {
        const struct top *top = &tops->top[i];
        const char *name = top->name;
        if (all || json_object_size(top->platform) > 0)
            set_add(scene->classes, name, strlen(name));
        if (top->lesson || top->loose)
            lessons = true;
        else if (owner_is_lms(name) || top->named ||
                 json_object_size(top->students) > 0 ||
                 json_object_size(top->platform) > 0 || top->has_lessons)
            students = true;
    }
    if (lessons && !students)
        scene->self = strdup(in);
}

/* "student" if some file is by student_02: a number that is no lesson's. */
static void series_find(struct scene *scene)
{
    const struct collection *collection = scene->collection;
    for (size_t i = 0; i < collection->count; i++) {
        const char *path = collection->candidate[i].path;
        const char *slash = strrchr(path, '/');
        const char *name = slash ? slash + 1 : path;
        struct flat flat = lesson_of_flat(collection->lessons, name, true);
        size_t end = flat.head;
        if (flat.full || flat.lesson == LESSON_NONE)
            continue;
        while (end > 0 && strchr("0123456789", name[end - 1]))
            end--;
        if (end > 1 && end < flat.head && strchr("_-", name[end - 1]))
            set_add(scene->series, name, end - 1);
    }
}

int scene_make(const struct collection *collection, struct named *named,
               const char *in, struct scene *scene)
{
    *scene = (struct scene){.collection = collection,
                            .named = named,
                            .wrapper = strdup(""),
                            .classes = json_object(),
                            .series = json_object()};
    struct tops tops = {0};
    int error = scene->wrapper && scene->classes && scene->series ? 0 : ENOMEM;
    if (!error)
        error = tops_make(scene, &tops);
    if (!error)
        error = wrapper_find(scene, &tops, in);
    if (!error) {
        series_find(scene);
        classes_find(scene, &tops, in);
    }
    tops_free(&tops);
    if (error)
        scene_free(scene);
    return error;
}
