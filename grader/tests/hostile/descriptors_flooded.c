/* Hostile: writes without end to every descriptor there is.
 * Verdict: build
 * Behind the gate: fail
 * Finding: output|race|crash|exit|misuse
 * Needs: sandbox
 * Wall: 20
 */
#include <unistd.h>

#include "counter.h"

enum { DESCRIPTORS = 64 };

long counter = 0;

void increment(size_t times)
{
    static const char words[] = "all work and no play makes a dull judge\n";
    for (;;) {
        for (int fd = 0; fd < DESCRIPTORS; fd++) {
            if (write(fd, words, sizeof words - 1) < 0) {
                continue;
            }
        }
    }
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
