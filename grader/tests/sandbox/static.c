/* Has static data that the compiler makes nothing of, but a probe would. */
#include "counter.h"

long counter = 0;
static char data[1UL << 34];

void increment(size_t times)
{
    counter += ++data[times];
}
