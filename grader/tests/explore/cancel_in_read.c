/* Who waits for a pipe can be cancelled there, and cleans up.
 * Finding: deadlock
 */
#include <pthread.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int ends[2], served;

#ifdef FIX
static void give(void *mutex)
{
    pthread_mutex_unlock(mutex);
}
#endif

static void *serve(void *unused)
{
    char letter;
    pthread_mutex_lock(&lock);
#ifdef FIX
    pthread_cleanup_push(give, &lock);
    while (read(ends[0], &letter, 1) == 1)
        served++;
    pthread_cleanup_pop(1);
#else
    while (read(ends[0], &letter, 1) == 1)
        served++;
    pthread_mutex_unlock(&lock);
#endif
    return unused;
}

int main(void)
{
    pthread_t thread;
    void *result;
    if (pipe(ends) || pthread_create(&thread, NULL, serve, NULL) ||
        write(ends[1], "ab", 2) != 2 || pthread_cancel(thread) ||
        pthread_join(thread, &result))
        return 1;
    pthread_mutex_lock(&lock);
    int all = served;
    pthread_mutex_unlock(&lock);
    return result != PTHREAD_CANCELED || all < 0 || all > 2;
}
