/* Where the kit's parts are (see kit.h). */
#include "sandbox/kit.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int kit_path(const char *part, char *path, size_t size)
{
    char self[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    if (length < 0)
        return errno;
    self[length] = '\0';
    for (int i = 0; i < 3; i++) {
        char *slash = strrchr(self, '/');
        if (!slash)
            return ENOENT;
        *slash = '\0';
    }
    int written = snprintf(path, size, "%s/%s", self, part);
    return written < 0 || (size_t)written >= size ? ENAMETOOLONG : 0;
}
