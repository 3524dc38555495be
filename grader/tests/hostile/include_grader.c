/* Hostile: includes the kit's own code.
 * Verdict: integrity
 * In the sandbox: build
 */
#include "counter.h"

#include "../../grader/trial/canary.h"

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
