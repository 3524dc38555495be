/* Nothing is wrong, but the first schedule is unlike the same one later: the
 * system keeps the mask. No search can say that it saw every schedule.
 * Figures: "diverged":1
 * Figures: "every":0
 * Figures: "repeated":[1-9]
 */
#include <pthread.h>
#include <sys/stat.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *work(void *unused)
{
    pthread_mutex_lock(&lock);
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t a;
    if (umask(0123) != 0123)
        work(NULL);
    pthread_create(&a, NULL, work, NULL);
    pthread_join(a, NULL);
    return 0;
}
