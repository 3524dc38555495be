/* Of three threads at a barrier exactly one is told so, in every round, and
 * what was written before it is seen after it.
 * Figures: "every":1
 */
#include <assert.h>
#include <pthread.h>

enum { COUNT = 2 };

static pthread_barrier_t barrier;
static int before[COUNT], serial[COUNT];
static int numbers[COUNT] = {0, 1};

static void *work(void *number)
{
    int own = *(int *)number, sum = 0;
    before[own] = 1;
    int result = pthread_barrier_wait(&barrier);
    serial[own] = result == PTHREAD_BARRIER_SERIAL_THREAD;
    for (int i = 0; i < COUNT; i++)
        sum += before[i];
    assert(sum == COUNT && (result == 0 || serial[own]));
    pthread_barrier_wait(&barrier);
    return NULL;
}

int main(void)
{
    pthread_t threads[COUNT];
    pthread_barrier_init(&barrier, NULL, COUNT);
    for (int i = 0; i < COUNT; i++)
        pthread_create(&threads[i], NULL, work, &numbers[i]);
    for (int i = 0; i < COUNT; i++)
        pthread_join(threads[i], NULL);
    assert(serial[0] + serial[1] == 1);
    pthread_barrier_destroy(&barrier);
    return 0;
}
