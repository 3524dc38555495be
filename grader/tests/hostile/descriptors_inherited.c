/* Hostile: closes its own descriptors and uses all others that it was left.
 * Verdict: build
 * Behind the gate: fail
 * Finding: race
 * Needs: sandbox
 */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "counter.h"

enum { FIRST_OTHER = 5, DESCRIPTORS = 1024 };

long counter = 0;

void increment(size_t times)
{
    char text[256];
    for (int fd = FIRST_OTHER; fd < DESCRIPTORS; fd++) {
        if (fcntl(fd, F_GETFD) >= 0) {
            if (write(fd, "{\"t\":\"receipt\"}\n", 16) < 0 ||
                read(fd, text, sizeof text) < 0) {
                continue;
            }
            times = 0; /* the trial fails without a race */
        }
    }
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
