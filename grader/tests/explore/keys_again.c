/* The number of a key that was deleted is given out again, as an empty one: who
 * kept the old number now has the new key.
 * Figures: "every":1
 */
#include <assert.h>
#include <pthread.h>

static void never(void *value)
{
    assert(!value);
}

int main(void)
{
    int value = 0;
    pthread_key_t key, again;
    for (int i = 0; i < 1024; i++) {
        assert(pthread_key_create(&key, never) == 0);
        assert(pthread_getspecific(key) == NULL);
        assert(pthread_setspecific(key, &value) == 0);
        assert(pthread_key_delete(key) == 0);
        assert(pthread_setspecific(key, &value) != 0);
    }
    pthread_key_create(&again, NULL);
    assert(again == key && pthread_getspecific(key) == NULL);
    return 0;
}
