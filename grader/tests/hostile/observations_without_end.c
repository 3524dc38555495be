/* Hostile: floods the pipe that belongs to the grader.
 * Verdict: build
 * Behind the gate: fail
 * Finding: output
 */
#include <unistd.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    counter += (long)times;
    for (;;) {
        if (write(3, "{\"t\":\"receipt\"}\n", 16) < 0) {
            return;
        }
    }
}
