/* Nobody else is inside with a writer.
 * Figures: "every":1
 */
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>

static pthread_rwlock_t lock;
static atomic_int inside;

static void *write_value(void *unused)
{
    pthread_rwlock_wrlock(&lock);
    assert(atomic_fetch_add(&inside, 1) == 0);
    atomic_fetch_sub(&inside, 1);
    pthread_rwlock_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t other;
    pthread_rwlock_init(&lock, NULL);
    pthread_create(&other, NULL, write_value, NULL);
    if (pthread_rwlock_tryrdlock(&lock) == 0) {
        assert(atomic_fetch_add(&inside, 1) == 0);
        assert(pthread_rwlock_trywrlock(&lock) == EBUSY);
        atomic_fetch_sub(&inside, 1);
        pthread_rwlock_unlock(&lock);
    }
    pthread_join(other, NULL);
    pthread_rwlock_destroy(&lock);
    return 0;
}
