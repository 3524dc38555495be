/* Opening and reading what lies in a folder or an archive (see entry.h). */
#include "batch/base/entry.h"

#include <archive.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ROOM_AT_FIRST = 16384 };

int entry_open(const struct entry *entry, int *fd)
{
    struct stat found;
    /* A pipe or a device must not make us wait, nor become our terminal. */
    *fd = openat(entry->folder, entry->name,
                 O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (*fd < 0)
        return errno;
    int error = fstat(*fd, &found) ? errno : 0;
    if (!error && !S_ISREG(found.st_mode))
        error = EINVAL;
    if (error)
        close(*fd);
    return error;
}

/* read() from either; -1 with errno set. */
static ssize_t part_read(const struct entry *entry, int fd, char *to,
                         size_t room)
{
    if (!entry->archive)
        return read(fd, to, room);
    ssize_t got = archive_read_data(entry->archive, to, room);
    if (got >= 0)
        return got;
    errno = archive_errno(entry->archive) == ENOMEM ? ENOMEM : EILSEQ;
    return -1;
}

static int parts_read(const struct entry *entry, int fd, size_t most,
                      char **data, size_t *size)
{
    size_t room = 0;
    for (;;) {
        if (*size == room) {
            room = room ? 2 * room : ROOM_AT_FIRST;
            char *grown = realloc(*data, room);
            if (!grown)
                return ENOMEM;
            *data = grown;
        }
        ssize_t got = part_read(entry, fd, *data + *size, room - *size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return errno;
        if (got == 0)
            return 0;
        *size += (size_t)got;
        if (*size > most)
            return EFBIG;
    }
}

int entry_read(const struct entry *entry, size_t most, char **data,
               size_t *size)
{
    int fd = -1;
    *data = NULL;
    *size = 0;
    if (entry->encrypted)
        return ENOKEY;
    int error = entry->archive ? 0 : entry_open(entry, &fd);
    if (error)
        return error;
    error = parts_read(entry, fd, most, data, size);
    if (fd >= 0)
        close(fd);
    if (error) {
        free(*data);
        *data = NULL;
    }
    return error;
}
