/* Asks for more data than a file may have. */
#include "counter.h"

long counter = 0;
const char data[1UL << 32] = {1};

void increment(size_t times)
{
    counter += (long)times + data[times];
}
