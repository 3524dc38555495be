/*
 * Goes through a folder (see walk.h). Each folder is opened relative to the one
 * above it and never through a link, so that what is read lies below IN even
 * if IN is changed meanwhile.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "batch/names.h"
#include "batch/store.h"
#include "batch/walk.h"

enum {
    /* A folder of flat files holds a whole class. */
    NAMES_MOST = 1000000,
    NAMES_AT_FIRST = 64
};

/* The names in a folder, sorted. */
struct names {
    char **name;
    size_t count, room;
};

static int name_compare(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

static int names_add(struct names *names, const char *name)
{
    if (names->count == names->room) {
        size_t room = names->room ? 2 * names->room : NAMES_AT_FIRST;
        char **grown = realloc(names->name, room * sizeof *grown);
        if (!grown)
            return ENOMEM;
        names->name = grown;
        names->room = room;
    }
    names->name[names->count] = strdup(name);
    return names->name[names->count] ? (names->count++, 0) : ENOMEM;
}

static void names_free(struct names *names)
{
    for (size_t i = 0; i < names->count; i++)
        free(names->name[i]);
    free(names->name);
    *names = (struct names){0};
}

/* fd stays open. */
static int names_read(int fd, struct names *names)
{
    int copy = fcntl(fd, F_DUPFD_CLOEXEC, 0);
    DIR *folder = copy < 0 ? NULL : fdopendir(copy);
    if (!folder) {
        int error = errno;
        if (copy >= 0)
            close(copy);
        return error;
    }
    /* The copy shares its place with fd, which may have been read before. */
    rewinddir(folder);
    int error = 0;
    while (!error && names->count < NAMES_MOST) {
        errno = 0;
        struct dirent *next = readdir(folder);
        if (!next) {
            error = errno;
            break;
        }
        if (strcmp(next->d_name, ".") != 0 && strcmp(next->d_name, "..") != 0)
            error = names_add(names, next->d_name);
    }
    closedir(folder);
    if (names->count)
        qsort(names->name, names->count, sizeof *names->name, name_compare);
    return error;
}

static enum entry_kind kind_of(mode_t mode)
{
    if (S_ISREG(mode))
        return ENTRY_FILE;
    if (S_ISDIR(mode))
        return ENTRY_FOLDER;
    return S_ISLNK(mode) ? ENTRY_LINK : ENTRY_OTHER;
}

static int level_walk(int fd, const char *path, int level,
                      struct collection *collection);

static void folder_enter(const struct entry *entry, int level,
                         struct collection *collection)
{
    if (level >= COLLECTION_FOLDERS) {
        collection_remark(collection, entry->path, "too_deep",
                          "Folders lie too deep in one another; what is "
                          "deeper was left alone.");
        return;
    }
    int fd = openat(entry->folder, entry->name,
                    O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    int error =
        fd < 0 ? errno : level_walk(fd, entry->path, level + 1, collection);
    if (fd >= 0)
        close(fd);
    if (error == ENOMEM)
        collection->error = ENOMEM;
    else if (error)
        collection_remark(collection, entry->path, "unreadable",
                          "The folder can't be read.");
}

/* A checkout has .git; its commits are looked at later (see commit_time.h). */
static void checkout_note(const struct entry *entry, const char *path,
                          struct collection *collection)
{
    if (entry->kind == ENTRY_FOLDER) {
        if (json_object_set_new(collection->checkouts, path, json_true()))
            collection->error = ENOMEM;
    } else {
        collection_remark(collection, entry->path, "git_elsewhere",
                          "The checkout's .git is not a folder, so its commits "
                          "were not looked at; the files' own times count.");
    }
}

static void name_enter(int fd, const char *path, const char *name, int level,
                       struct collection *collection)
{
    struct stat found;
    char *shown = name_utf8(name, "WINDOWS-1252");
    char *below =
        shown ? store_path("%s%s%s", path, *path ? "/" : "", shown) : NULL;
    if (!below) {
        collection->error = ENOMEM;
    } else if (fstatat(fd, name, &found, AT_SYMLINK_NOFOLLOW)) {
        collection_remark(collection, below, "unreadable",
                          "The file can't be looked at.");
    } else {
        struct entry entry = {.path = below,
                              .kind = kind_of(found.st_mode),
                              .has_time = true,
                              .time = found.st_mtime,
                              .folder = fd,
                              .name = name};
        if (strcmp(name, ".git") == 0)
            checkout_note(&entry, path, collection);
        else if (collection_entry(collection, &entry) == COLLECTION_ON &&
                 entry.kind == ENTRY_FOLDER)
            folder_enter(&entry, level, collection);
    }
    free(below);
    free(shown);
}

static int level_walk(int fd, const char *path, int level,
                      struct collection *collection)
{
    struct names names = {0};
    int error = names_read(fd, &names);
    for (size_t i = 0; !error && i < names.count && !collection->error; i++)
        name_enter(fd, path, names.name[i], level, collection);
    names_free(&names);
    return error;
}

int folder_walk(const char *folder, struct collection *collection)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return errno;
    struct names names = {0};
    int error = names_read(fd, &names);
    if (!error && names.count == 1)
        collection->first = name_utf8(names.name[0], "WINDOWS-1252");
    names_free(&names);
    if (!error)
        error = level_walk(fd, "", 0, collection);
    close(fd);
    return error ? error : collection->error;
}
