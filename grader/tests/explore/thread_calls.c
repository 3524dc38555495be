/* create, join, detach, self, equal and their results. */
#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

static pthread_t made;
static int results[2];

static void *work(void *result)
{
    if (pthread_equal(pthread_self(), made))
        return result;
    return NULL;
}

static void *alone(void *unused)
{
    pthread_detach(pthread_self());
    return unused;
}

int main(void)
{
    pthread_t other;
    pthread_attr_t attributes;
    void *result;
    int error = pthread_create(&made, NULL, alone, NULL);
    assert(!error);
    error = pthread_create(&other, NULL, work, &results[0]);
    assert(!error && !pthread_equal(made, other));
    assert(!pthread_equal(pthread_self(), other));
    assert(pthread_join(other, &result) == 0 && result == NULL);
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    error = pthread_create(&other, &attributes, work, NULL);
    assert(!error);
    pthread_attr_destroy(&attributes);
    pthread_exit(NULL);
}
