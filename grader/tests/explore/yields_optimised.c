/* The same with the count in a register.
 * Flags: -O2
 * Figures: "every":1,
 */
#include <sched.h>
#include <stdatomic.h>

static atomic_int flag;

int main(void)
{
    for (register int i = 0; i < 20000 && !atomic_load(&flag); i++)
        sched_yield();
    return 0;
}
