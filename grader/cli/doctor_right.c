/*
 * A right program for `make doctor` to explore. It is right only where the
 * explorer finds what it reads of this machine and its C library: each thread's
 * own variables, how a mutex and a read-write lock say of which kind they are,
 * and where a cancelled thread goes on.
 */
#define _GNU_SOURCE
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t plain = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t again = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static pthread_mutex_t strict = PTHREAD_ERRORCHECK_MUTEX_INITIALIZER_NP;
static pthread_rwlock_t rwlock =
    PTHREAD_RWLOCK_WRITER_NONRECURSIVE_INITIALIZER_NP;
static _Thread_local int own = 1;
static int shared;
static int cleaned;

static void clean(void *unused)
{
    (void)unused;
    cleaned = 1;
}

static void *count(void *unused)
{
    pthread_mutex_lock(&plain);
    int before = shared++;
    own += before;
    pthread_mutex_unlock(&plain);
    assert(own == 1 + before);
    return unused;
}

static void *end_early(void *unused)
{
    pthread_cleanup_push(clean, NULL);
    errno = ENOENT;
    pthread_exit(unused);
    pthread_cleanup_pop(0);
}

static void together(void *(*first)(void *), void *(*second)(void *))
{
    pthread_t a, b;
    int wrong = pthread_create(&a, NULL, first, NULL) ||
                pthread_create(&b, NULL, second, NULL);
    assert(!wrong);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
}

int main(void)
{
    errno = 0;
    together(count, count);
    assert(shared == 2 && own == 1);
    together(count, end_early);
    assert(cleaned && errno == 0);
    pthread_mutex_lock(&again);
    int error = pthread_mutex_lock(&again);
    assert(error == 0);
    pthread_mutex_lock(&strict);
    error = pthread_mutex_lock(&strict);
    assert(error == EDEADLK);
    pthread_rwlock_wrlock(&rwlock);
    error = pthread_rwlock_tryrdlock(&rwlock);
    assert(error == EBUSY);
    return 0;
}
