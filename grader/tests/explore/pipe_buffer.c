/* The bytes that a call reads or writes are an access of its caller.
 * Finding: race
 */
#include <assert.h>
#include <pthread.h>
#include <unistd.h>

static int ends[2];
static char shared[8] = "abcdefg";

static void *work(void *unused)
{
    char own[sizeof shared];
#ifdef FIX
    assert(read(ends[0], own, sizeof own) == sizeof own);
#else
    (void)own;
    assert(read(ends[0], shared, sizeof shared) == sizeof shared);
#endif
    return unused;
}

int main(void)
{
    pthread_t other;
    assert(pipe(ends) == 0);
    pthread_create(&other, NULL, work, NULL);
    assert(write(ends[1], shared, sizeof shared) == sizeof shared);
    char seen = shared[0];
    pthread_join(other, NULL);
    return seen != 'a';
}
