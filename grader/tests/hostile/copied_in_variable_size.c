/* Hostile: touches the counter only by copies of a structure with a variable
 * array in it, which gcc makes by a memcpy() of its own.
 * Verdict: build
 */
#include "counter.h"

/* More than the counter, so that gcc makes no plain assignment of the copy. */
enum { SIZE = 3 * sizeof(long) };

long counter = 0;
long behind[2] = {0};

void increment(size_t times)
{
    size_t size = SIZE;
    struct box {
        unsigned char bytes[size];
    };
    for (size_t i = 0; i < times; i++) {
        struct box mine;
        mine = *(struct box *)(void *)&counter;
        (*(long *)(void *)mine.bytes)++;
        *(struct box *)(void *)&counter = mine;
    }
}
