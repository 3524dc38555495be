/* Hostile: writes over code that can't be written, by the file of its own
 * memory.
 * Verdict: build
 * Behind the gate: fail
 * Finding: race
 * Needs: sandbox
 */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "counter.h"

long counter = 0;

static __attribute__((noinline)) void add(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}

void increment(size_t times)
{
    unsigned char code[64];
    int fd = open("/proc/self/mem", O_RDWR);
    memcpy(code, (unsigned char *)add, sizeof code);
    for (size_t i = 0; i + 5 <= sizeof code; i++) {
        if (code[i] == 0xe8) { /* a call, of a hook */
            memset(code + i, 0x90, 5);
        }
    }
    if (lseek(fd, (off_t)add, SEEK_SET) >= 0 &&
        write(fd, code, sizeof code) == sizeof code) {
        add(times);
        return;
    }
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
