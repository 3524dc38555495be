/* A writer that waits may refuse a reader that only tries, though none writes.
 * Finding: assertion
 */
#include <assert.h>
#include <pthread.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;

static void *write_it(void *unused)
{
    pthread_rwlock_wrlock(&lock);
    pthread_rwlock_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t other;
    pthread_rwlock_rdlock(&lock);
    pthread_create(&other, NULL, write_it, NULL);
    assert(pthread_rwlock_tryrdlock(&lock) == 0);
    pthread_rwlock_unlock(&lock);
    pthread_rwlock_unlock(&lock);
    pthread_join(other, NULL);
    return 0;
}
