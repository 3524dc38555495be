/* The deque of Chase and Lev (SPAA 2005), bounded, with the orders that Le,
 * Pop, Cohen and Zappa Nardelli give it (PPoPP 2013): its owner puts and takes
 * at the bottom, thieves steal from the top. The seq_cst fences see to it that
 * of an owner and a thief who want the same last item one sees the other.
 *
 * Three fences and the order of bottom are needed. Other orders are not under
 * RC11:
 * - of top for the owner, who puts: a thief's look at the slot can't see what
 *   is put there because its theft was seen (with plain slots it would race);
 * - of top for a thief: the fence that follows acquires, too;
 * - of both exchanges: that only one of them succeeds needs no order, and the
 *   fences order looks at what others have exchanged. C11 itself, before its
 *   fences were mended (C++20), needs them seq_cst for that.
 *
 * Case: right
 * Gives: right
 * Case: thieves -DCLIENT=thieves
 * Gives: right
 * Case: anew -DCLIENT=anew
 * Gives: right
 * Case: put_top_relaxed -DPUT_TOP=relaxed -DCLIENT=anew
 * Gives: right
 * Case: put_fence_none -DPUT_FENCE=none
 * Gives: broken
 * Case: take_fence_acq_rel -DTAKE_FENCE=acq_rel
 * Gives: broken
 * Case: take_relaxed -DTAKE=relaxed
 * Gives: right
 * Case: steal_top_relaxed -DSTEAL_TOP=relaxed
 * Gives: right
 * Case: steal_fence_acq_rel -DSTEAL_FENCE=acq_rel
 * Gives: broken
 * Case: steal_bottom_relaxed -DSTEAL_BOTTOM=relaxed
 * Gives: broken
 * Case: steal_acq_rel -DSTEAL=acq_rel -DCLIENT=thieves
 * Gives: right
 * Case: steal_relaxed -DSTEAL=relaxed -DCLIENT=thieves
 * Gives: right
 * Case: steal_relaxed_anew -DSTEAL=relaxed -DCLIENT=anew
 * Gives: right
 */
#include "structure.h"

#ifndef PUT_TOP
#define PUT_TOP acquire
#endif
#ifndef PUT_FENCE
#define PUT_FENCE release
#endif
#ifndef TAKE_FENCE
#define TAKE_FENCE seq_cst
#endif
#ifndef TAKE
#define TAKE seq_cst
#endif
#ifndef STEAL_TOP
#define STEAL_TOP acquire
#endif
#ifndef STEAL_FENCE
#define STEAL_FENCE seq_cst
#endif
#ifndef STEAL_BOTTOM
#define STEAL_BOTTOM acquire
#endif
#ifndef STEAL
#define STEAL seq_cst
#endif
#ifndef CLIENT
#define CLIENT thief
#endif

enum { SLOTS = 2, ITEMS = 3 };

struct item {
    int value;
};

static _Atomic(struct item *) slots[SLOTS];
static atomic_int top, bottom;

static bool put(struct item *item)
{
    int end = LOAD(bottom, relaxed);
    int begin = LOAD(top, PUT_TOP);
    if (end - begin == SLOTS)
        return false;
    STORE(slots[end % SLOTS], item, relaxed);
    FENCE(PUT_FENCE);
    STORE(bottom, end + 1, relaxed);
    return true;
}

static struct item *take(void)
{
    int last = LOAD(bottom, relaxed) - 1;
    STORE(bottom, last, relaxed);
    FENCE(TAKE_FENCE);
    int begin = LOAD(top, relaxed);
    if (begin > last) {
        STORE(bottom, last + 1, relaxed);
        return NULL;
    }
    struct item *item = LOAD(slots[last % SLOTS], relaxed);
    if (begin == last) {
        if (!CAS(top, &begin, begin + 1, TAKE, relaxed))
            item = NULL;
        STORE(bottom, last + 1, relaxed);
    }
    return item;
}

static struct item *steal(void)
{
    int begin = LOAD(top, STEAL_TOP);
    FENCE(STEAL_FENCE);
    int end = LOAD(bottom, STEAL_BOTTOM);
    if (begin >= end)
        return NULL;
    struct item *item = LOAD(slots[begin % SLOTS], relaxed);
    if (!CAS(top, &begin, begin + 1, STEAL, relaxed))
        return NULL;
    return item;
}

static struct item items[ITEMS];
static int got[3][ITEMS];

static void note(int thread, struct item *item)
{
    if (item)
        got[thread][item->value]++;
}

static bool add(int value)
{
    items[value].value = value;
    return put(&items[value]);
}

/* The owner adds and takes, while one thief steals twice. */
static void thief_a(void)
{
    add(1);
    note(0, take());
}

static void *thief_b(void *none)
{
    note(1, steal());
    note(1, steal());
    return none;
}

static void client_thief(void)
{
    add(0);
    run_two(thief_a, thief_b);
    add(2);
}

/* Two thieves steal once each. */
static void thieves_a(void)
{
    note(0, take());
}

static void *thieves_b(void *none)
{
    note(1, steal());
    return none;
}

static void *thieves_c(void *none)
{
    note(2, steal());
    return none;
}

static void client_thieves(void)
{
    add(0);
    add(1);
    run_three(thieves_a, thieves_b, thieves_c);
    add(2);
}

/* A slot is written anew. */
static bool added;

static void anew_a(void)
{
    added = add(2);
    note(0, take());
}

static void *anew_b(void *none)
{
    note(1, steal());
    return none;
}

static void client_anew(void)
{
    add(0);
    add(1);
    run_two(anew_a, anew_b);
    if (!added)
        add(2);
}

#define RUN(client) RUN_1(client)
#define RUN_1(client) client_##client()

int main(void)
{
    (void)client_thief, (void)client_thieves, (void)client_anew;
    RUN(CLIENT);
    for (int i = 0; i < SLOTS; i++)
        note(0, take());
    for (int i = 0; i < ITEMS; i++)
        assert(got[0][i] + got[1][i] + got[2][i] == 1);
    return 0;
}
