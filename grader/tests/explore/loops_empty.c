/* Who goes round an empty loop for ever neither keeps the others from running
 * nor is a finding.
 * Finding: assertion
 */
#include <assert.h>
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int jobs = 1, taken;

static void *work(void *unused)
{
    pthread_mutex_lock(&lock);
    int left = jobs;
#ifndef FIX
    pthread_mutex_unlock(&lock);
    pthread_mutex_lock(&lock);
#endif
    if (left > 0) {
        jobs--;
        taken++;
    }
    assert(taken == 1);
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, work, NULL);
    pthread_create(&thread, NULL, work, NULL);
    while (1)
        ;
}
