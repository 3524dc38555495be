/* With --leaks a leak is a finding where there is no other.
 * Finding: leak
 * Options: --leaks
 */
#include <pthread.h>
#include <stdlib.h>

static void *work(void *unused)
{
    return unused;
}

int main(void)
{
    pthread_t a;
    char *text = malloc(8);
    pthread_create(&a, NULL, work, NULL);
    pthread_join(a, NULL);
#ifdef FIX
    free(text);
#endif
    return text ? 0 : 1;
}
