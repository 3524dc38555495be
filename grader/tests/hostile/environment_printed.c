/* Hostile: prints the environment that it was given, and the arguments.
 * Verdict: integrity
 * Behind the gate: fail
 * Finding: race
 * Needs: sandbox
 */
#include <stdio.h>
#include <unistd.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    for (char **variable = environ; *variable; variable++) {
        puts(*variable);
    }
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
