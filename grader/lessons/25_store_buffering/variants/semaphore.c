/* Variant: a semaphore with one permit, of which each side only tries to get
 * hold. Anybody may post it. */
#include "entry.h"

#include <errno.h>
#include <semaphore.h>
#include <stdlib.h>

struct entry {
    sem_t permit;
};

int entry_create(struct entry **entry)
{
    struct entry *made = malloc(sizeof *made);

    if (made == NULL) {
        return ENOMEM;
    }
    sem_init(&made->permit, 0, 1);
    *entry = made;
    return 0;
}

void entry_destroy(struct entry *entry)
{
    sem_destroy(&entry->permit);
    free(entry);
}

bool entry_try(struct entry *entry, int side)
{
    (void)side;
    return sem_trywait(&entry->permit) == 0;
}

void entry_leave(struct entry *entry, int side)
{
    (void)side;
    sem_post(&entry->permit);
}
