/* The same with the count in a register.
 * Flags: -O2
 * Figures: "every":1,
 */
#include <sched.h>

int main(void)
{
    for (register int i = 0; i < 20000; i++)
        sched_yield();
    return 0;
}
