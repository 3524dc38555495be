/*
 * The control probe: the canary without any student code. If its race is
 * reported, this machine can detect races.
 */
#include "trial/canary.h"
#include "trial/settle.h"

int main(void)
{
    probe_settle();
    return canary_plant();
}
