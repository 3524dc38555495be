/* Hostile: makes the judge look for the names of a hundred places of a race
 * among sixty thousand types, which takes long but for a bound.
 * Verdict: fail
 * Finding: race
 */
#include <stdlib.h>

#include "counter.h"

/* clang-format off */
#define TYPE(n) struct type_##n { long member[4]; struct type_##n *next; };
#define USE(n) struct type_##n *use_##n;
#define A10(m, n) m(n##0) m(n##1) m(n##2) m(n##3) m(n##4) m(n##5) m(n##6) \
    m(n##7) m(n##8) m(n##9)
#define A100(m, n) A10(m, n##0) A10(m, n##1) A10(m, n##2) A10(m, n##3) \
    A10(m, n##4) A10(m, n##5) A10(m, n##6) A10(m, n##7) A10(m, n##8) A10(m, n##9)
#define A1000(m, n) A100(m, n##0) A100(m, n##1) A100(m, n##2) A100(m, n##3) \
    A100(m, n##4) A100(m, n##5) A100(m, n##6) A100(m, n##7) A100(m, n##8) \
    A100(m, n##9)
#define A10000(m, n) A1000(m, n##0) A1000(m, n##1) A1000(m, n##2) \
    A1000(m, n##3) A1000(m, n##4) A1000(m, n##5) A1000(m, n##6) A1000(m, n##7) \
    A1000(m, n##8) A1000(m, n##9)
#define ALL(m) A10000(m, 1) A10000(m, 2) A10000(m, 3) A10000(m, 4) \
    A10000(m, 5) A10000(m, 6)
#define TOUCH ((volatile long *)shared)[__COUNTER__]++;
#define TOUCH10 TOUCH TOUCH TOUCH TOUCH TOUCH TOUCH TOUCH TOUCH TOUCH TOUCH
/* clang-format on */

enum { ROOM = 5000 };

ALL(TYPE)

long counter = 0;

void increment(size_t times)
{
    static char *shared;
    union {
        ALL(USE)
    } uses = {.use_10000 = malloc(ROOM)};
    if (!shared) {
        shared = (char *)uses.use_10000;
    }
    TOUCH10 TOUCH10 TOUCH10 TOUCH10 TOUCH10;
    TOUCH10 TOUCH10 TOUCH10 TOUCH10 TOUCH10;
    counter += (long)times;
}
