/* abort() is a crash.
 * Finding: crash
 */
#include <stdlib.h>

int main(void)
{
    abort();
}
