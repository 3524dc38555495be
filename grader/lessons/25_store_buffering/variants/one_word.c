/* Variant: one variable says who is inside, and a compare and exchange gets in.
 * With a single variable there is no other one that could be seen too late. */
#include "entry.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>

struct entry {
    atomic_int inside; /* the side + 1, or 0 for nobody */
};

int entry_create(struct entry **entry)
{
    struct entry *made = malloc(sizeof *made);

    if (made == NULL) {
        return ENOMEM;
    }
    atomic_init(&made->inside, 0);
    *entry = made;
    return 0;
}

void entry_destroy(struct entry *entry)
{
    free(entry);
}

bool entry_try(struct entry *entry, int side)
{
    int nobody = 0;

    return atomic_compare_exchange_strong_explicit(
        &entry->inside, &nobody, side + 1, memory_order_acquire,
        memory_order_relaxed);
}

void entry_leave(struct entry *entry, int side)
{
    (void)side;
    atomic_store_explicit(&entry->inside, 0, memory_order_release);
}
