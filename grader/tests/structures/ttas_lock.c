/* A test-and-test-and-set lock: it is exchanged only when it looks free
 * (Rudolph and Segall, ISCA 1984). The look orders nothing: the exchange does.
 *
 * Case: right
 * Gives: right
 * Case: lock_relaxed -DLOCK=relaxed
 * Gives: broken
 * Case: unlock_relaxed -DUNLOCK=relaxed
 * Gives: broken
 */
#include "structure.h"

#ifndef LOOK
#define LOOK relaxed
#endif
#ifndef LOCK
#define LOCK acquire
#endif
#ifndef UNLOCK
#define UNLOCK release
#endif

static atomic_int taken;
static int data;

static void lock(void)
{
    do {
        while (LOAD(taken, LOOK))
            continue;
    } while (SWAP(taken, 1, LOCK));
}

static void unlock(void)
{
    STORE(taken, 0, UNLOCK);
}

static void twice(void)
{
    for (int i = 0; i < 2; i++) {
        lock();
        data++;
        unlock();
    }
}

static void *once(void *none)
{
    lock();
    data++;
    unlock();
    return none;
}

int main(void)
{
    run_two(twice, once);
    assert(data == 3);
    return 0;
}
