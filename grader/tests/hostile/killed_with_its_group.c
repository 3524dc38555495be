/* Hostile: kills every process of its group.
 * Verdict: integrity
 * Behind the gate: fail
 * Finding: crash|race
 */
#include <signal.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    counter += (long)times;
    kill(0, SIGKILL);
}
