/* pthread_cancel() only asks: the thread goes on to its next point, and what it
 * uses must stay until it was joined.
 * Finding: race
 */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static void *tick(void *ticks)
{
    for (int i = 0; i < 3; i++) {
        sleep(1);
        ++*(int *)ticks;
    }
    return NULL;
}

int main(void)
{
    pthread_t clock;
    int *ticks = calloc(1, sizeof *ticks);
    pthread_create(&clock, NULL, tick, ticks);
    pthread_cancel(clock);
#ifdef FIX
    pthread_join(clock, NULL);
    free(ticks);
#else
    free(ticks);
    pthread_join(clock, NULL);
#endif
    return 0;
}
