/* Hostile: prints the files that one would like to see.
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
        "/etc/passwd",
        "/etc/shadow",
        "solutions/01_lock/counter.c",
        "../solutions/01_lock/counter.c",
        "grader/lessons/01_lock/trials.c",
        "../../../../../../solutions/01_lock/counter.c",
        "/root/.ssh/id_rsa",
        "/proc/kcore",
        "/proc/kmsg",
        "/proc/1/root/etc/hostname",
        "/dev/mem",
        "/dev/sda",
        "/dev/tty",
        "/sys/kernel/notes",
        "/usr/bin/bwrap",
    };
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        show(files[i]);
    }
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
