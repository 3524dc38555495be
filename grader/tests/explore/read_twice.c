/* A writer that came in between may hold back the second of two read locks of
 * one thread, which then waits for itself.
 * Finding: deadlock
 */
#include <pthread.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static int table[2];

static int sum(void)
{
#ifndef FIX
    pthread_rwlock_rdlock(&lock);
#endif
    int sum = table[0] + table[1];
#ifndef FIX
    pthread_rwlock_unlock(&lock);
#endif
    return sum;
}

static void *look(void *unused)
{
    pthread_rwlock_rdlock(&lock);
    int seen = sum();
    pthread_rwlock_unlock(&lock);
    return seen == 0 ? NULL : unused;
}

static void *move(void *unused)
{
    pthread_rwlock_wrlock(&lock);
    table[0]++;
    table[1]--;
    pthread_rwlock_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, look, NULL);
    pthread_create(&b, NULL, move, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
