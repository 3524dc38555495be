/* Hostile: has the assembler put files into the program.
 * Verdict: build
 * Behind the gate: build
 * Needs: sandbox
 */
#include "counter.h"

__asm__(".section .rodata\npasswords: .incbin \"/etc/passwd\"\n"
        "answer: .incbin \"../../../solutions/01_lock/counter.c\"\n.text\n");

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
