/*
 * Making, copying and closing descriptors that threads may wait for.
 *
 * Which numbers they get is the kernel's answer: the lowest that is free. So
 * each schedule gets the same.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "explore/files/calls.h"
#include "explore/files/epoll.h"
#include "explore/files/single.h"
#include "explore/files/table.h"
#include "explore/files/transfer.h"
#include "explore/files/wait.h"
#include "explore/core/before.h"
#include "explore/model/calls.h"
#include "explore/model/unmodelled.h"

int __real_pipe(int[2]);
int __real_pipe2(int[2], int);
int __real_socketpair(int, int, int, int[2]);
int __real_eventfd(unsigned, int);
int __real_eventfd_read(int, eventfd_t *);
int __real_eventfd_write(int, eventfd_t);
int __real_close(int);
int __real_dup(int);
int __real_dup2(int, int);
int __real_dup3(int, int, int);
int __real_fcntl(int, int, ...);
int __real_fcntl64(int, int, ...);
int __real_ioctl(int, unsigned long, ...);
int __real_shutdown(int, int);

/* Two ends, in the program's array. */
static int pair_give(enum channel_kind kind, const int numbers[2],
                     bool nonblocking, int given[2], const char *call,
                     const void *pc)
{
    struct channel *channel = channel_make(kind, pc);
    for (unsigned side = 0; side < 2; side++) {
        struct file *file = file_make(channel, side, pc);
        file->nonblocking = nonblocking;
        descriptor_give(numbers[side], file, pc);
    }
    argument_needed(given, 2 * sizeof *given, true, pc);
    given[0] = numbers[0];
    given[1] = numbers[1];
    file_trace(call, file_of(numbers[0]), pc, NULL);
    return 0;
}

static int make_pipe(int given[2], int flags, const char *call, const void *pc)
{
    int numbers[2];
    if (flags & ~(O_NONBLOCK | O_CLOEXEC))
        finding_unmodelled("a pipe of packets (O_DIRECT)", pc);
    if (call_fails(call, given, pc))
        return files_fail(EMFILE);
    point_simple(call, NULL, pc);
    if (syscall(SYS_pipe2, numbers, flags | O_NONBLOCK) != 0)
        return -1;
    return pair_give(CHANNEL_PIPE, numbers, flags & O_NONBLOCK, given, call,
                     pc);
}

int __wrap_pipe(int given[2])
{
    return schedule.active ? make_pipe(given, 0, "pipe", CALLER)
                           : __real_pipe(given);
}

int __wrap_pipe2(int given[2], int flags)
{
    return schedule.active ? make_pipe(given, flags, "pipe2", CALLER)
                           : __real_pipe2(given, flags);
}

int __wrap_socketpair(int domain, int type, int protocol, int given[2])
{
    static const char call[] = "socketpair";
    const void *pc = CALLER;
    int numbers[2];
    if (!schedule.active)
        return __real_socketpair(domain, type, protocol, given);
    if (call_fails(call, given, pc))
        return files_fail(EMFILE);
    point_simple(call, NULL, pc);
    if (syscall(SYS_socketpair, domain, type | SOCK_NONBLOCK, protocol,
                numbers) != 0)
        return -1;
    socket_room(numbers[0]);
    socket_room(numbers[1]);
    return pair_give(CHANNEL_PAIR, numbers, type & SOCK_NONBLOCK, given, call,
                     pc);
}

int __wrap_eventfd(unsigned count, int flags)
{
    static const char call[] = "eventfd";
    const void *pc = CALLER;
    if (!schedule.active)
        return __real_eventfd(count, flags);
    if (call_fails(call, NULL, pc))
        return files_fail(EMFILE);
    point_simple(call, NULL, pc);
    int number = (int)syscall(SYS_eventfd2, count, flags | EFD_NONBLOCK);
    return file_single(CHANNEL_EVENT, number, flags & EFD_NONBLOCK, call, pc);
}

static int event_moved(ssize_t n)
{
    return n == (ssize_t)sizeof(eventfd_t) ? 0 : -1;
}

int __wrap_eventfd_read(int descriptor, eventfd_t *value)
{
    static const char call[] = "eventfd_read";
    if (!descriptor_modelled(descriptor, call, CALLER))
        return __real_eventfd_read(descriptor, value);
    return event_moved(
        descriptor_read(descriptor, value, sizeof *value, call, CALLER));
}

int __wrap_eventfd_write(int descriptor, eventfd_t value)
{
    static const char call[] = "eventfd_write";
    if (!descriptor_modelled(descriptor, call, CALLER))
        return __real_eventfd_write(descriptor, value);
    return event_moved(
        descriptor_write(descriptor, &value, sizeof value, call, CALLER));
}

/* Its end is received like what was sent, and makes room like who takes it. */
static void close_now(int descriptor, const void *pc)
{
    struct file *file = file_of(descriptor);
    descriptor_closed(descriptor, pc);
    file_sends(file);
    before_release(&file->channel->taken[!file->side]);
    epolls_forget(descriptor);
    descriptor_take(descriptor);
}

int descriptor_close(int descriptor, const char *call, const void *pc)
{
    struct file *file = file_of(descriptor);
    file_point(call, file, pc);
    if (file_of(descriptor) != file) {
        descriptor_closed(descriptor, pc);
        return files_fail(EBADF);
    }
    close_now(descriptor, pc);
    file_trace(call, file, pc, NULL);
    return 0;
}

int __wrap_close(int descriptor)
{
    if (!schedule.active)
        return __real_close(descriptor);
    if (file_of(descriptor))
        return descriptor_close(descriptor, "close", CALLER);
    descriptor_modelled(descriptor, "close", CALLER);
    descriptor_closed(descriptor, CALLER);
    if (descriptor_of_kit(descriptor))
        return files_fail(EBADF);
    return __real_close(descriptor);
}

/* Another number for a file of the model's. */
static int copy(const char *call, int descriptor, int number, const void *pc)
{
    if (number < 0)
        return -1;
    struct file *file = file_of(descriptor);
    descriptor_give(number, file, pc);
    file_trace(call, file, pc, NULL);
    return number;
}

int __wrap_dup(int descriptor)
{
    static const char call[] = "dup";
    const void *pc = CALLER;
    if (!schedule.active || !file_of(descriptor))
        return __real_dup(descriptor);
    descriptor_used(descriptor, pc);
    file_point(call, file_of(descriptor), pc);
    if (!file_of(descriptor))
        return files_fail(EBADF);
    return copy(call, descriptor, (int)syscall(SYS_dup, descriptor), pc);
}

/* What the program got from elsewhere stays what it is. */
static int copy_onto(const char *call, int descriptor, int number, int flags,
                     const void *pc)
{
    if (!file_of(number) && syscall(SYS_fcntl, number, F_GETFD) >= 0)
        finding_unmodelled("dup2() onto standard output or a file", pc);
    descriptor_used(descriptor, pc);
    file_point(call, file_of(descriptor), pc);
    if (!file_of(descriptor))
        return files_fail(EBADF);
    if (number == descriptor)
        return number;
    if (number < 0 || number >= DESCRIPTORS_MAX)
        return files_fail(EBADF);
    struct file *file = file_of(number);
    if (file) {
        file_sends(file);
        epolls_forget(number);
        descriptor_take(number);
    }
    return copy(call, descriptor,
                (int)syscall(SYS_dup3, descriptor, number, flags), pc);
}

int __wrap_dup2(int descriptor, int number)
{
    if (!schedule.active || (!file_of(descriptor) && !file_of(number)))
        return __real_dup2(descriptor, number);
    if (!file_of(descriptor))
        finding_unmodelled("dup2() of a file onto a pipe or socket", CALLER);
    return copy_onto("dup2", descriptor, number, 0, CALLER);
}

int __wrap_dup3(int descriptor, int number, int flags)
{
    if (!schedule.active || (!file_of(descriptor) && !file_of(number)))
        return __real_dup3(descriptor, number, flags);
    if (!file_of(descriptor))
        finding_unmodelled("dup3() of a file onto a pipe or socket", CALLER);
    if (descriptor == number)
        return files_fail(EINVAL);
    return copy_onto("dup3", descriptor, number, flags, CALLER);
}

/* Only whether a call waits is the program's; the kernel's files never do. */
static int control(int descriptor, int command, long argument, const void *pc)
{
    struct file *file = file_of(descriptor);
    long answer;
    descriptor_used(descriptor, pc);
    switch (command) {
    case F_GETFL:
        answer = syscall(SYS_fcntl, descriptor, F_GETFL);
        return (int)(file->nonblocking ? answer : answer & ~O_NONBLOCK);
    case F_SETFL:
        file_point("fcntl", file, pc);
        file->nonblocking = argument & O_NONBLOCK;
        answer = syscall(SYS_fcntl, descriptor, F_SETFL, argument | O_NONBLOCK);
        file_trace("fcntl", file, pc, NULL);
        return (int)answer;
    case F_DUPFD:
    case F_DUPFD_CLOEXEC:
        file_point("fcntl", file, pc);
        return copy("fcntl", descriptor,
                    (int)syscall(SYS_fcntl, descriptor, command, argument), pc);
    case F_SETPIPE_SZ:
        files_changed();
        break;
    }
    return (int)syscall(SYS_fcntl, descriptor, command, argument);
}

#define FCNTL(name)                                                            \
    int __wrap_##name(int descriptor, int command, ...)                        \
    {                                                                          \
        va_list more;                                                          \
        va_start(more, command);                                               \
        long argument = va_arg(more, long);                                    \
        va_end(more);                                                          \
        return schedule.active && file_of(descriptor)                          \
                   ? control(descriptor, command, argument, CALLER)            \
                   : __real_##name(descriptor, command, argument);             \
    }

FCNTL(fcntl)
FCNTL(fcntl64)

int __wrap_ioctl(int descriptor, unsigned long request, ...)
{
    va_list more;
    va_start(more, request);
    int *argument = va_arg(more, int *);
    va_end(more);
    struct file *file = schedule.active ? file_of(descriptor) : NULL;
    if (!file)
        return __real_ioctl(descriptor, request, argument);
    descriptor_used(descriptor, CALLER);
    if (request == FIONBIO) {
        ARGUMENT_NEEDED(argument);
        file->nonblocking = *argument;
        return 0;
    }
    if (request != FIONREAD)
        finding_unmodelled("ioctl() of a pipe or socket", CALLER);
    ARGUMENT_FILLED(argument);
    file_receives(file);
    return (int)syscall(SYS_ioctl, descriptor, request, argument);
}

int __wrap_shutdown(int descriptor, int how)
{
    static const char call[] = "shutdown";
    const void *pc = CALLER;
    struct file *file = schedule.active ? file_of(descriptor) : NULL;
    if (!file)
        return __real_shutdown(descriptor, how);
    descriptor_used(descriptor, pc);
    file_point(call, file, pc);
    if (file_of(descriptor) != file)
        return files_fail(EBADF);
    int result = (int)syscall(SYS_shutdown, descriptor, how);
    int error = errno;
    file_sends(file);
    /* Who waits to receive at this end hears of it, too. */
    before_release(&file->channel->sent[!file->side]);
    file_trace(call, file, pc, result ? "fails" : NULL);
    errno = error;
    return result;
}

/* Calls that move bytes past the model. */
#define NOT_ON_FILES(name)                                                     \
    long __real_##name(long, long, long, long, long, long);                    \
    long __wrap_##name(long, long, long, long, long, long);                    \
    long __wrap_##name(long a, long b, long c, long d, long e, long f)         \
    {                                                                          \
        if (schedule.active &&                                                 \
            (file_of((int)a) || file_of((int)b) || file_of((int)c)))           \
            finding_unmodelled(#name, CALLER);                                 \
        return __real_##name(a, b, c, d, e, f);                                \
    }

NOT_ON_FILES(sendfile)
NOT_ON_FILES(splice)
NOT_ON_FILES(tee)
NOT_ON_FILES(vmsplice)
NOT_ON_FILES(sendmmsg)
NOT_ON_FILES(recvmmsg)
NOT_ON_FILES(preadv2)
NOT_ON_FILES(pwritev2)

/* Other things that threads may wait for, and have no model. */
UNMODELLED(timerfd_create)
UNMODELLED(signalfd)
UNMODELLED(inotify_init)
UNMODELLED(inotify_init1)
