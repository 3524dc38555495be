/* A sequence lock: writers make a count odd and even again, and readers take
 * what they read if the count was even and the same before and after. The
 * fences are those of Boehm, "Can seqlocks get along with programming language
 * memory models?" (MSPC 2012).
 *
 * Case: right
 * Gives: right
 * Case: writers -DCLIENT=writers
 * Gives: right
 * Case: lock_relaxed -DLOCK=relaxed -DCLIENT=writers
 * Gives: broken
 * Case: write_fence_none -DWRITE_FENCE=none
 * Gives: broken
 * Case: unlock_relaxed -DUNLOCK=relaxed
 * Gives: broken
 * Case: begin_relaxed -DBEGIN=relaxed
 * Gives: broken
 * Case: read_fence_none -DREAD_FENCE=none
 * Gives: broken
 */
#include "structure.h"

#ifndef LOCK
#define LOCK acquire
#endif
#ifndef WRITE_FENCE
#define WRITE_FENCE release
#endif
#ifndef UNLOCK
#define UNLOCK release
#endif
#ifndef BEGIN
#define BEGIN acquire
#endif
#ifndef READ_FENCE
#define READ_FENCE acquire
#endif
#ifndef CLIENT
#define CLIENT reader
#endif

static atomic_int count, x, y;

/* @return Whether nobody else wrote. */
static bool write_once(void)
{
    int before = LOAD(count, relaxed);
    if (before % 2 || !CAS(count, &before, before + 1, LOCK, relaxed))
        return false;
    FENCE(WRITE_FENCE);
    STORE(x, LOAD(x, relaxed) + 1, relaxed);
    STORE(y, LOAD(y, relaxed) + 1, relaxed);
    STORE(count, before + 2, UNLOCK);
    return true;
}

static void read_once(void)
{
    int before = LOAD(count, BEGIN);
    int x_read = LOAD(x, relaxed), y_read = LOAD(y, relaxed);
    FENCE(READ_FENCE);
    if (before % 2 == 0 && before == LOAD(count, relaxed))
        assert(x_read == y_read && x_read == before / 2);
}

static int written[2];

static void *writer(void *none)
{
    written[1] += write_once();
    return none;
}

static void other_writer(void)
{
    written[0] += write_once();
}

static void client_reader(void)
{
    run_two(read_once, writer);
}

static void client_writers(void)
{
    run_two(other_writer, writer);
}

#define RUN(client) RUN_1(client)
#define RUN_1(client) client_##client()

int main(void)
{
    (void)client_reader, (void)client_writers;
    RUN(CLIENT);
    int all = written[0] + written[1];
    assert(LOAD(x, relaxed) == all && LOAD(y, relaxed) == all);
    return 0;
}
