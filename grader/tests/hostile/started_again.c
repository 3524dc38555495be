/* Hostile: starts itself again, with options that silence the detector.
 * Verdict: integrity
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}

__attribute__((constructor)) static void start_again(void)
{
    static char line[4096], *arguments[32];
    FILE *file = fopen("/proc/self/cmdline", "r");
    size_t length = file ? fread(line, 1, sizeof line - 1, file) : 0;
    int count = 0;
    for (char *at = line; at < line + length && count < 31; at++) {
        arguments[count++] = at;
        at += strlen(at);
    }
    if (!getenv("AGAIN")) {
        setenv("AGAIN", "1", 1);
        setenv("TSAN_OPTIONS", "report_bugs=0:exitcode=0", 1);
        execv("/proc/self/exe", arguments);
    }
}
