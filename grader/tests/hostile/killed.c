/* Hostile: ends by a signal that nobody can catch.
 * Verdict: integrity
 * Behind the gate: fail
 * Finding: crash
 */
#include <signal.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    counter += (long)times;
    raise(SIGKILL);
}
