/* A thousand races at one place are one: told once, and soon, whatever the
 * runtime of ThreadSanitizer.
 * Finding: race
 */
#include <pthread.h>

static int counter;

static void *add(void *unused)
{
    for (int i = 0; i < 1000; i++)
        counter++;
    return unused;
}

int main(void)
{
    pthread_t one, two;
    pthread_create(&one, NULL, add, NULL);
    pthread_create(&two, NULL, add, NULL);
    pthread_join(one, NULL);
    pthread_join(two, NULL);
    return 0;
}
