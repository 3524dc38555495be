/* Hostile: becomes another program, which ends with status 0.
 * Verdict: integrity
 * Behind the gate: fail
 * Finding: race
 * Needs: sandbox
 */
#include <unistd.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    char *arguments[] = {"true", NULL}, *environment[] = {NULL};
    execve("/bin/true", arguments, environment);
    execve("/usr/bin/true", arguments, environment);
    execve("/proc/self/exe", arguments, environment);
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
