/* Two threads free the same block.
 * Finding: misuse
 */
#include <pthread.h>
#include <stdlib.h>

static void *clean(void *block)
{
    free(block);
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    void *block = malloc(16);
    pthread_create(&a, NULL, clean, block);
    pthread_create(&b, NULL, clean, block);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
