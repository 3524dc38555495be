/* A loop that is woken by a byte in a pipe. Who writes it only to a loop that
 * says it waits comes too early: it has looked, and does not say so yet.
 * Finding: deadlock
 */
#include <assert.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <unistd.h>

static int wake[2];
static atomic_bool work_there, waits;

static void *order(void *unused)
{
    work_there = true;
#ifdef FIX
    assert(write(wake[1], "", 1) == 1);
#else
    if (waits)
        assert(write(wake[1], "", 1) == 1);
#endif
    return unused;
}

int main(void)
{
    pthread_t other;
    char byte;
    assert(pipe2(wake, O_NONBLOCK | O_CLOEXEC) == 0);
    pthread_create(&other, NULL, order, NULL);
    while (!work_there) {
        struct pollfd news = {.fd = wake[0], .events = POLLIN};
        waits = true;
        assert(poll(&news, 1, -1) == 1 && news.revents == POLLIN);
        waits = false;
        while (read(wake[0], &byte, 1) == 1)
            continue;
    }
    pthread_join(other, NULL);
    return 0;
}
