/* A program that makes ever more threads is searched as far as there is room.
 * Finding: deadlock
 * Figures: "crowded":1
 */
#include <pthread.h>

enum { ROUNDS = 600 };

static pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t b = PTHREAD_MUTEX_INITIALIZER;

static void *forth(void *unused)
{
    pthread_mutex_lock(&a);
    pthread_mutex_lock(&b);
    pthread_mutex_unlock(&b);
    pthread_mutex_unlock(&a);
    return unused;
}

static void *back(void *unused)
{
    pthread_mutex_lock(&b);
    pthread_mutex_lock(&a);
    pthread_mutex_unlock(&a);
    pthread_mutex_unlock(&b);
    return unused;
}

int main(void)
{
    for (int i = 0; i < ROUNDS; i++) {
        pthread_t one, other;
        pthread_create(&one, NULL, forth, NULL);
        pthread_create(&other, NULL, back, NULL);
        pthread_join(one, NULL);
        pthread_join(other, NULL);
    }
    return 0;
}
