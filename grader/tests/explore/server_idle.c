/* A server waits on for connections when its clients are done: no deadlock.
 * Note: misuse
 * Figures: "every":1
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static struct sockaddr_un at = {.sun_family = AF_UNIX};

static void *ask(void *unused)
{
    char byte;
    int line = socket(AF_UNIX, SOCK_STREAM, 0);
    assert(connect(line, (struct sockaddr *)&at, sizeof at) == 0);
    assert(write(line, "x", 1) == 1 && read(line, &byte, 1) == 1);
    close(line);
    return unused;
}

static void serve(int loop, int listening)
{
    struct epoll_event event = {.events = EPOLLIN};
    char byte;
    int count = epoll_wait(loop, &event, 1, -1), line = event.data.fd;
    assert(count == 1);
    if (line == listening) {
        event.data.fd = accept(listening, NULL, NULL);
        assert(epoll_ctl(loop, EPOLL_CTL_ADD, event.data.fd, &event) == 0);
    } else if (read(line, &byte, 1) == 1) {
        assert(write(line, &byte, 1) == 1);
    } else {
        close(line);
    }
}

int main(void)
{
    pthread_t client;
    int loop = epoll_create1(0), listening = socket(AF_UNIX, SOCK_STREAM, 0);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = listening};
    snprintf(at.sun_path, sizeof at.sun_path, "/tmp/lockstep-%ld.idle",
             (long)getppid());
    assert(bind(listening, (struct sockaddr *)&at, sizeof at) == 0);
    assert(listen(listening, 4) == 0);
    assert(epoll_ctl(loop, EPOLL_CTL_ADD, listening, &event) == 0);
    pthread_create(&client, NULL, ask, NULL);
    for (;;)
        serve(loop, listening);
}
