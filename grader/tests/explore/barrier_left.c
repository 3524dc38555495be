/* Who is told that all arrived may destroy the barrier at once, make it anew
 * and give its memory back, though others are still on their way out. All is
 * ordered by it nevertheless.
 * Figures: "every":1
 */
#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

static pthread_barrier_t *barrier;
static int made[2];

static void *meet(void *own)
{
    *(int *)own = 1;
    pthread_barrier_t *met = barrier;
    if (pthread_barrier_wait(met) == PTHREAD_BARRIER_SERIAL_THREAD) {
        pthread_barrier_destroy(met);
        pthread_barrier_init(met, NULL, 3);
        pthread_barrier_destroy(met);
        free(met);
    }
    assert(made[0] && made[1]);
    return NULL;
}

int main(void)
{
    pthread_t other;
    barrier = malloc(sizeof *barrier);
    assert(barrier);
    pthread_barrier_init(barrier, NULL, 2);
    pthread_create(&other, NULL, meet, &made[1]);
    meet(&made[0]);
    pthread_join(other, NULL);
    return 0;
}
