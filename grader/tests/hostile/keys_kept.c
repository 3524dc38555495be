/* Hostile: keeps a note for the next run in the kernel's keyring.
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
    syscall(SYS_add_key, "user", "note", "passed", 6, -4);
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
