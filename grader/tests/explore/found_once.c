/* Fails in the first schedule alone: the system keeps the mask from then on.
 * What was found is told, though it does not come again.
 * Finding: assertion
 * Figures: "first":1[,}]
 */
#include <assert.h>
#include <pthread.h>
#include <sys/stat.h>

static void *work(void *unused)
{
    return unused;
}

int main(void)
{
    pthread_t a;
    pthread_create(&a, NULL, work, NULL);
    pthread_join(a, NULL);
    assert(umask(0123) == 0123);
    return 0;
}
