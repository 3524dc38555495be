/*
 * A race on purpose: two threads write one variable with nothing between them.
 * `make doctor` builds it with ThreadSanitizer, which must say so, and explores
 * it.
 */
#include <pthread.h>
#include <stdio.h>

/* Runtimes since gcc 13 take milliseconds over each race. */
enum { FEW = 10 };

static long racing;

static void *race(void *unused)
{
    (void)unused;
    for (int i = 0; i < FEW; i++) {
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
