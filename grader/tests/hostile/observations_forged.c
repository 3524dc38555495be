/* Hostile: turns standard output, which it may use, to the pipe for
 * observations, and tells the judge of a hundred thousand misuses and of a hang
 * with more threads than there are atoms to count.
 * Verdict: fail
 * Finding: misuse
 */
#include <stdio.h>

#include "counter.h"

enum { DESCRIPTOR = 28, OBSERVATIONS = 3, LINES = 150000 };

long counter = 0;

void increment(size_t times)
{
    ((int *)stdout)[DESCRIPTOR] = OBSERVATIONS;
    for (int i = 0; i < LINES; i++) {
        printf("{\"t\":\"misuse\",\"thread\":\"a\",\"text\":\"lies %d\"}\n", i);
    }
    printf("{\"t\":\"hang\",\"kind\":\"blocked\",\"threads\":[");
    for (int i = 0; i < LINES; i++) {
        printf("{\"state\":\"waits\",\"call\":\"lock\",\"object\":\"0x%x\","
               "\"holds\":"
               "[{\"object\":\"0x%x\"}]},",
               i, i + 1);
    }
    printf("{}]}\n");
    fflush(stdout);
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
