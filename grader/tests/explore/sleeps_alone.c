/* A thread that sleeps 20,000 times gets on each time.
 * Figures: "every":1
 */
#include <unistd.h>

enum { TIMES = 20000 };

int main(void)
{
    for (int i = 0; i < TIMES; i++)
        usleep(10);
    return 0;
}
