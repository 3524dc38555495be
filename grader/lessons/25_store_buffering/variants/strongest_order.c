/* Variant: the strongest order everywhere, written as plain uses of atomic
 * variables. */
#include "entry.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>

struct entry {
    atomic_bool up[2];
};

int entry_create(struct entry **entry)
{
    struct entry *made = malloc(sizeof *made);

    if (made == NULL) {
        return ENOMEM;
    }
    atomic_init(&made->up[0], false);
    atomic_init(&made->up[1], false);
    *entry = made;
    return 0;
}

void entry_destroy(struct entry *entry)
{
    free(entry);
}

bool entry_try(struct entry *entry, int side)
{
    entry->up[side] = true;
    if (entry->up[1 - side]) {
        entry->up[side] = false;
        return false;
    }
    return true;
}

void entry_leave(struct entry *entry, int side)
{
    entry->up[side] = false;
}
