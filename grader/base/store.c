/* Files that are either whole or not there (see store.h). */
#include "base/store.h"
#include "base/text.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FOLDERS_OPEN = 16, RANDOM = 6 /* letters of mkstemp() */ };

/* What an unfinished file's name has between its own and the letters. */
static const char unfinished[] = ".new-";

static int fresh_open(struct store_file *stored)
{
    int fd = mkostemp(stored->fresh, O_CLOEXEC);
    if (fd < 0)
        return errno;
    stored->file = fdopen(fd, "w");
    if (stored->file)
        return 0;
    int error = errno;
    close(fd);
    unlink(stored->fresh);
    return error;
}

int store_begin(struct store_file *stored, const char *path)
{
    *stored = (struct store_file){
        .path = strdup(path),
        .fresh = text_print("%s%sXXXXXX", path, unfinished)};
    int error = stored->path && stored->fresh ? fresh_open(stored) : ENOMEM;
    if (error) {
        free(stored->path);
        free(stored->fresh);
    }
    return error;
}

int store_begin_in(struct store_file *stored, const char *folder,
                   const char *name)
{
    char *path = text_print("%s/%s", folder, name);
    int error = path ? store_begin(stored, path) : ENOMEM;
    free(path);
    return error;
}

/* Gives the file its name, if all went well. */
static int fresh_close(struct store_file *stored, int error, bool sync)
{
    int fd = fileno(stored->file);
    if (fflush(stored->file) && !error)
        error = errno;
    if (ferror(stored->file) && !error)
        error = EIO;
    if (!error && sync && fsync(fd))
        error = errno;
    if (!error && fchmod(fd, S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH))
        error = errno;
    if (fclose(stored->file) && !error)
        error = errno;
    if (!error && rename(stored->fresh, stored->path))
        error = errno;
    if (error)
        unlink(stored->fresh);
    free(stored->path);
    free(stored->fresh);
    return error;
}

int store_end(struct store_file *stored, int error)
{
    return fresh_close(stored, error, true);
}

static int whole_write(const char *path, const void *data, size_t size,
                       bool sync)
{
    struct store_file stored;
    int error = store_begin(&stored, path);
    if (error)
        return error;
    errno = 0;
    if (fwrite(data, 1, size, stored.file) != size)
        error = errno ? errno : EIO;
    return fresh_close(&stored, error, sync);
}

int store_write(const char *path, const void *data, size_t size)
{
    return whole_write(path, data, size, true);
}

int store_write_unsynced(const char *path, const void *data, size_t size)
{
    return whole_write(path, data, size, false);
}

int store_sync(const char *folder)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int error = fd < 0 || syncfs(fd) ? errno : 0;
    if (fd >= 0)
        close(fd);
    return error;
}

bool store_is_unfinished(const char *name)
{
    size_t length = strlen(name), mark = strlen(unfinished);
    if (length <= mark + RANDOM)
        return false;
    const char *random = name + length - RANDOM;
    for (const char *at = random; *at; at++)
        if (!isalnum((unsigned char)*at))
            return false;
    return strncmp(random - mark, unfinished, mark) == 0;
}

int store_write_json(const char *path, const json_t *value)
{
    struct store_file stored;
    int error = store_begin(&stored, path);
    if (error)
        return error;
    if (json_dumpf(value, stored.file, JSON_INDENT(2)))
        error = ferror(stored.file) ? EIO : ENOMEM;
    return store_end(&stored, error);
}

static int folder_make(const char *path)
{
    struct stat found;
    if (mkdir(path, S_IRWXU | S_IRGRP | S_IXGRP | S_IROTH | S_IXOTH) == 0)
        return 0;
    int error = errno;
    return stat(path, &found) == 0 && S_ISDIR(found.st_mode) ? 0 : error;
}

int store_folder(const char *path)
{
    char *copy = strdup(path);
    if (!copy)
        return ENOMEM;
    int error = 0;
    /* A slash at the very beginning ends no folder's name. */
    for (char *end = copy + (*copy == '/'); !error; end++) {
        if (*end != '/' && *end != '\0')
            continue;
        char was = *end;
        *end = '\0';
        error = folder_make(copy);
        *end = was;
        if (was == '\0')
            break;
    }
    free(copy);
    return error;
}

static int entry_remove(const char *path, const struct stat *status, int kind,
                        struct FTW *place)
{
    (void)status;
    (void)kind;
    (void)place;
    return remove(path) && errno != ENOENT ? errno : 0;
}

int store_remove(const char *path)
{
    int error = nftw(path, entry_remove, FOLDERS_OPEN, FTW_DEPTH | FTW_PHYS);
    if (error < 0)
        error = errno;
    return error == ENOENT ? 0 : error;
}

bool store_has(const char *path)
{
    struct stat found;
    return lstat(path, &found) == 0 && S_ISREG(found.st_mode);
}
