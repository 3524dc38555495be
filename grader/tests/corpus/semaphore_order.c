/* The producer waits for a place while it holds the mutex.
 * Finding: deadlock
 */
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>

enum { ITEMS = 2 };

static sem_t places, items, mutex;
static int stored;

static void down(sem_t *sem)
{
    while (sem_wait(sem) == -1 && errno == EINTR)
        continue;
}

static void *produce(void *unused)
{
    for (int i = 0; i < ITEMS; i++) {
        down(&mutex);
        down(&places);
        stored++;
        sem_post(&mutex);
        sem_post(&items);
    }
    return unused;
}

static void *consume(void *unused)
{
    for (int i = 0; i < ITEMS; i++) {
        down(&items);
        down(&mutex);
        stored--;
        sem_post(&mutex);
        sem_post(&places);
    }
    return unused;
}

int main(void)
{
    pthread_t a, b;
    sem_init(&places, 0, 1);
    sem_init(&items, 0, 0);
    sem_init(&mutex, 0, 1);
    pthread_create(&a, NULL, produce, NULL);
    pthread_create(&b, NULL, consume, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    sem_destroy(&places);
    sem_destroy(&items);
    sem_destroy(&mutex);
    return 0;
}
