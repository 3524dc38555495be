/* What the kinds of mutexes answer to a second lock and a wrong unlock.
 * Figures: "every":1
 */
#include <assert.h>
#include <errno.h>
#include <pthread.h>

static pthread_mutex_t checked, recursive;

static void *unlock_others(void *unused)
{
    assert(pthread_mutex_unlock(&checked) == EPERM);
    assert(pthread_mutex_unlock(&recursive) == EPERM);
    assert(pthread_mutex_trylock(&recursive) == EBUSY);
    return unused;
}

int main(void)
{
    pthread_mutexattr_t kind;
    pthread_t other;
    pthread_mutexattr_init(&kind);
    pthread_mutexattr_settype(&kind, PTHREAD_MUTEX_ERRORCHECK);
    pthread_mutex_init(&checked, &kind);
    pthread_mutexattr_settype(&kind, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&recursive, &kind);
    assert(pthread_mutex_unlock(&checked) == EPERM);
    assert(pthread_mutex_lock(&checked) == 0);
    assert(pthread_mutex_lock(&checked) == EDEADLK);
    assert(pthread_mutex_trylock(&checked) == EBUSY);
    assert(pthread_mutex_lock(&recursive) == 0);
    assert(pthread_mutex_lock(&recursive) == 0);
    assert(pthread_mutex_trylock(&recursive) == 0);
    pthread_create(&other, NULL, unlock_others, NULL);
    pthread_join(other, NULL);
    for (int i = 0; i < 3; i++)
        assert(pthread_mutex_unlock(&recursive) == 0);
    assert(pthread_mutex_unlock(&recursive) == EPERM);
    assert(pthread_mutex_unlock(&checked) == 0);
    assert(pthread_mutex_destroy(&checked) == 0);
    assert(pthread_mutex_destroy(&recursive) == 0);
    return 0;
}
