/* A weak compare-exchange may fail though the value is as it should be: an `if`
 * is not enough.
 * Finding: assertion
 */
#include <assert.h>
#include <stdatomic.h>

static atomic_int tickets;
static _Atomic(long) sum;

int main(void)
{
    int seen = 0;
    long none = 0;
    if (!atomic_compare_exchange_weak(&tickets, &seen, seen + 1))
        assert(seen == 0);
    assert(atomic_load(&tickets) == 1);
    assert(atomic_compare_exchange_strong(&sum, &none, 7));
    return 0;
}
