/* Hostile: maps memory past malloc(), private and shared, and writes into all
 * of it.
 * Verdict: integrity
 * Behind the gate: fail
 * Finding: crash
 * Needs: sandbox
 */
#include <string.h>
#include <sys/mman.h>

#include "counter.h"

enum { BLOCK = 16 << 20 };

long counter = 0;

void increment(size_t times)
{
    for (int i = 0;; i++) {
        char *block =
            mmap(NULL, BLOCK, PROT_READ | PROT_WRITE,
                 MAP_ANONYMOUS | (i % 2 ? MAP_SHARED : MAP_PRIVATE), -1, 0);
        for (size_t at = 0; block != MAP_FAILED && at < BLOCK; at += 4096) {
            ((volatile char *)block)[at] = 1;
        }
    }
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
