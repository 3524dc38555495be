/* Hostile: prints what /proc tells of the other processes.
 * Verdict: build
 * Behind the gate: fail
 * Finding: race
 * Needs: sandbox
 */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "counter.h"

long counter = 0;

static void show(const char *path)
{
    char text[4096];
    int fd = open(path, O_RDONLY);
    for (ssize_t n; fd >= 0 && (n = read(fd, text, sizeof text)) > 0;) {
        for (ssize_t i = 0; i < n; i++) {
            putchar(text[i] ? text[i] : ' ');
        }
    }
    printf("%s: %d\n", path, fd);
}

void increment(size_t times)
{
    static const char *const files[] = {
        "cmdline", "environ",         "maps", "mountinfo",
        "cwd",     "root/etc/passwd", "fd/5", "mem"};
    char path[64];
    for (int process = 0; process < 8; process++) {
        for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
            snprintf(path, sizeof path, "/proc/%d/%s", process, files[i]);
            show(path);
        }
    }
    show("/proc/self/environ");
    show("/proc/self/mountinfo");
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
