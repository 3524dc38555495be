/* Hostile: ends the main thread, so that nobody is left to write a receipt.
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

__attribute__((constructor)) static void leave(void)
{
    syscall(SYS_exit, 0);
}
