/* A mutex in memory that nobody puts back between schedules, and that was never
 * destroyed, is as initialised in the second as in the first.
 * Figures: "every":1
 */
#include <pthread.h>
#include <sys/mman.h>

static pthread_mutex_t *lock;
static int value;

/* Before the first schedule. */
__attribute__((constructor)) static void make(void)
{
    lock = mmap(NULL, sizeof *lock, PROT_READ | PROT_WRITE,
                MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    *lock = (pthread_mutex_t)PTHREAD_MUTEX_INITIALIZER;
}

static void *work(void *unused)
{
    pthread_mutex_lock(lock);
    value++;
    pthread_mutex_unlock(lock);
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, work, NULL);
    pthread_create(&b, NULL, work, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
