/* Hazard pointers (Michael, TPDS 2004), one of one reader: who takes the object
 * away waits until the reader's pointer does not lead there, then writes over
 * it, as whoever gets its memory next would. A seq_cst fence on either side
 * sees to it that the reader finds another object or is seen. The reader's
 * fence also acquires what its look before it saw, so that neither look needs
 * an order.
 *
 * Case: right
 * Gives: right
 * Case: read_fence_acq_rel -DREAD_FENCE=acq_rel
 * Gives: broken
 * Case: clear_relaxed -DCLEAR=relaxed
 * Gives: broken
 * Case: replace_relaxed -DREPLACE=relaxed
 * Gives: broken
 * Case: retire_fence_acq_rel -DRETIRE_FENCE=acq_rel
 * Gives: broken
 * Case: scan_relaxed -DSCAN=relaxed
 * Gives: broken
 */
#include "structure.h"

#ifndef READ_FENCE
#define READ_FENCE seq_cst
#endif
#ifndef CLEAR
#define CLEAR release
#endif
#ifndef REPLACE
#define REPLACE release
#endif
#ifndef RETIRE_FENCE
#define RETIRE_FENCE seq_cst
#endif
#ifndef SCAN
#define SCAN acquire
#endif

struct object {
    int value;
};

static struct object objects[2] = {{1}};
static _Atomic(struct object *) shared = &objects[0], hazard;

static void reader(void)
{
    struct object *object = LOAD(shared, relaxed), *again;
    for (;;) {
        STORE(hazard, object, relaxed);
        FENCE(READ_FENCE);
        again = LOAD(shared, relaxed);
        if (again == object)
            break;
        object = again;
    }
    assert(object->value == 1 || object->value == 2);
    STORE(hazard, NULL, CLEAR);
}

static void *writer(void *none)
{
    objects[1].value = 2;
    struct object *old = SWAP(shared, &objects[1], REPLACE);
    FENCE(RETIRE_FENCE);
    while (LOAD(hazard, SCAN) == old)
        continue;
    old->value = 3;
    return none;
}

int main(void)
{
    run_two(reader, writer);
    return 0;
}
