/* Protocols and ceilings of mutexes are kept and given back.
 * Figures: "every":1
 */
#include <assert.h>
#include <errno.h>
#include <pthread.h>

static void ceiling(pthread_mutexattr_t *attributes)
{
    pthread_mutex_t lock;
    int now;
    pthread_mutexattr_setprotocol(attributes, PTHREAD_PRIO_PROTECT);
    assert(pthread_mutexattr_setprioceiling(attributes, 100) == EINVAL);
    assert(pthread_mutexattr_setprioceiling(attributes, 5) == 0);
    assert(pthread_mutex_init(&lock, attributes) == 0);
    assert(pthread_mutex_getprioceiling(&lock, &now) == 0 && now == 5);
    assert(pthread_mutex_setprioceiling(&lock, 0, &now) == EINVAL);
    assert(pthread_mutex_setprioceiling(&lock, 9, &now) == 0 && now == 5);
    assert(pthread_mutex_getprioceiling(&lock, &now) == 0 && now == 9);
    assert(pthread_mutex_destroy(&lock) == 0);
}

int main(void)
{
    pthread_mutexattr_t attributes;
    pthread_mutex_t lock;
    int now;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    assert(pthread_mutexattr_setprotocol(&attributes, 7) == EINVAL);
    pthread_mutexattr_setprotocol(&attributes, PTHREAD_PRIO_INHERIT);
    assert(pthread_mutexattr_getprotocol(&attributes, &now) == 0);
    assert(now == PTHREAD_PRIO_INHERIT);
    assert(pthread_mutex_init(&lock, &attributes) == 0);
    assert(pthread_mutex_lock(&lock) == 0);
    assert(pthread_mutex_getprioceiling(&lock, &now) == EINVAL);
    assert(pthread_mutex_setprioceiling(&lock, 5, &now) == EINVAL);
    assert(pthread_mutex_unlock(&lock) == 0);
    assert(pthread_mutex_destroy(&lock) == 0);
    ceiling(&attributes);
    return 0;
}
