/* Hostile: lets a child go on with the trial while the parent ends.
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
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}

__attribute__((constructor)) static void part(void)
{
    if (fork() != 0) {
        syscall(SYS_exit_group, 0);
    }
}
