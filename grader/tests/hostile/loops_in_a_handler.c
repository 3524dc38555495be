/* Hostile: catches its own fault and runs in a circle in the handler, deaf to
 * all signals.
 * Verdict: integrity
 * Behind the gate: fail
 * Finding: timeout|crash
 * Needs: sandbox
 * Wall: 20
 */
#include <signal.h>

#include "counter.h"

long counter = 0;

static void circle(int signal)
{
    volatile int more = signal;
    while (more) {
    }
}

void increment(size_t times)
{
    struct sigaction action = {.sa_handler = circle};
    sigfillset(&action.sa_mask);
    for (int number = 1; number < NSIG; number++) {
        sigaction(number, &action, NULL);
    }
    *(volatile int *)0 = 0;
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
