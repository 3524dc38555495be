/* Hostile: touches the counter only by small copies, which gcc would put in
 * place of the calls that the race detector watches.
 * Verdict: fail
 * Finding: race
 */
#include <string.h>

#include "counter.h"

/* Of seven bytes, so that no single load or store will do. */
enum { PART = 7 };

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        long mine = 0;
        memcpy(&mine, &counter, PART);
        mine++;
        memcpy(&counter, &mine, PART);
    }
}
