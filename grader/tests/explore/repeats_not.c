/* Nothing is wrong, but the first schedule is unlike the same one later: the
 * system keeps the slack of timers. No search can say that it saw them all.
 * Figures: "diverged":1
 * Figures: "every":0
 * Figures: "repeated":[1-9]
 */
#include <pthread.h>
#include <sys/prctl.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *work(void *unused)
{
    pthread_mutex_lock(&lock);
    pthread_mutex_unlock(&lock);
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
    if (!slack_kept())
        work(NULL);
    pthread_create(&a, NULL, work, NULL);
    pthread_join(a, NULL);
    return 0;
}
