/* Fails in the first schedule alone: the system keeps the slack of timers from
 * then on. What was found is told, though it does not come again.
 * Finding: assertion
 * Figures: "first":1[,}]
 */
#include <assert.h>
#include <pthread.h>
#include <sys/prctl.h>

static void *work(void *unused)
{
    return unused;
}

static int slack_kept(void)
{
    int before = prctl(PR_GET_TIMERSLACK);
    prctl(PR_SET_TIMERSLACK, 12345L);
    return before == 12345;
}

int main(void)
{
    pthread_t a;
    pthread_create(&a, NULL, work, NULL);
    pthread_join(a, NULL);
    assert(slack_kept());
    return 0;
}
