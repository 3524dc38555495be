/*
 * Lesson 26: (to be written).
 *
 * The contract is in fences.h, the story in README.md. `make run L=26`
 * shows what goes wrong, `make check L=26` grades what you write here.
 */
#include "fences.h"

static int last;

/* TODO: make fences_use() keep its promise when two threads run it at the
 * same time. You may add includes, variables and functions of your own. */
int fences_use(int value)
{
    last = value;
    return last;
}
