/* Its own wait() and signal(), in another file, are not the system's.
 * Figures: "every":1
 */
#include <assert.h>
#include <pthread.h>

void wait(int *semaphore);
void signal(int *semaphore);

static int semaphore = 1, inside;

static void *enter(void *unused)
{
    wait(&semaphore);
    assert(++inside == 1);
    inside--;
    signal(&semaphore);
    return unused;
}

int main(void)
{
    pthread_t other;
    pthread_create(&other, NULL, enter, NULL);
    enter(NULL);
    pthread_join(other, NULL);
    return 0;
}
