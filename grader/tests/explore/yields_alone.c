/* A thread that offers its turn 20,000 times, and counts, gets on; the count is
 * seen nowhere but on its stack.
 * Figures: "every":1,
 */
#include <sched.h>

int main(void)
{
    for (int i = 0; i < 20000; i++)
        sched_yield();
    return 0;
}
