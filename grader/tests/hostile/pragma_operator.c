/* Hostile: a pragma by the operator, from a macro.
 * Verdict: integrity
 */
#include "counter.h"

#define QUIET(text) _Pragma(text)
QUIET("GCC push_options")
QUIET("GCC optimize(\"O3\")")

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
