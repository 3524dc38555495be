/* An exchange that never succeeds: who tries it again and again never gets on.
 * How many rounds it takes until that shows is no part of what the schedule
 * does, so it comes again when it is shown.
 * Finding: livelock
 * Trace: "steps":[0-9]+
 */
#include <pthread.h>
#include <stdatomic.h>

static atomic_int word;

static void *claim(void *unused)
{
    int free = 1;
    while (!atomic_compare_exchange_strong(&word, &free, 42))
        free = 1;
    return unused;
}

static void *offer(void *unused)
{
    atomic_store(&word, 1);
    return unused;
}

static void *withdraw(void *unused)
{
    atomic_store(&word, 2);
    return unused;
}

int main(void)
{
    static void *(*const works[])(void *) = {claim, offer, withdraw};
    pthread_t threads[3];
    for (int i = 0; i < 3; i++)
        pthread_create(&threads[i], NULL, works[i], NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    return 0;
}
