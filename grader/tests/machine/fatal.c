/* A probe on a machine where ThreadSanitizer cannot start: it says so and
 * ends with ThreadSanitizer's usual status, before any code of its own. */
#include <stdio.h>

int main(void)
{
    fputs("==1==FATAL: ThreadSanitizer: unexpected memory mapping "
          "0x5653f2f7a000-0x5653f2f7b000\n",
          stderr);
    return 66;
}
