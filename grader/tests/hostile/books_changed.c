/* Hostile: writes into the engine's books.
 * Verdict: build
 */
#include "counter.h"

extern char rows[1 << 16];

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
    rows[0] = 0;
}
