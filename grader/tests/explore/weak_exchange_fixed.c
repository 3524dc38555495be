/* In a loop, a weak compare-exchange may fail for no reason; a strong one needs
 * none.
 * Figures: "every":1
 */
#include <assert.h>
#include <stdatomic.h>

static atomic_int tickets;
static _Atomic(long) sum;

int main(void)
{
    int seen = 0;
    long none = 0;
    while (!atomic_compare_exchange_weak(&tickets, &seen, seen + 1))
        assert(seen == 0);
    assert(atomic_load(&tickets) == 1);
    assert(atomic_compare_exchange_strong(&sum, &none, 7));
    return 0;
}
