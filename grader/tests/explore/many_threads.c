/* Three hundred threads at once.
 * Options: --schedules 30
 * Figures: "threads":301
 * Figures: "schedules":30,
 */
#include <assert.h>
#include <pthread.h>

enum { COUNT = 300 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int sum;

static void *work(void *unused)
{
    pthread_mutex_lock(&lock);
    sum++;
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t threads[COUNT];
    for (int i = 0; i < COUNT; i++)
        pthread_create(&threads[i], NULL, work, NULL);
    for (int i = 0; i < COUNT; i++)
        pthread_join(threads[i], NULL);
    assert(sum == COUNT);
    return 0;
}
