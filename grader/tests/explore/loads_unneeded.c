/* A race is one though no compiler needs the value: what is read is equal to
 * itself.
 * Finding: race
 */
#include <assert.h>
#include <pthread.h>

static int word;

static void *write_it(void *unused)
{
    word = 1;
    return unused;
}

static void *read_it(void *unused)
{
    int once = word, again = word;
    assert(once == again);
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, write_it, NULL);
    pthread_create(&b, NULL, read_it, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
