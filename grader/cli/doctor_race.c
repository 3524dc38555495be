/*
 * A race on purpose: two threads write one variable with nothing between them.
 * `make doctor` builds it with ThreadSanitizer, which must say so.
 */
#include <pthread.h>
#include <stdio.h>

static long racing;

static void *race(void *unused)
{
    (void)unused;
    for (int i = 0; i < 1000; i++) {
        racing++;
    }
    return NULL;
}

int main(void)
{
    pthread_t other;
    if (pthread_create(&other, NULL, race, NULL) != 0) {
        return 1;
    }
    race(NULL);
    pthread_join(other, NULL);
    puts("ran to its end");
    return 0;
}
