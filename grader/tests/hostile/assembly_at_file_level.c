/* Hostile: a whole function in assembly, and its name given to C.
 * Verdict: integrity
 */
#include "counter.h"

long counter = 0;

__asm__(".text\nadd_one: incq counter(%rip)\nret\n");
void add_one(void);

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        add_one();
    }
}
