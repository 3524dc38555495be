/* Hostile: leaves by a system call that no wrapper sees.
 * Verdict: integrity
 * Behind the gate: fail
 * Finding: exit
 */
#include <sys/syscall.h>
#include <unistd.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    counter += (long)times;
    syscall(SYS_exit_group, 0);
}
