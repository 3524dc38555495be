/* A spin lock excludes, and its trylock may fail.
 * Figures: "bound":[2-9]
 */
#include <assert.h>
#include <errno.h>
#include <pthread.h>

static pthread_spinlock_t lock;
static int value;

static void *work(void *unused)
{
    pthread_spin_lock(&lock);
    value++;
    pthread_spin_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_spin_init(&lock, PTHREAD_PROCESS_PRIVATE);
    pthread_create(&a, NULL, work, NULL);
    pthread_create(&b, NULL, work, NULL);
    int error = pthread_spin_trylock(&lock);
    if (!error)
        pthread_spin_unlock(&lock);
    assert(error == 0 || error == EBUSY);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    assert(value == 2);
    pthread_spin_destroy(&lock);
    return 0;
}
