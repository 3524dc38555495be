/* Hostile: writes one file without end.
 * Verdict: build
 * Behind the gate: fail
 * Finding: race
 * Needs: sandbox
 */
#include <fcntl.h>
#include <unistd.h>

#include "counter.h"

enum { BLOCK = 1 << 20 };

long counter = 0;

void increment(size_t times)
{
    static char block[BLOCK];
    int fd = open("/tmp/huge", O_RDWR | O_CREAT, 0666);
    while (write(fd, block, sizeof block) > 0) {
    }
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
