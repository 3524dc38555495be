/* What catches a cancellation must throw it on: the library ends the program.
 * Finding: crash
 * Says: SIGABRT
 * Says: cancel_swallowed\.cc:14: thread 1 crashed
 */
#include <pthread.h>
#include <semaphore.h>

static sem_t never;

static void *work(void *)
{
    try {
        sem_wait(&never);
    } catch (...) {
    }
    return nullptr;
}

int main()
{
    pthread_t thread;
    sem_init(&never, 0, 0);
    pthread_create(&thread, nullptr, work, nullptr);
    pthread_cancel(thread);
    pthread_join(thread, nullptr);
}
