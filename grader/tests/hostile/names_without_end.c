/* Hostile: uses three thousand names that nobody defines.
 * Verdict: build
 */
#include "counter.h"

#define JOIN(a, b) a##b
#define NAME(a, b) JOIN(a, b)
#define USE(name)                                                              \
    {                                                                          \
        long name(void);                                                       \
        counter += name();                                                     \
    }
#define ONE USE(NAME(nobody_, __COUNTER__))
#define A10(x) x x x x x x x x x x

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        A10(A10(A10(ONE ONE ONE)))
        counter++;
    }
}
