/* Where the init call of a mutex failed, there is none, whatever the bytes.
 * Finding: misuse
 * Options: --fail-calls
 */
#include <pthread.h>

static pthread_mutex_t lock;

int main(void)
{
    int error = pthread_mutex_init(&lock, NULL);
#ifdef FIX
    if (error)
        return 0;
#else
    (void)error;
#endif
    pthread_mutex_lock(&lock);
    pthread_mutex_unlock(&lock);
    return 0;
}
