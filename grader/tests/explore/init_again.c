/* To initialise once more what is not destroyed is undefined, whatever it is.
 * Finding: misuse
 * Each: -DHOW=1 -DHOW=2 -DHOW=3 -DHOW=4 -DHOW=5 -DHOW=6
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>

#ifndef HOW
#define HOW 0
#endif

static pthread_mutex_t lock;
static pthread_cond_t changed;
static pthread_rwlock_t access_lock;
static pthread_barrier_t all;
static sem_t permits;

static void mutex_again(void)
{
    pthread_mutex_init(&lock, NULL);
#ifdef FIX
    pthread_mutex_destroy(&lock);
#endif
    pthread_mutex_init(&lock, NULL);
}

static void cond_again(void)
{
    pthread_cond_init(&changed, NULL);
    pthread_cond_init(&changed, NULL);
}

static void rwlock_again(void)
{
    pthread_rwlock_init(&access_lock, NULL);
    pthread_rwlock_init(&access_lock, NULL);
}

static void barrier_again(void)
{
    pthread_barrier_init(&all, NULL, 2);
    pthread_barrier_init(&all, NULL, 2);
}

static void semaphore_again(void)
{
    sem_init(&permits, 0, 1);
    sem_init(&permits, 0, 1);
}

static void semaphore_of_heap(void)
{
    sem_t *own = malloc(sizeof *own);
    if (!own)
        return;
    sem_init(own, 0, 1);
    sem_wait(own);
    sem_init(own, 0, 1);
    free(own);
}

/* A static initialiser initialises, too. */
static void used_before(void)
{
    static pthread_mutex_t ready = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&ready);
    pthread_mutex_unlock(&ready);
    pthread_mutex_init(&ready, NULL);
}

int main(void)
{
    static void (*const each[])(void) = {
        mutex_again,     cond_again,        rwlock_again, barrier_again,
        semaphore_again, semaphore_of_heap, used_before};
    each[HOW]();
    return 0;
}
