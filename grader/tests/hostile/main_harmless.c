/* Hostile: none: a learner left a main() beside a right answer.
 * Verdict: pass
 */
#include <pthread.h>
#include <stdio.h>

#include "counter.h"

long counter = 0;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        pthread_mutex_lock(&lock);
        counter++;
        pthread_mutex_unlock(&lock);
    }
}

int main(void)
{
    increment(3);
    printf("%ld\n", counter);
    return 0;
}
