/* A descriptor is closed while another thread may still use it: its number may
 * be another file's by then.
 * Finding: race
 */
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

static int ends[2];

static void *work(void *unused)
{
    (void)!write(ends[1], "x", 1);
    return unused;
}

int main(void)
{
    pthread_t other;
    if (pipe(ends) != 0)
        return 1;
    pthread_create(&other, NULL, work, NULL);
#ifdef FIX
    pthread_join(other, NULL);
    close(ends[1]);
#else
    close(ends[1]);
    pthread_join(other, NULL);
#endif
    close(ends[0]);
    return 0;
}
