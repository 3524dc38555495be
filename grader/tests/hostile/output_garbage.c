/* Hostile: prints what no terminal should see.
 * Verdict: integrity
 * Behind the gate: fail
 * Finding: race
 */
#include <unistd.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}

__attribute__((constructor)) static void print(void)
{
    static const char garbage[] = "\x1b[2J\x1b]0;pass\a\xff\xfe\xc2\x9b"
                                  "2J\0\r";
    if (write(1, garbage, sizeof garbage - 1) < 0) {
        counter = 0;
    }
}
