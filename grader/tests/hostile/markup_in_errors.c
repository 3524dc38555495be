/* Hostile: has the compiler say what hurts a terminal or a page.
 * Verdict: build
 */
#include "counter.h"

#error <script>alert(4)</script> ]]> =1+1 [2J 31m `x` [a](javascript:b)
#warning ]0;title

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
