/* Each thread has its own value under a key; destructors run at its end, and
 * again for what they set.
 * Figures: "every":1
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static pthread_key_t key;
static atomic_int destroyed;
static int values[3];

static void destroy(void *value)
{
    assert(pthread_getspecific(key) == NULL);
    if (++*(int *)value == 1)
        pthread_setspecific(key, value);
    atomic_fetch_add(&destroyed, 1);
}

static void *work(void *value)
{
    assert(pthread_getspecific(key) == NULL);
    pthread_setspecific(key, value);
    pthread_exit(NULL);
}

int main(void)
{
    pthread_t a, b;
    pthread_key_create(&key, destroy);
    pthread_create(&a, NULL, work, &values[0]);
    pthread_create(&b, NULL, work, &values[1]);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    assert(atomic_load(&destroyed) == 4);
    assert(values[0] == 2 && values[1] == 2);
    pthread_key_delete(key);
    return 0;
}
