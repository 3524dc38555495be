/* A named semaphore that lets two in is no lock. Each schedule begins without
 * any, and the errors are the system's.
 * Finding: race
 */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>

#ifdef FIX
enum { ROOM = 1 };
#else
enum { ROOM = 2 };
#endif

static sem_t *room;
static int count;

static void *work(void *unused)
{
    while (sem_wait(room) != 0)
        ;
    count++;
    sem_post(room);
    return unused;
}

int main(void)
{
    pthread_t a, b;
    assert(sem_open("/room", 0) == SEM_FAILED && errno == ENOENT);
    assert(sem_unlink("/room") == -1 && errno == ENOENT);
    room = sem_open("/room", O_CREAT, 0600, ROOM);
    assert(room != SEM_FAILED && sem_open("/room", 0) == room);
    assert(sem_open("/room", O_CREAT | O_EXCL, 0600, 1) == SEM_FAILED);
    assert(errno == EEXIST);
    pthread_create(&a, NULL, work, NULL);
    pthread_create(&b, NULL, work, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    assert(sem_close(room) == 0 && sem_unlink("/room") == 0);
    assert(sem_close(room) == 0);
    return 0;
}
