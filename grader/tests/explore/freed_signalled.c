/* A signal to a condition in memory that was freed, though nobody used it
 * before and its bytes are still those of an initialiser.
 * Finding: misuse
 * Flags: -Wno-use-after-free
 */
#include <pthread.h>
#include <stdlib.h>

int main(void)
{
    pthread_cond_t *ready = malloc(sizeof *ready);
    if (!ready)
        return 1;
    *ready = (pthread_cond_t)PTHREAD_COND_INITIALIZER;
#ifdef FIX
    pthread_cond_signal(ready);
    free(ready);
#else
    free(ready);
    pthread_cond_signal(ready);
#endif
    return 0;
}
