/* A server waits for a semaphore that only the handler of Ctrl-C posts: tried,
 * since nothing else goes on, it ends. That is no deadlock.
 * Note: misuse
 */
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

static sem_t stop;

static void handle(int number)
{
    (void)number;
    sem_post(&stop);
}

static void *serve(void *unused)
{
    while (sem_wait(&stop) == -1 && errno == EINTR)
        continue;
    return unused;
}

int main(void)
{
    pthread_t thread;
    signal(SIGINT, handle);
    sem_init(&stop, 0, 0);
    pthread_create(&thread, NULL, serve, NULL);
    pthread_join(thread, NULL);
    sem_destroy(&stop);
    return 130;
}
