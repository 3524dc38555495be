/* Hostile: fills every folder that can be written with files.
 * Verdict: build
 * Behind the gate: fail
 * Finding: race
 * Needs: sandbox
 */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "counter.h"

enum { FILES = 3000, BLOCK = 1 << 16 };

long counter = 0;

void increment(size_t times)
{
    static const char *const folders[] = {
        "/tmp", "/dev/shm", "/var/tmp", "/", "/probe", "/proc", "/dev", "."};
    static char block[BLOCK];
    char path[64];
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        for (int number = 0; number < FILES; number++) {
            snprintf(path, sizeof path, "%s/file%d", folders[i], number);
            int fd = open(path, O_RDWR | O_CREAT, 0666);
            if (fd < 0 || write(fd, block, sizeof block) < 0) {
                number = FILES;
            }
            close(fd);
        }
    }
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
