/* A barrier of its own with the names of POSIX, as systems without one get it:
 * it is explored as it was written, through its mutex and its condition.
 * Figures: "every":1
 */
#include <assert.h>
#include <pthread.h>

extern unsigned present;
static pthread_barrier_t barrier;
static int arrived;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *meet(void *unused)
{
    pthread_mutex_lock(&lock);
    arrived++;
    pthread_mutex_unlock(&lock);
    pthread_barrier_wait(&barrier);
    assert(arrived == 2);
    return unused;
}

int main(void)
{
    pthread_t other;
    pthread_barrier_init(&barrier, NULL, 2);
    pthread_create(&other, NULL, meet, NULL);
    meet(NULL);
    pthread_join(other, NULL);
    assert(present == 2);
    return 0;
}
