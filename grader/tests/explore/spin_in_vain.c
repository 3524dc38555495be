/* A loop that waits for what nobody does.
 * Finding: livelock
 */
#include <pthread.h>
#include <stdatomic.h>

atomic_int flag; /* not static: it might be set elsewhere */

static void *await(void *unused)
{
    while (!atomic_load(&flag))
        continue;
    return unused;
}

int main(void)
{
    pthread_t a;
    pthread_create(&a, NULL, await, NULL);
    pthread_join(a, NULL);
    return 0;
}
