/* Two threads, each with a mutex of its own that has attributes: what the
 * explorer keeps of them is no access of theirs.
 * Figures: "every":1,
 */
#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

static void *use_one(void *unused)
{
    pthread_mutexattr_t attributes;
    pthread_mutex_t *own = malloc(sizeof *own);

    assert(own);
    assert(pthread_mutexattr_init(&attributes) == 0);
    assert(pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_RECURSIVE) ==
           0);
    assert(pthread_mutex_init(own, &attributes) == 0);
    assert(pthread_mutexattr_destroy(&attributes) == 0);
    assert(pthread_mutex_lock(own) == 0 && pthread_mutex_lock(own) == 0);
    assert(pthread_mutex_unlock(own) == 0 && pthread_mutex_unlock(own) == 0);
    assert(pthread_mutex_destroy(own) == 0);
    free(own);
    return unused;
}

int main(void)
{
    pthread_t a, b;

    pthread_create(&a, NULL, use_one, NULL);
    pthread_create(&b, NULL, use_one, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
