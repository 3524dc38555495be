/* Hostile: includes what /proc tells of the compiler.
 * Verdict: integrity
 * Behind the gate: fail
 * Finding: race
 * Needs: sandbox
 */
#include "/proc/self/environ"
#include "/proc/self/cmdline"
#include "/proc/self/mountinfo"
#include "/proc/1/environ"
#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
