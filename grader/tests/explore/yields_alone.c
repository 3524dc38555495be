/* A thread that asks and offers its turn 20,000 times, and counts, gets on; the
 * count is seen nowhere but on its stack.
 * Figures: "every":1,
 */
#include <sched.h>
#include <stdatomic.h>

static atomic_int flag;

int main(void)
{
    for (int i = 0; i < 20000 && !atomic_load(&flag); i++)
        sched_yield();
    return 0;
}
