/* Who hears that a descriptor is ready comes after what made it so, also if it
 * never reads from there. But not who only looks whether it is.
 * Finding: race
 */
#include <assert.h>
#include <poll.h>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

static int edge, level, heard[2];

static void *work(void *unused)
{
    heard[0] = 1;
    assert(eventfd_write(edge, 1) == 0);
    heard[1] = 1;
    assert(eventfd_write(level, 1) == 0);
    return unused;
}

int main(void)
{
    pthread_t other;
    int loop = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN | EPOLLET};
    edge = eventfd(0, 0);
    level = eventfd(0, 0);
    struct pollfd news = {.fd = level, .events = POLLIN};
    assert(epoll_ctl(loop, EPOLL_CTL_ADD, edge, &event) == 0);
    pthread_create(&other, NULL, work, NULL);
    assert(epoll_wait(loop, &event, 1, -1) == 1);
    assert(heard[0] == 1);
#ifdef FIX
    assert(poll(&news, 1, -1) == 1);
#else
    poll(&news, 1, 0);
#endif
    assert(heard[1] == 1);
    pthread_join(other, NULL);
    return 0;
}
