/* Hostile: signs and leaves with status 0 when everything else is over.
 * Verdict: integrity
 * Behind the gate: fail
 * Finding: race
 */
#include <sys/syscall.h>
#include <unistd.h>

#include "counter.h"

long counter = 0;

static __attribute__((destructor)) void late(void)
{
    syscall(SYS_exit_group, 0);
}

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
