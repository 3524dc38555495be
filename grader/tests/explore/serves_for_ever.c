/* Threads that never end, and sleep between rounds, are no livelock.
 * Finding: deadlock
 */
#include <pthread.h>
#include <semaphore.h>
#include <unistd.h>

enum { SEATS = 3 };

static sem_t forks[SEATS];
static sem_t *seats[SEATS][2];

static void *dine(void *place)
{
    sem_t **own = place;
    for (;;) {
        sem_wait(own[0]);
        sem_wait(own[1]);
        sleep(1);
        sem_post(own[0]);
        sem_post(own[1]);
    }
    return NULL;
}

int main(void)
{
    pthread_t threads[SEATS];
    for (int i = 0; i < SEATS; i++)
        sem_init(&forks[i], 0, 1);
    for (int i = 0; i < SEATS; i++) {
        int first = i, second = (i + 1) % SEATS;
#ifdef ORDERED
        if (second < first) {
            first = second;
            second = i;
        }
#endif
        seats[i][0] = &forks[first];
        seats[i][1] = &forks[second];
        pthread_create(&threads[i], NULL, dine, seats[i]);
    }
    pthread_join(threads[0], NULL);
    return 0;
}
