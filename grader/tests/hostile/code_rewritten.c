/* Hostile: makes its own code writable and takes the race detector's hooks
 * out of it.
 * Verdict: integrity
 * Behind the gate: fail
 * Finding: race
 * Needs: sandbox
 */
#include <string.h>
#include <sys/mman.h>

#include "counter.h"

long counter = 0;

static void unhook(unsigned char *code, size_t size)
{
    for (size_t i = 0; i + 5 <= size; i++) {
        if (code[i] == 0xe8) { /* a call */
            memset(code + i, 0x90, 5);
        }
    }
}

static __attribute__((noinline)) void add(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}

void increment(size_t times)
{
    const unsigned long page = 4096;
    unsigned long begin = (unsigned long)add & ~(page - 1);
    if (mprotect((void *)begin, 2 * page, PROT_READ | PROT_WRITE | PROT_EXEC) ==
        0) {
        unhook((unsigned char *)add, 64);
        add(times);
        return;
    }
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
