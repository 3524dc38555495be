/* Hostile: touches the counter only by copies of a structure with a variable
 * array in it, which gcc makes by a memcpy() of its own.
 * Verdict: build
 */
#include "counter.h"

/* Of seven bytes, so that no single load or store will do. */
enum { PART = 7 };

long counter = 0;

void increment(size_t times)
{
    size_t size = PART;
    struct box {
        unsigned char bytes[size];
    };
    for (size_t i = 0; i < times; i++) {
        struct box mine;
        mine = *(struct box *)(void *)&counter;
        *(int *)(void *)mine.bytes += 1;
        *(struct box *)(void *)&counter = mine;
    }
}
