/* Hostile: the same in the notation of C23, which gcc takes
 * in any mode.
 * Verdict: integrity
 */
#include "counter.h"

long counter = 0;

[[gnu::no_sanitize_thread]] void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
