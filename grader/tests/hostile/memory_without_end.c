/* Hostile: takes memory and writes into all of it, by calls that any answer
 * may make.
 * Verdict: fail
 * Finding: crash
 * Needs: sandbox
 */
#include <stdlib.h>
#include <string.h>

#include "counter.h"

enum { BLOCK = 16 << 20 };

long counter = 0;

void increment(size_t times)
{
    for (;;) {
        char *block = malloc(BLOCK);
        if (block) {
            memset(block, 1, BLOCK);
        }
    }
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
