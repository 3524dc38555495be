/*
 * Sockets that listen and connect within the program.
 *
 * The one idea: a connection on the loopback interface is one of local sockets
 * here, under the same address. So it delivers at once whatever the machine is
 * doing, no port is taken on it, and none stays busy from schedule to schedule.
 * Who is not in this program can't be reached: such a call is refused by name.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

#include "explore/files/single.h"
#include "explore/files/table.h"
#include "explore/files/wait.h"
#include "explore/core/before.h"
#include "explore/model/calls.h"

int __real_socket(int, int, int);
int __real_bind(int, const struct sockaddr *, socklen_t);
int __real_listen(int, int);
int __real_accept(int, struct sockaddr *, socklen_t *);
int __real_accept4(int, struct sockaddr *, socklen_t *, int);
int __real_connect(int, const struct sockaddr *, socklen_t);
int __real_getsockname(int, struct sockaddr *, socklen_t *);
int __real_getpeername(int, struct sockaddr *, socklen_t *);
int __wrap_getpeername(int, struct sockaddr *, socklen_t *);
int __real_setsockopt(int, int, int, const void *, socklen_t);
int __real_getsockopt(int, int, int, void *, socklen_t *);

/* The largest value of an option. */
enum { ROOM_MAX = 64 };

/* What the program gave as an address. */
struct place {
    bool local; /* this machine's, in the Internet's domain */
    unsigned port;
    char path[sizeof((struct sockaddr_un *)NULL)->sun_path + 1];
};

int __wrap_socket(int domain, int type, int protocol)
{
    static const char call[] = "socket";
    const void *pc = CALLER;
    int kind = type & ~(SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (!schedule.active)
        return __real_socket(domain, type, protocol);
    if (domain != AF_UNIX && domain != AF_INET && domain != AF_INET6)
        finding_unmodelled("a socket that is neither local nor of the Internet",
                           pc);
    if (kind != SOCK_STREAM && !(kind == SOCK_SEQPACKET && domain == AF_UNIX))
        finding_unmodelled("a socket without connections", pc);
    if (call_fails(call, NULL, pc))
        return files_fail(EMFILE);
    point_simple(call, NULL, pc);
    int number =
        file_single(CHANNEL_SOCKET,
                    (int)syscall(SYS_socket, AF_UNIX, type | SOCK_NONBLOCK, 0),
                    type & SOCK_NONBLOCK, call, pc);
    if (number >= 0) {
        file_of(number)->domain = domain;
        socket_room(number);
    }
    return number;
}

static struct file *socket_of(int descriptor, const char *call, const void *pc)
{
    if (!descriptor_modelled(descriptor, call, pc))
        return NULL;
    descriptor_used(descriptor, pc);
    return file_of(descriptor);
}

static void place_read(struct place *place, const struct sockaddr *address,
                       socklen_t size, const void *pc)
{
    argument_needed(address, size, false, pc);
    place->local = false;
    place->port = 0;
    place->path[0] = '\0';
    if (address->sa_family == AF_INET && size >= sizeof(struct sockaddr_in)) {
        const struct sockaddr_in *in = (const void *)address;
        uint32_t number = ntohl(in->sin_addr.s_addr);
        place->local = number >> 24 == IN_LOOPBACKNET || number == INADDR_ANY;
        place->port = ntohs(in->sin_port);
    }
    if (address->sa_family == AF_INET6 && size >= sizeof(struct sockaddr_in6)) {
        const struct sockaddr_in6 *in = (const void *)address;
        place->local = IN6_IS_ADDR_LOOPBACK(&in->sin6_addr) ||
                       IN6_IS_ADDR_UNSPECIFIED(&in->sin6_addr);
        place->port = ntohs(in->sin6_port);
    }
    if (address->sa_family != AF_UNIX)
        return;
    const volatile char *from = ((const struct sockaddr_un *)address)->sun_path;
    size_t length = size - offsetof(struct sockaddr_un, sun_path), i = 0;
    for (; i < length && i < sizeof place->path - 1 && (i == 0 || from[i]); i++)
        ((volatile char *)place->path)[i] = from[i];
    place->path[i] = '\0';
}

/* No name is needed: the kernel makes one up. */
static long bind_anywhere(int descriptor)
{
    const sa_family_t family = AF_UNIX;
    return syscall(SYS_bind, descriptor, &family, sizeof family);
}

static int bind_port(int descriptor, struct file *file, unsigned port,
                     const void *pc)
{
    int other;
    if (port && listener_find(port, NULL, &other))
        return files_fail(EADDRINUSE);
    if (bind_anywhere(descriptor) != 0)
        return -1;
    file->port = port ? port : port_fresh();
    file->channel->port = file->port;
    channel_text(file->channel);
    file_trace("bind", file, pc, NULL);
    return 0;
}

int __wrap_bind(int descriptor, const struct sockaddr *address, socklen_t size)
{
    const void *pc = CALLER;
    struct file *file = socket_of(descriptor, "bind", pc);
    struct place place;
    if (!file)
        return __real_bind(descriptor, address, size);
    if (size < sizeof address->sa_family)
        return files_fail(EINVAL);
    place_read(&place, address, size, pc);
    if (address->sa_family != file->domain)
        return files_fail(EINVAL);
    if (file->domain != AF_UNIX && !place.local)
        finding_unmodelled("bind() to an address that is not the loopback's",
                           pc);
    file_point("bind", file, pc);
    if (file->domain != AF_UNIX)
        return bind_port(descriptor, file, place.port, pc);
    if (syscall(SYS_bind, descriptor, address, size) != 0)
        return -1;
    if (place.path[0])
        place_made(place.path, pc);
    files_changed();
    file_trace("bind", file, pc, NULL);
    return 0;
}

int __wrap_listen(int descriptor, int backlog)
{
    const void *pc = CALLER;
    struct file *file = socket_of(descriptor, "listen", pc);
    if (!file)
        return __real_listen(descriptor, backlog);
    file_point("listen", file, pc);
    if (file->domain != AF_UNIX && !file->port &&
        bind_port(descriptor, file, 0, pc) != 0)
        return -1;
    if (syscall(SYS_listen, descriptor, SOMAXCONN) != 0)
        return -1;
    file->channel->kind = CHANNEL_LISTENER;
    file->backlog = backlog < 0                ? 0
                    : backlog >= QUEUE_MAX - 1 ? QUEUE_MAX - 1
                                               : (unsigned)backlog;
    channel_text(file->channel);
    file_sends(file); /* to who finds it there */
    file_trace("listen", file, pc, NULL);
    return 0;
}

/* As much of an address as the program has room for. */
static int address_tell(int domain, unsigned port, struct sockaddr *room,
                        socklen_t *size, const void *pc)
{
    union {
        char bytes[sizeof(struct sockaddr_in6)];
        struct sockaddr_in in;
        struct sockaddr_in6 in6;
    } own = {.bytes = {0}};
    bool old = domain == AF_INET;
    socklen_t whole = old ? sizeof own.in : sizeof own.in6;
    if (old)
        own.in =
            (struct sockaddr_in){.sin_family = AF_INET,
                                 .sin_port = htons((uint16_t)port),
                                 .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    else
        own.in6 = (struct sockaddr_in6){.sin6_family = AF_INET6,
                                        .sin6_port = htons((uint16_t)port),
                                        .sin6_addr = IN6ADDR_LOOPBACK_INIT};
    argument_needed(size, sizeof *size, true, pc);
    socklen_t n = *size < whole ? *size : whole;
    argument_tell(room, n, true, pc);
    for (socklen_t i = 0; i < n; i++)
        ((volatile char *)room)[i] = own.bytes[i];
    *size = whole;
    return 0;
}

static int accept_now(const char *call, int descriptor, struct file *file,
                      int flags, const void *pc)
{
    int number = (int)syscall(SYS_accept4, descriptor, NULL, NULL,
                              flags | SOCK_NONBLOCK);
    if (number < 0)
        return -1;
    if (file->queued == 0)
        finding_unmodelled("accept() of a connection from outside", pc);
    struct channel *channel = file->queue[0];
    socket_room(number);
    file->queued--;
    for (unsigned i = 0; i < file->queued; i++)
        file->queue[i] = file->queue[i + 1];
    channel->files--; /* it was counted while it waited */
    struct file *made = file_make(channel, 1, pc);
    made->nonblocking = flags & SOCK_NONBLOCK;
    made->domain = file->domain;
    made->port = file->port;
    descriptor_give(number, made, pc);
    before_acquire(&channel->sent[0]);
    file_trace(call, made, pc, NULL);
    return number;
}

static int accept_one(const char *call, int descriptor, struct file *file,
                      int flags, const void *pc)
{
    bool waits = !file->nonblocking && file->channel->kind == CHANNEL_LISTENER;
    for (;;) {
        if (!waits)
            file_point(call, file, pc);
        else if (!wait_ready(call, descriptor, POLLIN, pc))
            return -1;
        if (file_of(descriptor) != file)
            return files_fail(EBADF);
        int number = accept_now(call, descriptor, file, flags, pc);
        if (number >= 0 || (errno == EAGAIN && waits))
            if (number >= 0)
                return number;
        if (errno != EAGAIN || !waits)
            break;
    }
    int error = errno;
    file_trace(call, file, pc, error == EAGAIN ? "busy" : "fails");
    schedule_glance(pc, file->channel, 0);
    return files_fail(error);
}

/* The port that the other end has. */
static unsigned port_of_peer(const struct file *file)
{
    return file->side == 1 ? file->channel->from : file->channel->port;
}

static int accept_told(const char *call, int descriptor, struct file *file,
                       struct sockaddr *room, socklen_t *size, int flags,
                       const void *pc)
{
    int number = accept_one(call, descriptor, file, flags, pc);
    if (number < 0 || !room)
        return number;
    struct file *made = file_of(number);
    if (made->domain != AF_UNIX)
        address_tell(made->domain, port_of_peer(made), room, size, pc);
    else
        __wrap_getpeername(number, room, size);
    return number;
}

int __wrap_accept(int descriptor, struct sockaddr *room, socklen_t *size)
{
    const void *pc = CALLER;
    struct file *file = socket_of(descriptor, "accept", pc);
    return file ? accept_told("accept", descriptor, file, room, size, 0, pc)
                : __real_accept(descriptor, room, size);
}

int __wrap_accept4(int descriptor, struct sockaddr *room, socklen_t *size,
                   int flags)
{
    const void *pc = CALLER;
    struct file *file = socket_of(descriptor, "accept4", pc);
    return file
               ? accept_told("accept4", descriptor, file, room, size, flags, pc)
               : __real_accept4(descriptor, room, size, flags);
}

/* Who listens there, or what the call fails with. */
static struct file *connect_target(struct file *file, const struct place *place,
                                   int *listening, const void *pc)
{
    bool inside = file->domain == AF_UNIX;
    if (!inside && !place->local)
        finding_unmodelled("connect() to another machine", pc);
    struct file *target =
        listener_find(place->port, inside ? place->path : NULL, listening);
    if (target)
        return target;
    errno = ECONNREFUSED;
    if (!inside || place_known(place->path))
        return NULL;
    if (syscall(SYS_faccessat, AT_FDCWD, place->path, F_OK) == 0)
        finding_unmodelled("connect() to another process", pc);
    errno = ENOENT;
    return NULL;
}

/* Whether the one who listens has room for another one, or is gone. */
struct queue {
    int listening;
    struct file *file;
};

static bool queue_ask(struct wait *wait)
{
    const struct queue *queue = wait->of;
    return file_of(queue->listening) != queue->file ||
           queue->file->queued <= queue->file->backlog;
}

static int connect_now(int descriptor, struct file *file,
                       const struct queue *queue, const void *pc)
{
    struct sockaddr_un name;
    socklen_t size = sizeof name;
    struct file *target = queue->file;
    if (syscall(SYS_getsockname, queue->listening, &name, &size) != 0 ||
        syscall(SYS_connect, descriptor, &name, size) != 0)
        return -1;
    struct channel *channel = file->channel;
    channel->kind = CHANNEL_CONNECTION;
    if (file->domain != AF_UNIX && !file->port)
        file->port = port_fresh();
    channel->port = target->port;
    channel->from = file->port;
    channel->files++;
    target->queue[target->queued++] = channel;
    file_receives(target);
    file_sends(file);
    channel_text(channel);
    file_trace("connect", file, pc, NULL);
    return 0;
}

int __wrap_connect(int descriptor, const struct sockaddr *address,
                   socklen_t size)
{
    static const char call[] = "connect";
    const void *pc = CALLER;
    struct file *file = socket_of(descriptor, "connect", pc);
    struct place place;
    struct queue queue;
    if (!file)
        return __real_connect(descriptor, address, size);
    if (size < sizeof address->sa_family)
        return files_fail(EINVAL);
    place_read(&place, address, size, pc);
    file_point(call, file, pc);
    if (file->channel->kind != CHANNEL_SOCKET)
        return files_fail(file->channel->kind == CHANNEL_CONNECTION ? EISCONN
                                                                    : EINVAL);
    queue.file = connect_target(file, &place, &queue.listening, pc);
    if (!queue.file) {
        int error = errno;
        file_trace(call, file, pc, "fails");
        return files_fail(error);
    }
    struct wait wait = {
        .op = {.call = call, .address = queue.file->channel, .pc = pc},
        .ask = queue_ask,
        .of = &queue};
    if (!queue_ask(&wait) && file->nonblocking)
        return files_fail(EAGAIN);
    if (!queue_ask(&wait) && wait_point(&wait) != OUTCOME_NORMAL)
        return files_fail(EINTR);
    if (file_of(queue.listening) != queue.file)
        return files_fail(ECONNREFUSED);
    return connect_now(descriptor, file, &queue, pc);
}

static int name_tell(long number, int descriptor, struct sockaddr *room,
                     socklen_t *size, const void *pc)
{
    argument_needed(size, sizeof *size, true, pc);
    argument_tell(
        room,
        *size < sizeof(struct sockaddr_un) ? *size : sizeof(struct sockaddr_un),
        true, pc);
    return (int)syscall(number, descriptor, room, size);
}

int __wrap_getsockname(int descriptor, struct sockaddr *room, socklen_t *size)
{
    const void *pc = CALLER;
    struct file *file = socket_of(descriptor, "getsockname", pc);
    if (!file)
        return __real_getsockname(descriptor, room, size);
    return file->domain == AF_UNIX
               ? name_tell(SYS_getsockname, descriptor, room, size, pc)
               : address_tell(file->domain, file->port, room, size, pc);
}

int __wrap_getpeername(int descriptor, struct sockaddr *room, socklen_t *size)
{
    const void *pc = CALLER;
    struct file *file = socket_of(descriptor, "getpeername", pc);
    if (!file)
        return __real_getpeername(descriptor, room, size);
    if (file->domain == AF_UNIX)
        return name_tell(SYS_getpeername, descriptor, room, size, pc);
    if (file->channel->kind != CHANNEL_CONNECTION)
        return files_fail(ENOTCONN);
    return address_tell(file->domain, port_of_peer(file), room, size, pc);
}

/* Options of protocols change nothing here. */
int __wrap_setsockopt(int descriptor, int level, int option, const void *value,
                      socklen_t size)
{
    const void *pc = CALLER;
    struct file *file = socket_of(descriptor, "setsockopt", pc);
    if (!file)
        return __real_setsockopt(descriptor, level, option, value, size);
    argument_tell(value, size, false, pc);
    if (level == SOL_SOCKET && (option == SO_RCVTIMEO || option == SO_SNDTIMEO))
        finding_unmodelled("setsockopt() of a timeout", pc);
    if (level != SOL_SOCKET)
        return 0;
    files_changed();
    return (int)syscall(SYS_setsockopt, descriptor, level, option, value, size);
}

int __wrap_getsockopt(int descriptor, int level, int option, void *value,
                      socklen_t *size)
{
    const void *pc = CALLER;
    struct file *file = socket_of(descriptor, "getsockopt", pc);
    if (!file)
        return __real_getsockopt(descriptor, level, option, value, size);
    if (level != SOL_SOCKET)
        finding_unmodelled("getsockopt() of a protocol", pc);
    argument_needed(size, sizeof *size, true, pc);
    argument_tell(value, *size < ROOM_MAX ? *size : ROOM_MAX, true, pc);
    int result =
        (int)syscall(SYS_getsockopt, descriptor, level, option, value, size);
    if (result == 0 && option == SO_DOMAIN && *size >= sizeof(int))
        *(int *)value = file->domain;
    return result;
}
