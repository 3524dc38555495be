/* Hostile: a function in a function, whose address is taken, makes gcc ask for
 * a stack that can run. Machine code put there adds unseen.
 * Verdict: build
 * Behind the gate: fail
 * Finding: crash
 * Reason: without a line
 */
#include <string.h>

#include "counter.h"

long counter = 0;

static void call(void (*function)(void))
{
    function();
}

void increment(size_t times)
{
    /* incq (%rdi); ret */
    volatile unsigned char code[16] = {0x48, 0xff, 0x07, 0xc3};
    void (*add)(long *);
    void *address = (void *)code;

    void innocent(void)
    {
        address = (void *)code;
    }
    call(innocent);
    memcpy(&add, &address, sizeof add);
    for (size_t i = 0; i < times; i++) {
        add(&counter);
    }
}
