/* A timed wait that nobody will end runs out of time; that is no hang.
 * Figures: "every":1
 */
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <time.h>

int main(void)
{
    pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    pthread_cond_t never = PTHREAD_COND_INITIALIZER;
    struct timespec deadline = {.tv_sec = 5};
    sem_t empty;
    int error = 0;
    pthread_mutex_lock(&lock);
    while (error == 0)
        error = pthread_cond_timedwait(&never, &lock, &deadline);
    assert(error == ETIMEDOUT);
    pthread_mutex_unlock(&lock);
    sem_init(&empty, 0, 0);
    while (sem_timedwait(&empty, &deadline) == -1 && errno == EINTR)
        continue;
    assert(errno == ETIMEDOUT);
    assert(sem_trywait(&empty) == -1 && errno == EAGAIN);
    sem_destroy(&empty);
    return 0;
}
