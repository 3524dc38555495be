/* One signal wakes one of two waiters; the other still needs the condition
 * variable.
 * Finding: misuse
 */
#include <pthread.h>
#include <stdbool.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int waiting;
static bool done;

static void *await(void *unused)
{
    pthread_mutex_lock(&lock);
    waiting++;
    while (!done)
        pthread_cond_wait(&changed, &lock);
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, await, NULL);
    pthread_create(&b, NULL, await, NULL);
    pthread_mutex_lock(&lock);
    done = true;
    if (waiting == 2) {
        pthread_cond_signal(&changed);
        pthread_cond_destroy(&changed);
    } else {
        pthread_cond_broadcast(&changed);
    }
    pthread_mutex_unlock(&lock);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
