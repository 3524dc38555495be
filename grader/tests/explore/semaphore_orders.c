/* What comes before a post is seen after the wait; the value counts.
 * Figures: "every":1
 */
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>

static sem_t ready;
static int value;

static void *prepare(void *unused)
{
    value = 42;
    sem_post(&ready);
    return unused;
}

int main(void)
{
    pthread_t other;
    int count;
    sem_init(&ready, 0, 0);
    pthread_create(&other, NULL, prepare, NULL);
    while (sem_wait(&ready) == -1)
        assert(errno == EINTR);
    assert(value == 42);
    pthread_join(other, NULL);
    sem_post(&ready);
    sem_getvalue(&ready, &count);
    assert(count == 1);
    sem_destroy(&ready);
    return 0;
}
