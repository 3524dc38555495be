/* Takes memory, and touches it, until it is stopped. */
#include <stdlib.h>
#include <string.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    for (;;) {
        char *more = malloc(1 << 24);
        if (more) {
            memset(more, 1, 1 << 24);
            counter += more[times % 1024];
        }
    }
}
