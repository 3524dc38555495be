/* Hostile: puts a pointer where the C library looks for code to run
 * before main().
 * Verdict: integrity
 */
#include "counter.h"

static void early(void);
__attribute__((section(".preinit_array"),
               used)) static void (*run)(void) = early;

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}

static void early(void)
{
    counter = 0;
}
