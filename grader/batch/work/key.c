/*
 * What decides a verdict, as a digest (see key.h).
 *
 * Folders are read in the order of names, and each name counts, too, so that a
 * file that was renamed or added makes another kit.
 */
#include "batch/work/key.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/store.h"
#include "base/text.h"

/* To be changed when what a record means changes and its kit does not. */
#define GENERATION "lockstep-key-1"

static const char *const folders[] = {
    "grader/base",  "grader/trial", "grader/stress",  "grader/explore",
    "grader/judge", "grader/gate",  "grader/sandbox",
};

static bool name_ends(const char *name, const char *end)
{
    size_t length = strlen(name), tail = strlen(end);
    return length >= tail && strcmp(name + length - tail, end) == 0;
}

static bool folder_is(const char *path)
{
    struct stat found;
    return lstat(path, &found) == 0 && S_ISDIR(found.st_mode);
}

/* Adds the files of a folder whose names end so; a folder may be missing.
 * Where it lies counts if it is the kit's: the instructor's may be moved. A
 * part's files lie in rooms, whose names end in nothing in particular. */
static int folder_add(struct digest *digest, const char *folder,
                      const char *end, bool kits)
{
    bool rooms = *end == '\0';
    struct dirent **entries = NULL;
    int count = scandir(folder, &entries, NULL, alphasort);
    int error = count < 0 && errno != ENOENT ? errno : 0;
    for (int i = 0; i < count; i++) {
        const char *name = entries[i]->d_name;
        char *path = text_print("%s/%s", folder, name);
        if (!path && !error)
            error = ENOMEM;
        bool counts = !error && name[0] != '.' && name_ends(name, end) &&
                      !name_ends(name, "~") && store_has(path);
        if (counts) {
            digest_add_text(digest, kits ? path : name);
            error = digest_add_file(digest, path);
        }
        if (rooms && !error && name[0] != '.' && folder_is(path))
            error = folder_add(digest, path, end, kits);
        free(path);
        free(entries[i]);
    }
    free(entries);
    return error;
}

static int compiler_add(struct digest *digest, const char *compiler)
{
    char text[4096];
    char *command = text_print("%s --version 2>/dev/null", compiler);
    FILE *pipe = command ? popen(command, "re") : NULL;
    free(command);
    if (!pipe)
        return ENOMEM;
    size_t length = fread(text, 1, sizeof text - 1, pipe);
    text[length] = '\0';
    if (pclose(pipe) != 0 || length == 0) {
        fprintf(stderr,
                "grade: there is no compiler '%s' here. "
                "Next: make setup grade\n",
                compiler);
        return ENOENT;
    }
    digest_add_text(digest, compiler);
    digest_add_text(digest, text);
    return 0;
}

static int lesson_add(struct digest *digest, const char *lesson)
{
    char *grader = text_print("grader/lessons/%s/trials.c", lesson);
    char *model = text_print("grader/lessons/%s/model.c", lesson);
    char *folder = text_print("lessons/%s", lesson);
    int error = grader && model && folder ? 0 : ENOMEM;
    digest_add_text(digest, lesson);
    if (!error)
        error = digest_add_file(digest, grader);
    if (!error && store_has(model))
        error = digest_add_file(digest, model);
    if (!error)
        error = folder_add(digest, folder, ".h", true);
    free(grader);
    free(model);
    free(folder);
    return error;
}

static int kit_add(struct digest *digest, const char *lesson,
                   const struct task_rules *rules)
{
    int error = 0;
    digest_add_text(digest, GENERATION);
    for (size_t i = 0; !error && i < sizeof folders / sizeof folders[0]; i++)
        error = folder_add(digest, folders[i], "", true);
    if (!error)
        error = folder_add(digest, "grader", ".sh", true);
    if (!error)
        error = lesson_add(digest, lesson);
    if (error)
        fprintf(stderr, "grade: the kit of lesson %s can't be read: %s\n",
                lesson, strerror(error));
    return error ? error : compiler_add(digest, rules->compiler);
}

/* The trials of one lesson, and what they may include from beside them. */
static int trials_digest(const char *lesson, const struct task_rules *rules,
                         struct key_base *base)
{
    char *file = text_print("%s/%s.c", rules->trials, lesson);
    struct digest *digest = digest_begin();
    int error = file && digest ? 0 : ENOMEM;
    bool there = !error && store_has(file);
    if (there) {
        digest_add_text(digest, base->kit);
        error = digest_add_file(digest, file);
    }
    if (there && !error)
        error = folder_add(digest, rules->trials, ".h", false);
    if (digest)
        digest_end(digest, base->trials);
    if (!there)
        base->trials[0] = '\0';
    if (error)
        fprintf(stderr, "grade: the trials in %s can't be read: %s\n",
                rules->trials, strerror(error));
    free(file);
    return error;
}

int key_base(const char *lesson, const struct task_rules *rules,
             struct key_base *base)
{
    *base = (struct key_base){"", ""};
    struct digest *digest = digest_begin();
    if (!digest)
        return ENOMEM;
    int error = kit_add(digest, lesson, rules);
    digest_end(digest, base->kit);
    return error || !rules->trials ? error : trials_digest(lesson, rules, base);
}

int key_make(const struct key_base *base, const char *lesson,
             const struct task_rules *rules, const char *source,
             char key[DIGEST_HEX])
{
    struct digest *digest = digest_begin();
    if (!digest)
        return ENOMEM;
    digest_add_text(digest, base->kit);
    digest_add_text(digest, base->trials);
    digest_add_text(digest, lesson);
    digest_add_text(digest, rules->seeds ? rules->seeds : "1");
    digest_add_text(digest, rules->sandbox ? "sandbox" : "none");
    digest_add_text(digest, source);
    digest_end(digest, key);
    return 0;
}
