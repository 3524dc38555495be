/* Memory is the same in every schedule, and what is lost is no burden.
 * Figures: "every":1
 * Figures: "diverged":0
 */
#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static void *work(void *unused)
{
    unsigned char *block = malloc(100), *zero = calloc(10, 10);
    assert(block && zero && block[50] == block[51] && zero[99] == 0);
    memset(block, rand() & 0xff, 100);
    block = realloc(block, 5000);
    assert(block && block[4000] == block[4999]);
    free(zero);
    return unused; /* loses the block */
}

int main(void)
{
    pthread_t a, b;
    int first = rand();
    srand(5);
    assert(first != rand());
    pthread_create(&a, NULL, work, NULL);
    pthread_create(&b, NULL, work, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
