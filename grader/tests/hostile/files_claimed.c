/* Hostile: tells the judge of a failure in a file that it would like to see.
 * Verdict: fail
 * Finding: race|assertion
 */
#include <stdio.h>

#include "counter.h"

enum { DESCRIPTOR = 28, OBSERVATIONS = 3 };

long counter = 0;

void increment(size_t times)
{
    static const char *const files[] = {
        "/etc/passwd", "/etc/hostname", "solutions/01_lock/counter.c",
        "grader/trial/../../solutions/01_lock/counter.c"};
    ((int *)stdout)[DESCRIPTOR] = OBSERVATIONS;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        printf("{\"t\":\"failed\",\"file\":\"%s\",\"line\":%zu,"
               "\"condition\":\"0\",\"text\":\"look\"}\n",
               files[i], i + 1);
    }
    fflush(stdout);
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
