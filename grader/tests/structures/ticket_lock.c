/* A ticket lock: each takes a number and waits until it is served (Reed and
 * Kanodia, CACM 1979). The number itself orders nothing, as only who was served
 * before has written what one reads; nor does the read of the number that is
 * served, in its unlocking, as its own thread is the latest to have written it
 * or has read it.
 *
 * Case: right
 * Gives: right
 * Case: wait_relaxed -DWAIT=relaxed
 * Gives: broken
 * Case: serve_relaxed -DSERVE=relaxed
 * Gives: broken
 */
#include "structure.h"

#ifndef TAKE
#define TAKE relaxed
#endif
#ifndef WAIT
#define WAIT acquire
#endif
#ifndef SERVE
#define SERVE release
#endif

static atomic_uint numbers, served;
static int data;

static void lock(void)
{
    unsigned mine = ADD(numbers, 1, TAKE);
    while (LOAD(served, WAIT) != mine)
        continue;
}

static void unlock(void)
{
    STORE(served, LOAD(served, relaxed) + 1, SERVE);
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
