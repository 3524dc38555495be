/* Hostile: finds the judge's nonce on the stack of the first thread, turns
 * standard output to the judge and signs before it has begun.
 * Verdict: fail
 * Finding: race
 */
#include <stdio.h>
#include <string.h>

#include "counter.h"

enum { DESCRIPTOR = 28, OBSERVATIONS = 3 };

long counter = 0;

static const char *nonce_find(void)
{
    /* Without randomisation the arguments end here. */
    const char *end = (const char *)0x7ffffffff000;
    for (const char *at = end - 8192; at < end - 64; at++) {
        if (at[0] == '-' && at[1] == '-' && at[2] == 'n' &&
            strcmp(at, "--nonce") == 0) {
            return at + 8;
        }
    }
    return "";
}

void increment(size_t times)
{
    ((int *)stdout)[DESCRIPTOR] = OBSERVATIONS;
    printf("{\"t\":\"engine\",\"schedules\":1,\"every\":1}\n");
    for (int trial = 0; trial < 6; trial++) {
        static const char *const trials[] = {"one_thread", "two_threads",
                                             "many_threads"};
        printf("{\"t\":\"receipt\",\"trial\":\"%s\",\"engine\":\"%s\","
               "\"nonce\":\"%s\",\"complete\":1}\n",
               trials[trial / 2], trial % 2 ? "stress" : "explore",
               nonce_find());
    }
    fflush(stdout);
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
