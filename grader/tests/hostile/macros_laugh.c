/* Hostile: ten to the ninth tokens from ten lines.
 * Verdict: build
 * Needs: sandbox
 */
#include "counter.h"

#define A(x) x x x x x x x x x x
#define B(x) A(A(x))
#define C(x) B(B(x))
#define D(x) C(C(x))

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
        D(B(;))
    }
}
