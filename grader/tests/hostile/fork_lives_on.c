/* Hostile: leaves a process behind and ends itself.
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
    if (fork() == 0) {
        sleep(1000);
    }
    syscall(SYS_exit_group, 0);
}
