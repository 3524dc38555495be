/* Two who leave each other the only spoon, and say so: what is printed makes no
 * difference to them.
 * Finding: livelock
 */
#include <pthread.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static bool hungry[2] = {true, true};
static int spoon;
static const int numbers[2] = {0, 1};

/* @return Whether the one who has the spoon is done. */
static bool turn_take(int own)
{
    bool ate = false;
    pthread_mutex_lock(&lock);
    if (spoon == own) {
#ifdef FIX
        ate = true;
#else
        ate = !hungry[1 - own];
#endif
        hungry[own] = !ate;
        spoon = 1 - own;
        puts(ate ? "thanks" : "after you");
    }
    pthread_mutex_unlock(&lock);
    return ate;
}

static void *dine(void *number)
{
    while (!turn_take(*(const int *)number))
        sched_yield();
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, dine, (void *)&numbers[0]);
    pthread_create(&b, NULL, dine, (void *)&numbers[1]);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
