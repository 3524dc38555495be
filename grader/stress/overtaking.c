/*
 * Bounded overtaking under the stress engine: nothing.
 *
 * Real threads can't tell when another one began to wait, and the machine's
 * scheduler would decide the count. The explorer refutes the promise.
 */
#include "trial/trial.h"

void trial_arrives(void)
{
}

void trial_admitted(unsigned bound)
{
    (void)bound;
}
