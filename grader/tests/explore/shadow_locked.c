/* Like shadow_emptied.c, with a lock: however long a thread is held at an
 * access, no other comes to it.
 * Figures: "lingering":[1-9]
 */
#include <pthread.h>

static long sum;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *add(void *unused)
{
    volatile unsigned short *low = (void *)&sum;
    volatile unsigned char *high = (unsigned char *)&sum + 4;
    pthread_mutex_lock(&lock);
    ++*low;
    for (int i = 0; i < 40; i++) {
        (void)high[0], (void)high[1], (void)high[2], (void)high[3];
        (void)*(volatile unsigned short *)high;
        (void)*(volatile unsigned *)high;
    }
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, add, NULL);
    pthread_create(&b, NULL, add, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
