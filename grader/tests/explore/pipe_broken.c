/* Who writes what nobody can read is ended by a signal, or hears of it.
 * Finding: crash
 */
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

static int ends[2];

static void *work(void *unused)
{
    close(ends[0]);
    return unused;
}

int main(void)
{
    pthread_t other;
#ifdef FIX
    signal(SIGPIPE, SIG_IGN);
#endif
    assert(pipe(ends) == 0);
    pthread_create(&other, NULL, work, NULL);
    ssize_t n = write(ends[1], "x", 1);
    assert(n == 1 || (n == -1 && errno == EPIPE));
    pthread_join(other, NULL);
    assert(write(ends[1], "x", 1) == -1 && errno == EPIPE);
    assert(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
    assert(close(ends[0]) == 0);
    assert(send(ends[1], "x", 1, MSG_NOSIGNAL) == -1 && errno == EPIPE);
    return 0;
}
