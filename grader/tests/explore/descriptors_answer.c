/* What calls on pipes, sockets and their kin return.
 * Figures: "every":1
 */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

static void nothing_waits(int in, int out)
{
    char text[8];
    assert(read(in, text, 1) == -1 && errno == EAGAIN);
    assert(fcntl(in, F_GETFL) == (O_RDONLY | O_NONBLOCK));
    assert(fcntl(out, F_GETFL) == (O_WRONLY | O_NONBLOCK));
    while (write(out, "x", 1) == 1)
        continue;
    assert(errno == EAGAIN);
    assert(fcntl(in, F_SETFL, 0) == 0 && fcntl(in, F_GETFL) == O_RDONLY);
    assert(read(out, text, 1) == -1 && errno == EBADF);
    assert(write(in, text, 1) == -1 && errno == EBADF);
}

static void parts_move(int in, int out)
{
    char a[2], b[4];
    struct iovec halves[2] = {{"ab", 2}, {"cd", 2}};
    assert(writev(out, halves, 2) == 4);
    halves[0].iov_base = a;
    halves[1] = (struct iovec){b, sizeof b};
    assert(readv(in, halves, 2) == 4 && a[1] == 'b' && b[1] == 'd');
    assert(dprintf(out, "%d", 42) == 2 && read(in, b, 4) == 2 && b[0] == '4');
}

static void copies_share(int in, int out)
{
    char byte;
    int copy = dup(out), higher = fcntl(out, F_DUPFD, 50);
    assert(copy > out && higher == 50 && dup2(out, copy) == copy);
    assert(close(out) == 0 && write(copy, "x", 1) == 1);
    assert(close(copy) == 0 && write(higher, "y", 1) == 1);
    assert(close(higher) == 0 && read(in, &byte, 1) == 1 && byte == 'x');
    assert(read(in, &byte, 1) == 1 && read(in, &byte, 1) == 0);
}

static void pipes(void)
{
    int ends[2];
    assert(pipe2(ends, O_NONBLOCK) == 0);
    nothing_waits(ends[0], ends[1]);
    close(ends[0]);
    close(ends[1]);
    assert(pipe(ends) == 0);
    parts_move(ends[0], ends[1]);
    copies_share(ends[0], ends[1]);
    close(ends[0]);
}

/* Time is virtual: an hour costs nothing. */
static void watching(void)
{
    struct timespec before, after;
    int ends[2], loop = epoll_create1(0);
    assert(pipe(ends) == 0);
    struct pollfd both[2] = {{ends[0], POLLIN, 0}, {ends[1], POLLOUT, 0}};
    struct epoll_event event = {.events = EPOLLIN};
    fd_set in, out;
    assert(epoll_ctl(loop, EPOLL_CTL_ADD, ends[0], &event) == 0);
    assert(epoll_ctl(loop, EPOLL_CTL_ADD, ends[0], &event) == -1);
    clock_gettime(CLOCK_MONOTONIC, &before);
    assert(poll(both, 1, 0) == 0 && poll(both, 1, 3600000) == 0);
    assert(epoll_wait(loop, &event, 1, 0) == 0);
    assert(epoll_wait(loop, &event, 1, 3600000) == 0);
    FD_ZERO(&in);
    FD_SET(ends[0], &in);
    assert(select(ends[0] + 1, &in, NULL, NULL,
                  &(struct timeval){.tv_sec = 3600}) == 0);
    assert(!FD_ISSET(ends[0], &in) && poll(NULL, 0, 3600000) == 0);
    clock_gettime(CLOCK_MONOTONIC, &after);
    assert(after.tv_sec - before.tv_sec >= 4 * 3600);
    assert(poll(both, 2, -1) == 1 && both[1].revents == POLLOUT);
    assert(write(ends[1], "x", 1) == 1 && poll(both, 2, -1) == 2);
    assert(epoll_wait(loop, &event, 1, -1) == 1 && event.events == EPOLLIN);
    FD_SET(ends[0], &in);
    out = in;
    FD_SET(ends[1], &out);
    assert(select(ends[1] + 1, &in, &out, NULL, NULL) == 2);
    assert(FD_ISSET(ends[0], &in) && FD_ISSET(ends[1], &out));
    close(ends[1]);
    both[1].fd = -1;
    assert(poll(both, 2, -1) == 1 && both[0].revents == (POLLIN | POLLHUP));
    close(ends[0]);
    close(loop);
}

static void events(void)
{
    eventfd_t count = 0;
    int sum = eventfd(2, EFD_NONBLOCK), permits = eventfd(2, EFD_SEMAPHORE);
    assert(eventfd_write(sum, 3) == 0 && eventfd_read(sum, &count) == 0);
    assert(count == 5 && eventfd_read(sum, &count) == -1 && errno == EAGAIN);
    assert(read(sum, &count, 4) == -1 && errno == EINVAL);
    assert(eventfd_read(permits, &count) == 0 && count == 1);
    close(sum);
    close(permits);
}

static void sockets(void)
{
    char text[8];
    int pair[2];
    assert(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
    assert(send(pair[0], "hello", 5, 0) == 5);
    assert(recv(pair[1], text, 2, MSG_PEEK) == 2);
    assert(recv(pair[1], text, 5, MSG_WAITALL) == 5 && text[4] == 'o');
    assert(recv(pair[1], text, 1, MSG_DONTWAIT) == -1 && errno == EAGAIN);
    assert(shutdown(pair[0], SHUT_WR) == 0 && read(pair[1], text, 1) == 0);
    close(pair[0]);
    close(pair[1]);
}

static void places(void)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    snprintf(at.sun_path, sizeof at.sun_path, "/tmp/lockstep-%ld.socket",
             (long)getppid());
    const struct sockaddr *address = (const struct sockaddr *)&at;
    int listening = socket(AF_UNIX, SOCK_STREAM, 0);
    int line = socket(AF_UNIX, SOCK_STREAM, 0);
    assert(connect(line, address, sizeof at) == -1 && errno == ENOENT);
    assert(bind(listening, address, sizeof at) == 0);
    assert(connect(line, address, sizeof at) == -1 && errno == ECONNREFUSED);
    assert(listen(listening, 1) == 0);
    assert(connect(line, address, sizeof at) == 0);
    int other = accept4(listening, NULL, NULL, SOCK_NONBLOCK);
    assert(other >= 0 && fcntl(other, F_GETFL) & O_NONBLOCK);
    assert(write(line, "x", 1) == 1 && read(other, &(char){0}, 1) == 1);
    assert(access(at.sun_path, F_OK) == 0); /* and leaves it there */
}

int main(void)
{
    pipes();
    watching();
    events();
    sockets();
    places();
    return 0;
}
