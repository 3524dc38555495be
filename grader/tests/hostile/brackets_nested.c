/* Hostile: nests so deep that a parser that calls itself falls over.
 * Verdict: build
 * Needs: sandbox
 */
#include "counter.h"

#define A(x, y) x x x x x x x x y
#define OPEN (
#define SHUT )
#define A10(x) x x x x x x x x x x
#define A1000(x) A10(A10(A10(x)))
#define A100000(x) A10(A10(A1000(x)))

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter += A100000(OPEN) 1 A100000(SHUT);
    }
}
