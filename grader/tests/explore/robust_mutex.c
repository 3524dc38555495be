/* A thread ends with a robust mutex, and the next one is told. It mends what is
 * half done and says so, or nobody can lock the mutex after it.
 * Finding: assertion
 */
#include <assert.h>
#include <errno.h>
#include <pthread.h>

static pthread_mutex_t lock;
static int from = 10, to;

static void *transfer(void *unused)
{
    int error = pthread_mutex_lock(&lock);
    if (error == EOWNERDEAD) {
        to = 10 - from;
#ifdef FIX
        assert(pthread_mutex_consistent(&lock) == 0);
        assert(pthread_mutex_consistent(&lock) == EINVAL);
#endif
    }
    assert(error != ENOTRECOVERABLE);
    from -= 3;
    if (unused)
        pthread_exit(NULL);
    to += 3;
    assert(from + to == 10);
    pthread_mutex_unlock(&lock);
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    pthread_mutexattr_t robust;
    pthread_mutexattr_init(&robust);
    assert(pthread_mutexattr_setrobust(&robust, PTHREAD_MUTEX_ROBUST) == 0);
    assert(pthread_mutex_init(&lock, &robust) == 0);
    pthread_create(&a, NULL, transfer, &lock);
    pthread_create(&b, NULL, transfer, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    transfer(NULL);
    assert(pthread_mutex_destroy(&lock) == 0);
    return 0;
}
