/* A writer can come before a reader.
 * Finding: assertion
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static atomic_int readers;
static int value;

static void *read_value(void *unused)
{
    pthread_rwlock_rdlock(&lock);
    int inside = atomic_fetch_add(&readers, 1) + 1, seen = value;
    assert(!(seen == 1) && inside + seen >= 0);
    atomic_fetch_sub(&readers, 1);
    pthread_rwlock_unlock(&lock);
    return unused;
}

static void *write_value(void *unused)
{
    pthread_rwlock_wrlock(&lock);
    value = 1;
    pthread_rwlock_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t a, b, c;
    pthread_create(&a, NULL, read_value, NULL);
    pthread_create(&b, NULL, read_value, NULL);
    pthread_create(&c, NULL, write_value, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    pthread_join(c, NULL);
    return 0;
}
