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

#include "base/store.h"
#include "base/text.h"
#include "batch/base/names.h"
#include "batch/intake/walk.h"

static const char git[] = ".git";

/* The names in a folder, sorted by bytes. */
struct names {
    struct dirent **name;
    int count;
};

static int is_name(const struct dirent *entry)
{
    return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

/* .git comes first, so that a checkout is known before those that lie in it,
 * and theirs is the last word on their files. */
static int name_compare(const struct dirent **left, const struct dirent **right)
{
    const char *a = (*left)->d_name, *b = (*right)->d_name;
    int first = (strcmp(b, git) == 0) - (strcmp(a, git) == 0);
    return first ? first : strcmp(a, b);
}

static int names_read(int fd, struct names *names)
{
    names->count = scandirat(fd, ".", &names->name, is_name, name_compare);
    return names->count < 0 ? errno : 0;
}

static void names_free(struct names *names)
{
    for (int i = 0; i < names->count; i++)
        free(names->name[i]);
    if (names->count >= 0)
        free(names->name);
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
        shown ? text_print("%s%s%s", path, *path ? "/" : "", shown) : NULL;
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
        if (strcmp(name, git) == 0)
            checkout_note(&entry, path, collection);
        else if (collection->take(collection, &entry) == COLLECTION_ON &&
                 entry.kind == ENTRY_FOLDER)
            folder_enter(&entry, level, collection);
    }
    free(below);
    free(shown);
}

static int level_walk(int fd, const char *path, int level,
                      struct collection *collection)
{
    struct names names;
    int error = names_read(fd, &names);
    for (int i = 0; i < names.count && !collection->error; i++)
        name_enter(fd, path, names.name[i]->d_name, level, collection);
    names_free(&names);
    return error;
}

int folder_walk(const char *folder, struct collection *collection)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return errno;
    struct names names;
    int error = names_read(fd, &names);
    if (names.count == 1)
        collection->first = name_utf8(names.name[0]->d_name, "WINDOWS-1252");
    names_free(&names);
    if (!error)
        error = level_walk(fd, "", 0, collection);
    close(fd);
    return error ? error : collection->error;
}
