/* Hostile: says that its lines come from a file of the system, so that the
 * judge would show that file.
 * Verdict: integrity
 * Behind the gate: fail
 * Finding: race
 */
#include "counter.h"

long counter = 0;

#line 1 "/etc/passwd"
void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
