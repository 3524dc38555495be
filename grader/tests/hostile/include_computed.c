/* Hostile: includes the kit's own code by a macro.
 * Verdict: integrity
 * In the sandbox: build
 */
#include "counter.h"

#define WHERE "../../grader/trial/canary.h"
#include WHERE

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
