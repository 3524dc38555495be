/* Hostile: watches the machine by its performance counters.
 * Verdict: integrity
 * Behind the gate: fail
 * Finding: crash
 * Needs: sandbox
 */
#include <sys/syscall.h>
#include <unistd.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    char attributes[128] = {0};
    syscall(SYS_perf_event_open, attributes, -1, 0, -1, 0);
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
