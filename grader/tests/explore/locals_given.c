/* A thread-local variable is shared with whoever is given its address.
 * Finding: race
 */
#include <pthread.h>

static _Thread_local int balance;

static void *pay(void *account)
{
    *(int *)account += 1;
    return NULL;
}

int main(void)
{
    pthread_t a;
    pthread_create(&a, NULL, pay, &balance);
    balance += 1;
    pthread_join(a, NULL);
    return 0;
}
