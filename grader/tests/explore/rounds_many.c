/* Long schedules use up no strategy's share of the steps: what a thousand
 * rounds hide is found by chance, and shown in the first of them.
 * Finding: deadlock
 * Figures: "first":[0-9]{1,3}[,}]
 * Trace: "steps":[0-9]{1,2}[,}]
 */
#include <pthread.h>

enum { SEATS = 5, ROUNDS = 1000 };

static pthread_mutex_t forks[SEATS];
static pthread_mutex_t *seats[SEATS][2];

static void *dine(void *place)
{
    pthread_mutex_t **own = place;
    for (int i = 0; i < ROUNDS; i++) {
        pthread_mutex_lock(own[0]);
        pthread_mutex_lock(own[1]);
        pthread_mutex_unlock(own[1]);
        pthread_mutex_unlock(own[0]);
    }
    return NULL;
}

int main(void)
{
    pthread_t threads[SEATS];
    for (int i = 0; i < SEATS; i++) {
        pthread_mutex_init(&forks[i], NULL);
        seats[i][0] = &forks[i];
        seats[i][1] = &forks[(i + 1) % SEATS];
    }
    for (int i = 0; i < SEATS; i++)
        pthread_create(&threads[i], NULL, dine, seats[i]);
    for (int i = 0; i < SEATS; i++)
        pthread_join(threads[i], NULL);
    return 0;
}
