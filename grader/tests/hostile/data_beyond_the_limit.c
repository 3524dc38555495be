/* Hostile: asks for a little more zeros than the files of a grading may hold.
 * Verdict: build
 */
#include "counter.h"

enum { TOO_MUCH = (64 << 20) + (1 << 19) };

long counter = 0;
char zeros[TOO_MUCH];

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter += zeros[i] + 1;
    }
}
