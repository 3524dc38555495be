/* Hostile: turns standard output, which it may use, to the pipe for
 * ThreadSanitizer's reports and forges more of them than anyone could read.
 * Verdict: fail
 * Finding: race
 */
#include <stdio.h>

#include "counter.h"

enum { DESCRIPTOR = 28, REPORTS = 4, LIES = 40000 };

long counter = 0;

static void lie(const char *kind, int number)
{
    printf("WARNING: ThreadSanitizer: %s (pid=1)\n"
           "  Write of size 8 at 0x%x by thread T1:\n    #0 f (stress+0x%x)\n"
           "  Previous write of size 8 at 0x%x by thread T2:\n"
           "    #0 f (stress+0x%x)\nSUMMARY: f\n",
           kind, number, 0x400000 + number % 7, number, 0x400000 + number);
}

void increment(size_t times)
{
    ((int *)stdout)[DESCRIPTOR] = REPORTS;
    for (int i = 0; i < LIES; i++) {
        lie("data race", i);
    }
    fflush(stdout);
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
