/* Who locks once to read is held back by no writer for ever; nor is who locks
 * twice, if nobody writes meanwhile.
 * Flags: -DFIX
 * Options: --schedules 3000
 */
#include <pthread.h>

static pthread_rwlock_t other = PTHREAD_RWLOCK_INITIALIZER;

static void *twice(void *unused)
{
    pthread_rwlock_rdlock(&other);
    pthread_rwlock_rdlock(&other);
    pthread_rwlock_unlock(&other);
    pthread_rwlock_unlock(&other);
    return unused;
}

#define main main_of_both
#include "read_twice.c"
#undef main

int main(void)
{
    pthread_t reader;
    pthread_create(&reader, NULL, twice, NULL);
    twice(NULL);
    pthread_join(reader, NULL);
    pthread_rwlock_wrlock(&other);
    pthread_rwlock_unlock(&other);
    return main_of_both();
}
