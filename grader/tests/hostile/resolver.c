/* Hostile: has a function chosen while the program is loaded, and leaves
 * there.
 * Verdict: integrity
 * Behind the gate: fail
 * Finding: exit|crash
 * Needs: sandbox
 */
#include <sys/syscall.h>
#include <unistd.h>

#include "counter.h"

long counter = 0;

static void add_one(void)
{
    counter++;
}

static void (*choose(void))(void)
{
    syscall(SYS_exit_group, 0);
    return add_one;
}

void add(void) __attribute__((ifunc("choose")));

void increment(size_t times)
{
    add();
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
