/* Double-checked initialisation with an ordinary pointer.
 * Finding: race
 */
#include <assert.h>
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int storage;
static int *instance;

static int *get(void)
{
    int *found = instance;
    if (!found) {
        pthread_mutex_lock(&lock);
        found = instance;
        if (!found) {
            storage = 42;
            found = &storage;
            instance = found;
        }
        pthread_mutex_unlock(&lock);
    }
    return found;
}

static void *use(void *unused)
{
    assert(*get() == 42);
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, use, NULL);
    pthread_create(&b, NULL, use, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
