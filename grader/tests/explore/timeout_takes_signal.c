/* A wait that runs out of time may take a signal along. Who then leaves without
 * another look has taken it from the one who waits on.
 * Finding: deadlock
 */
#include <pthread.h>
#include <stdbool.h>
#include <time.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int gifts;

static void *impatient(void *unused)
{
    struct timespec deadline;
    clock_gettime(CLOCK_REALTIME, &deadline);
    deadline.tv_sec++;
    pthread_mutex_lock(&lock);
    int error = 0;
    while (gifts == 0 && error == 0)
        error = pthread_cond_timedwait(&changed, &lock, &deadline);
    /* It needs none: it only looks whether there is one. */
    bool found = error == 0 && gifts > 0;
    if (found)
        pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
    return unused;
}

static void *patient(void *unused)
{
    pthread_mutex_lock(&lock);
    while (gifts == 0)
        pthread_cond_wait(&changed, &lock);
    gifts--;
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, impatient, NULL);
    pthread_create(&b, NULL, patient, NULL);
    pthread_mutex_lock(&lock);
    gifts++;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
