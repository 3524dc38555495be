/* ThreadSanitizer remembers four accesses a word. Each thread empties them
 * before its turn is over, and nothing orders the two.
 * Finding: race
 * Figures: "lingering":[1-9]
 */
#include <pthread.h>

static long sum;

static void *add(void *unused)
{
    volatile unsigned short *low = (void *)&sum;
    volatile unsigned char *high = (unsigned char *)&sum + 4;
    ++*low;
    for (int i = 0; i < 40; i++) {
        (void)high[0], (void)high[1], (void)high[2], (void)high[3];
        (void)*(volatile unsigned short *)high;
        (void)*(volatile unsigned *)high;
    }
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
