/* A condition variable may be destroyed, made anew and given back as soon as
 * all its waiters are woken, by signals too: they need only the mutex.
 * Figures: "every":1
 */
#include <assert.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t *changed;
static int waiting;
static bool done;

static void *await(void *unused)
{
    pthread_mutex_lock(&lock);
    waiting++;
    while (!done)
        pthread_cond_wait(changed, &lock);
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t other;
    changed = malloc(sizeof *changed);
    assert(changed);
    pthread_cond_init(changed, NULL);
    pthread_create(&other, NULL, await, NULL);
    pthread_mutex_lock(&lock);
    if (waiting == 1) {
        done = true;
        pthread_cond_signal(changed);
        pthread_cond_destroy(changed);
        pthread_cond_init(changed, NULL);
        pthread_cond_destroy(changed);
        free(changed);
    }
    done = true;
    bool late = waiting == 0;
    pthread_mutex_unlock(&lock);
    pthread_join(other, NULL);
    if (late)
        free(changed);
    return 0;
}
