/* Static, weak and common names, each also in another file or in the kit.
 * Figures: "every":1
 * Flags: -fcommon
 */
#include <assert.h>
#include <pthread.h>

int threads;         /* common to both files */
static int schedule; /* each has its own */

int finding(void);
int other_wait(void);
int other_schedule(void);

/* In the place of the weak one. */
int finding(void)
{
    return 2;
}

static int wait(void)
{
    return 1;
}

static void *run(void *unused)
{
    threads++;
    schedule++;
    assert(wait() == 1 && other_wait() == 3 && finding() == 2);
    return unused;
}

int main(void)
{
    pthread_t other;
    assert(threads == 0 && schedule == 0);
    pthread_create(&other, NULL, run, NULL);
    pthread_join(other, NULL);
    assert(threads == 1 && schedule == 1 && other_schedule() == 5);
    return 0;
}
