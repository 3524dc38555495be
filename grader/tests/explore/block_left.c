/* Two threads that both find room write one item too many, right behind a
 * block that fills what the allocator gives.
 * Finding: crash
 */
#include <pthread.h>
#include <stdlib.h>

enum { ROOM = 4 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int *items, count = ROOM - 1;

static void *work(void *unused)
{
    pthread_mutex_lock(&lock);
    int room = count < ROOM;
#ifndef FIX
    pthread_mutex_unlock(&lock);
    pthread_mutex_lock(&lock);
#endif
    if (room)
        items[count++] = 1;
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t a, b;
    items = malloc(ROOM * sizeof *items);
    if (!items)
        return 1;
    pthread_create(&a, NULL, work, NULL);
    pthread_create(&b, NULL, work, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    free(items);
    return 0;
}
