/* An alarm comes before a longer sleep is over, at the latest.
 */
#include <assert.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t rang;

static void ring(int signal)
{
    (void)signal;
    rang = 1;
}

int main(void)
{
    struct timespec rest = {0};
    signal(SIGALRM, ring);
    alarm(1);
    assert(sleep(2) <= 1 && rang);
    rang = 0;
    alarm(2);
    sleep(1);
    alarm(1);
    int error = nanosleep(&(struct timespec){.tv_sec = 5}, &rest);
    assert(rang);
    return error && (rest.tv_sec < 2 || rest.tv_sec > 5);
}
