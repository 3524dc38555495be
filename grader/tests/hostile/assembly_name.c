/* Hostile: calls a function under another name.
 * Verdict: integrity
 */
#include "counter.h"

#include <stdlib.h>

long counter = 0;

_Noreturn void innocent(int status) __asm__("_exit");

void increment(size_t times)
{
    counter += (long)times;
    if (times == 0) {
        innocent(0);
    }
}
