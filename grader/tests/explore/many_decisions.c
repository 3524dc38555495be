/* More decisions than a schedule may have: it is cut.
 * Options: --strategy dfs --schedules 2 --steps 20000000
 * Figures: "cut":[2-9]
 * Figures: "every":0
 */
#include <pthread.h>

enum { ROUNDS = 2200000 };

static pthread_mutex_t own[2] = {PTHREAD_MUTEX_INITIALIZER,
                                 PTHREAD_MUTEX_INITIALIZER};

static void *work(void *lock)
{
    for (int i = 0; i < ROUNDS; i++) {
        pthread_mutex_lock(lock);
        pthread_mutex_unlock(lock);
    }
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, work, &own[0]);
    pthread_create(&b, NULL, work, &own[1]);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
