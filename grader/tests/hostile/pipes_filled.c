/* Hostile: fills as many pipes as it can open.
 * Verdict: build
 * Behind the gate: fail
 * Finding: race|exit|crash
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
    int ends[2];
    while (pipe2(ends, O_NONBLOCK) == 0) {
        fcntl(ends[1], F_SETPIPE_SZ, BLOCK);
        while (write(ends[1], block, sizeof block) > 0) {
        }
    }
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
