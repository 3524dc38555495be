/* Grows in the preprocessor until memory is over. */
#include "counter.h"

#define TEN(x) x x x x x x x x x x
#define MANY(x) TEN(TEN(TEN(TEN(TEN(TEN(TEN(TEN(TEN(TEN(x))))))))))

long counter = 0;
MANY(int more;)

void increment(size_t times)
{
    counter += (long)times;
}
