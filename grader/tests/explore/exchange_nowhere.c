/* An exchange at an address that leads nowhere crashes, and what comes after it
 * is not blocked by what ThreadSanitizer held then.
 * Finding: crash
 */
#include <stdatomic.h>
#include <stdint.h>

static uintptr_t nowhere = 0xdeadbeef;

int main(void)
{
    int seen = 0;
    return atomic_compare_exchange_strong((atomic_int *)nowhere, &seen, 42);
}
