/* A race among hundreds of threads is shown with three of them.
 * Finding: race
 * Figures: "first":1[,}]
 * Trace: "switches":2,.*"minimised":1
 */
#include <pthread.h>

enum { THREADS = 500 };

static int count;

static void *add(void *unused)
{
    count++;
    return unused;
}

int main(void)
{
    static pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        pthread_create(&threads[i], NULL, add, NULL);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    return 0;
}
