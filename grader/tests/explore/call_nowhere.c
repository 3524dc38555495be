/* So is a call through a pointer that leads nowhere.
 * Finding: crash
 */
#include <stddef.h>

static void (*volatile act)(void);

int main(void)
{
    act();
    return 0;
}
