/* Hostile: machine code that stands in a constant would add unseen if constants
 * lay where code does.
 * Verdict: fail
 * Finding: crash
 */
#include <string.h>

#include "counter.h"

long counter = 0;

/* incq (%rdi); ret */
static const unsigned char code[16] = {0x48, 0xff, 0x07, 0xc3};

void increment(size_t times)
{
    void (*add)(long *);
    const void *address = code;
    memcpy(&add, &address, sizeof add);
    for (size_t i = 0; i < times; i++) {
        add(&counter);
    }
}
