/* What is initialised once more is another object each time: it was destroyed,
 * its memory was given out again, or other bytes were written there.
 * Figures: "every":1
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <string.h>

static union {
    sem_t permits;
    char words[sizeof(sem_t)];
} shared;

static void on_stack(void)
{
    sem_t permits;
    sem_init(&permits, 0, 1);
    sem_wait(&permits);
}

static void of_heap(void)
{
    pthread_mutex_t *lock = malloc(sizeof *lock);
    if (!lock)
        return;
    pthread_mutex_init(lock, NULL);
    pthread_mutex_lock(lock);
    pthread_mutex_unlock(lock);
    free(lock);
}

static void written_since(void)
{
    sem_init(&shared.permits, 0, 1);
    memset(shared.words, 'x', sizeof shared.words);
}

static void destroyed_since(void)
{
    static pthread_barrier_t all;
    pthread_barrier_init(&all, NULL, 1);
    pthread_barrier_wait(&all);
    pthread_barrier_destroy(&all);
}

static void *of_thread(void *unused)
{
    static _Thread_local pthread_mutex_t lock;
    pthread_mutex_init(&lock, NULL);
    pthread_mutex_lock(&lock);
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    for (int i = 0; i < 3; i++) {
        pthread_t other;
        on_stack();
        of_heap();
        written_since();
        destroyed_since();
        pthread_create(&other, NULL, of_thread, NULL);
        pthread_join(other, NULL);
    }
    return 0;
}
