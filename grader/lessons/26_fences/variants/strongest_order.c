/* Variant: the strongest order everywhere, written as plain uses of atomic
 * variables. */
#include "quote.h"

#include <stdatomic.h>

static atomic_uint sequence = 0;
static atomic_long words[2];

void quote_set(const struct quote *quote)
{
    sequence++;
    words[0] = quote->bid;
    words[1] = quote->ask;
    sequence++;
}

bool quote_try(struct quote *quote)
{
    unsigned before = sequence;
    struct quote seen = {words[0], words[1]};

    if (before % 2 != 0 || sequence != before) {
        return false;
    }
    *quote = seen;
    return true;
}
