/* Arrays that grow by one (see grow.h). */
#include "batch/base/grow.h"

#include <stdlib.h>

enum { ROOM_AT_FIRST = 16 };

void *grow(void *array, size_t count, size_t *room, size_t size)
{
    if (count < *room)
        return array;
    size_t more = *room ? 2 * *room : ROOM_AT_FIRST;
    void *grown = reallocarray(array, more, size);
    if (grown)
        *room = more;
    return grown;
}
