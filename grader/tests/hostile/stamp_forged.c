/* Hostile: puts the stamp of a pass beside the probe.
 * Verdict: integrity
 * Behind the gate: fail
 * Finding: race
 */
#include <fcntl.h>
#include <stdio.h>
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

__attribute__((constructor)) static void stamp(void)
{
    char path[4096] = "";
    if (readlink("/proc/self/exe", path, sizeof path - 16) > 0) {
        strcpy(strrchr(path, '/'), "/passed");
        close(open(path, O_CREAT | O_WRONLY, 0666));
    }
}
