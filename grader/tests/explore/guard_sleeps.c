/* A thread that guards against hangs fires only if there is one: nobody is kept
 * from running for a minute.
 * Finding: assertion
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t filled = PTHREAD_COND_INITIALIZER;
static int items;
static atomic_int done;

static void *guard(void *unused)
{
    sleep(120);
    assert(done);
    return unused;
}

static void *work(void *unused)
{
    pthread_mutex_lock(&lock);
#ifdef FIX
    while (items == 0)
#endif
        pthread_cond_wait(&filled, &lock);
    pthread_mutex_unlock(&lock);
    done = 1;
    return unused;
}

int main(void)
{
    pthread_t guarding, working;
    pthread_create(&guarding, NULL, guard, NULL);
    pthread_detach(guarding);
    pthread_create(&working, NULL, work, NULL);
    pthread_mutex_lock(&lock);
    items++;
    pthread_cond_signal(&filled);
    pthread_mutex_unlock(&lock);
    pthread_join(working, NULL);
    return 0;
}
