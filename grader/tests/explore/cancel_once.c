/* A routine of pthread_once() whose thread is cancelled counts as never called:
 * the next one calls it.
 * Figures: "every":1
 */
#include <assert.h>
#include <pthread.h>
#include <stdbool.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int calls, ready;

static void prepare(void)
{
    calls++;
    pthread_testcancel();
    ready++;
}

static void *work(void *unused)
{
    pthread_once(&once, prepare);
    assert(ready == 1);
    return unused;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, work, NULL);
    pthread_create(&second, NULL, work, NULL);
    pthread_cancel(first);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    assert(ready == 1 && calls <= 2);
    return 0;
}
