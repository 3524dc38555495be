/* What main keeps under a key or in a thread-local variable is not lost; what
 * another thread kept so, without a destructor, is.
 * Finding: leak
 * Options: --leaks
 */
#include <pthread.h>
#include <stdlib.h>

static pthread_key_t key;
static _Thread_local int *local;

static void keep(void)
{
    pthread_setspecific(key, malloc(8));
    local = malloc(sizeof *local);
}

#ifndef FIX
static void *work(void *unused)
{
    keep();
    return unused;
}
#endif

int main(void)
{
    pthread_key_create(&key, NULL);
    keep();
#ifndef FIX
    pthread_t a;
    pthread_create(&a, NULL, work, NULL);
    pthread_join(a, NULL);
#endif
    return 0;
}
