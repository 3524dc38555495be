/* Where the list of lessons comes from (see lesson_names.h). */
#include "batch/intake/lesson_names.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/store.h"
#include "base/text.h"
#include "batch/intake/source_file.h"

/* lessons/NN_slug/NAME.h: the first header's name, or NULL. */
static char *stem_find(const char *folder)
{
    char *stem = NULL;
    struct dirent **entries;
    int count = scandir(folder, &entries, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        size_t length = strlen(entries[i]->d_name);
        if (!stem && length > 2 &&
            strcmp(entries[i]->d_name + length - 2, ".h") == 0)
            stem = strndup(entries[i]->d_name, length - 2);
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
    return stem;
}

static char *calls_read(const char *root, const char *name, const char *stem)
{
    char *path = text_print("%s/lessons/%s/%s.h", root, name, stem);
    char *text = path ? file_read(path) : NULL;
    char *calls = lesson_calls(text ? text : "");
    free(text);
    free(path);
    return calls;
}

/* The digest that an unchanged skeleton has once it was taken in. */
static void skeleton_read(const char *root, struct lesson *lesson)
{
    char *path =
        text_print("%s/grader/lessons/%s/skeleton.c", root, lesson->name);
    char *text = path ? file_read(path) : NULL;
    struct source source = {0};
    if (text && source_make(text, strlen(text), &source) == 0 && source.text)
        (void)digest_of(source.text, source.size, lesson->skeleton);
    source_free(&source);
    free(text);
    free(path);
}

static int lesson_add(const char *root, const char *name,
                      struct lessons *lessons)
{
    char *folder = text_print("%s/lessons/%s", root, name);
    if (!folder)
        return ENOMEM;
    char *stem = stem_find(folder);
    free(folder);
    if (!stem)
        return 0;
    struct lesson *grown = realloc(
        lessons->lesson, (lessons->count + 1) * sizeof *lessons->lesson);
    char *copy = strdup(name);
    if (grown)
        lessons->lesson = grown;
    if (!grown || !copy) {
        free(copy);
        free(stem);
        return ENOMEM;
    }
    struct lesson *lesson = &lessons->lesson[lessons->count++];
    *lesson = (struct lesson){.name = copy,
                              .slug = strchr(copy, '_') + 1,
                              .number = (unsigned)strtoul(copy, NULL, 10),
                              .stem = stem,
                              .calls = calls_read(root, name, stem)};
    if (!lesson->calls)
        return ENOMEM;
    skeleton_read(root, lesson);
    return 0;
}

int lesson_list_find(const char *root, struct lessons *lessons)
{
    *lessons = (struct lessons){0};
    char *folder = text_print("%s/lessons", root);
    if (!folder)
        return ENOMEM;
    struct dirent **entries;
    int error = 0;
    int count = scandir(folder, &entries, NULL, alphasort);
    if (count < 0)
        error = errno;
    for (int i = 0; i < count; i++) {
        const char *name = entries[i]->d_name;
        if (!error && isdigit((unsigned char)name[0]) && strchr(name, '_'))
            error = lesson_add(root, name, lessons);
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
    free(folder);
    if (!error && lessons->count == 0)
        error = ENOENT;
    if (error)
        lesson_list_free(lessons);
    return error;
}

void lesson_list_free(struct lessons *lessons)
{
    for (size_t i = 0; i < lessons->count; i++) {
        free(lessons->lesson[i].name);
        free(lessons->lesson[i].stem);
        free(lessons->lesson[i].calls);
    }
    free(lessons->lesson);
    *lessons = (struct lessons){0};
}
