/*
 * The control probe: the canary without any student code. If its race is
 * reported, this machine can detect races.
 */
#include "trial/canary.h"

int main(void)
{
    return canary_plant();
}
