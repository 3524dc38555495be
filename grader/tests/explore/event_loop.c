/* An event loop with epoll and an eventfd. Several wakeups may come as one: who
 * takes one job for each waits for ever.
 * Finding: deadlock
 */
#include <assert.h>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { WORKERS = 2 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int wake, ready;

static void *work(void *unused)
{
    pthread_mutex_lock(&lock);
    ready++;
    pthread_mutex_unlock(&lock);
    assert(eventfd_write(wake, 1) == 0);
    return unused;
}

static int jobs_take(void)
{
    pthread_mutex_lock(&lock);
#ifdef FIX
    int taken = ready;
#else
    int taken = ready > 0;
#endif
    ready -= taken;
    pthread_mutex_unlock(&lock);
    return taken;
}

int main(void)
{
    pthread_t workers[WORKERS];
    struct epoll_event event = {.events = EPOLLIN};
    eventfd_t count;
    int loop = epoll_create1(EPOLL_CLOEXEC);
    event.data.fd = wake = eventfd(0, EFD_NONBLOCK);
    assert(epoll_ctl(loop, EPOLL_CTL_ADD, wake, &event) == 0);
    for (int i = 0; i < WORKERS; i++)
        pthread_create(&workers[i], NULL, work, NULL);
    for (int done = 0; done < WORKERS; done += jobs_take()) {
        struct epoll_event events[4];
        assert(epoll_wait(loop, events, 4, -1) == 1);
        assert(events[0].data.fd == wake);
        assert(eventfd_read(wake, &count) == 0 && count > 0);
    }
    for (int i = 0; i < WORKERS; i++)
        pthread_join(workers[i], NULL);
    close(loop);
    return close(wake);
}
