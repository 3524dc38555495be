/* Hostile: the attribute stands behind harmless ones, with
 * underscores.
 * Verdict: integrity
 */
#include "counter.h"

long counter = 0;

__attribute__((__unused__, aligned(16), __no_sanitize_thread__)) void
increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
