/* Commands; see process.h. */
#include "explore/tool/process.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int process_run(char *const *argv)
{
    int status = 127 << 8;
    pid_t pid = fork();
    if (pid == 0) {
        process_become(argv);
        _exit(127);
    }
    if (pid > 0)
        while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
            continue;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 127;
}

void process_become(char *const *argv)
{
    execvp(argv[0], argv);
    fprintf(stderr, "explore: %s: %s\n", argv[0], strerror(errno));
}

bool folder_make(char *folder, const char *tool)
{
    if (mkdtemp(folder))
        return true;
    fprintf(stderr, "%s: %s: %s\n", tool, folder, strerror(errno));
    return false;
}

void folder_remove(const char *folder)
{
    char *argv[] = {"rm", "-rf", (char *)folder, NULL};
    process_run(argv);
}

int kit_find(char *kit, size_t size)
{
    ssize_t length = readlink("/proc/self/exe", kit, size - 1);
    if (length < 0)
        return errno;
    kit[length] = '\0';
    for (int i = 0; i < 3; i++) {
        char *slash = strrchr(kit, '/');
        if (!slash)
            return ENOENT;
        *slash = '\0';
    }
    return 0;
}
