/* A ring for one producer and one consumer (Lamport, TOPLAS 1983): each writes
 * one of two counters and reads the other. Its own one it may read relaxed.
 * There is one slot, so that it is written anew.
 *
 * Case: right
 * Gives: right
 * Case: put_looks_relaxed -DPUT_LOOK=relaxed
 * Gives: broken
 * Case: put_relaxed -DPUT=relaxed
 * Gives: broken
 * Case: get_looks_relaxed -DGET_LOOK=relaxed
 * Gives: broken
 * Case: get_relaxed -DGET=relaxed
 * Gives: broken
 */
#include "structure.h"

#ifndef PUT_LOOK
#define PUT_LOOK acquire
#endif
#ifndef PUT
#define PUT release
#endif
#ifndef GET_LOOK
#define GET_LOOK acquire
#endif
#ifndef GET
#define GET release
#endif

enum { SLOTS = 1 };

static int slots[SLOTS];
static atomic_uint put_count, got_count;

static bool put(int value)
{
    unsigned at = LOAD(put_count, relaxed);
    if (at - LOAD(got_count, PUT_LOOK) == SLOTS)
        return false;
    slots[at % SLOTS] = value;
    STORE(put_count, at + 1, PUT);
    return true;
}

static bool get(int *value)
{
    unsigned at = LOAD(got_count, relaxed);
    if (at == LOAD(put_count, GET_LOOK))
        return false;
    *value = slots[at % SLOTS];
    STORE(got_count, at + 1, GET);
    return true;
}

static int puts_done;

static void producer(void)
{
    for (int i = 0; i < 3; i++)
        if (put(puts_done + 1))
            puts_done++;
}

static int gets_done;

static void *consumer(void *none)
{
    for (int i = 0; i < 3; i++) {
        int value;
        if (get(&value))
            assert(value == ++gets_done);
    }
    return none;
}

int main(void)
{
    run_two(producer, consumer);
    int value;
    while (get(&value))
        assert(value == ++gets_done);
    assert(gets_done == puts_done);
    return 0;
}
