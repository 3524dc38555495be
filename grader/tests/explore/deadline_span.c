/* A deadline given as a span of time has passed long ago: nothing goes wrong,
 * but nothing waits. With -DFIX it is right, and nothing is noted.
 * Note: deadline
 */
#include <pthread.h>
#include <time.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

int main(void)
{
    struct timespec until = {5, 0};
#ifdef FIX
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += 5;
#endif
    pthread_mutex_lock(&lock);
    pthread_cond_timedwait(&changed, &lock, &until);
    pthread_mutex_unlock(&lock);
    return 0;
}
