/* A program may return from main while threads run that nobody joins: no
 * finding, and what comes in a later schedule is not hidden.
 * Finding: assertion
 * Note: misuse
 */
#include <assert.h>
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int x;

static void *work(void *unused)
{
    pthread_mutex_lock(&lock);
    x = 1;
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t a;
    pthread_create(&a, NULL, work, NULL);
    pthread_mutex_lock(&lock);
#ifndef FIX
    assert(x == 0);
#endif
    pthread_mutex_unlock(&lock);
    return 0;
}
