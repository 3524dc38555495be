/* Robust mutexes, call by call, as the C library has them.
 * Figures: "every":1
 */
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <time.h>

static pthread_mutex_t lock;
static pthread_cond_t ready = PTHREAD_COND_INITIALIZER;

static void *take(void *unused)
{
    assert(pthread_mutex_lock(&lock) == 0);
    return unused;
}

static void *take_again(void *unused)
{
    assert(pthread_mutex_lock(&lock) == EOWNERDEAD);
    return unused;
}

static int signalled;

static void *take_signalled(void *unused)
{
    assert(pthread_mutex_lock(&lock) == 0);
    signalled = 1;
    pthread_cond_signal(&ready);
    return unused;
}

static void *waits(void *unused)
{
    assert(pthread_mutex_lock(&lock) == ENOTRECOVERABLE);
    return unused;
}

static void orphan(int type)
{
    pthread_t thread;
    pthread_mutexattr_t robust;
    int is;
    pthread_mutexattr_init(&robust);
    assert(pthread_mutexattr_getrobust(&robust, &is) == 0);
    assert(is == PTHREAD_MUTEX_STALLED);
    assert(pthread_mutexattr_setrobust(&robust, 7) == EINVAL);
    assert(pthread_mutexattr_setrobust(&robust, PTHREAD_MUTEX_ROBUST) == 0);
    pthread_mutexattr_settype(&robust, type);
    assert(pthread_mutex_init(&lock, &robust) == 0);
    assert(pthread_mutex_consistent(&lock) == EINVAL);
    pthread_create(&thread, NULL, take, NULL);
    pthread_join(thread, NULL);
}

static void mended(void)
{
    pthread_t thread;
    orphan(PTHREAD_MUTEX_NORMAL);
    pthread_create(&thread, NULL, take_again, NULL);
    pthread_join(thread, NULL);
    assert(pthread_mutex_trylock(&lock) == EOWNERDEAD);
    assert(pthread_mutex_trylock(&lock) == EBUSY);
    assert(pthread_mutex_consistent(&lock) == 0);
    assert(pthread_mutex_unlock(&lock) == 0);
    assert(pthread_mutex_unlock(&lock) == EPERM);
    assert(pthread_mutex_lock(&lock) == 0);
    assert(pthread_mutex_unlock(&lock) == 0);
    assert(pthread_mutex_destroy(&lock) == 0);
}

static void ruined(void)
{
    const struct timespec past = {0};
    pthread_t thread;
    orphan(PTHREAD_MUTEX_ERRORCHECK);
    assert(pthread_mutex_timedlock(&lock, &past) == EOWNERDEAD);
    assert(pthread_mutex_lock(&lock) == EDEADLK);
    pthread_create(&thread, NULL, waits, NULL);
    assert(pthread_mutex_unlock(&lock) == 0);
    pthread_join(thread, NULL);
    assert(pthread_mutex_lock(&lock) == ENOTRECOVERABLE);
    assert(pthread_mutex_timedlock(&lock, &past) == ENOTRECOVERABLE);
    assert(pthread_mutex_trylock(&lock) == ENOTRECOVERABLE);
    assert(pthread_mutex_destroy(&lock) == 0);
}

/* Who waits for a condition gets the mutex, and the bad news, too. */
static void woken(void)
{
    pthread_t thread;
    orphan(PTHREAD_MUTEX_NORMAL);
    assert(pthread_mutex_lock(&lock) == EOWNERDEAD);
    assert(pthread_mutex_consistent(&lock) == 0);
    pthread_create(&thread, NULL, take_signalled, NULL);
    int error = pthread_cond_wait(&ready, &lock);
    assert(error == (signalled ? EOWNERDEAD : 0));
    if (error)
        assert(pthread_mutex_consistent(&lock) == 0);
    assert(pthread_mutex_unlock(&lock) == 0);
    pthread_join(thread, NULL);
}

int main(void)
{
    mended();
    ruined();
    woken();
    return 0;
}
