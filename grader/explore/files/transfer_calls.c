/*
 * read(), write(), send(), recv() and their kin. What is no descriptor of the
 * model's, such as a file on the disk, is the C library's.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "explore/files/table.h"
#include "explore/files/transfer.h"
#include "explore/files/wait.h"
#include "explore/model/calls.h"

ssize_t __real_write(int, const void *, size_t);
ssize_t __real_readv(int, const struct iovec *, int);
ssize_t __real_writev(int, const struct iovec *, int);
ssize_t __real_send(int, const void *, size_t, int);
ssize_t __real_recv(int, void *, size_t, int);
ssize_t __real_sendto(int, const void *, size_t, int, const struct sockaddr *,
                      socklen_t);
ssize_t __real_recvfrom(int, void *, size_t, int, struct sockaddr *,
                        socklen_t *);
ssize_t __real_sendmsg(int, const struct msghdr *, int);
ssize_t __real_recvmsg(int, struct msghdr *, int);
int __real_vdprintf(int, const char *, va_list);

ssize_t __wrap_write(int descriptor, const void *bytes, size_t size)
{
    return descriptor_modelled(descriptor, "write", CALLER)
               ? descriptor_write(descriptor, bytes, size, "write", CALLER)
               : __real_write(descriptor, bytes, size);
}

/* The program's array, which the call reads. */
static struct transfer vector(const char *call, int descriptor,
                              const struct iovec *parts, int count,
                              const void *pc)
{
    if (count > 0)
        argument_needed(parts, (size_t)count * sizeof *parts, false, pc);
    return (struct transfer){.call = call,
                             .descriptor = descriptor,
                             .parts = parts,
                             .count = count > 0 ? (unsigned)count : 0,
                             .pc = pc};
}

ssize_t __wrap_readv(int descriptor, const struct iovec *parts, int count)
{
    if (!descriptor_modelled(descriptor, "readv", CALLER))
        return __real_readv(descriptor, parts, count);
    if (count <= 0)
        return files_fail(EINVAL);
    const struct transfer transfer =
        vector("readv", descriptor, parts, count, CALLER);
    return transfer_receive(&transfer);
}

ssize_t __wrap_writev(int descriptor, const struct iovec *parts, int count)
{
    if (!descriptor_modelled(descriptor, "writev", CALLER))
        return __real_writev(descriptor, parts, count);
    if (count <= 0)
        return files_fail(EINVAL);
    const struct transfer transfer =
        vector("writev", descriptor, parts, count, CALLER);
    return transfer_send(&transfer);
}

static struct transfer message(const char *call, int descriptor,
                               const struct iovec *part, int flags,
                               const void *pc)
{
    return (struct transfer){.call = call,
                             .descriptor = descriptor,
                             .message = true,
                             .flags = flags,
                             .parts = part,
                             .count = 1,
                             .pc = pc};
}

ssize_t __wrap_send(int descriptor, const void *bytes, size_t size, int flags)
{
    if (!descriptor_modelled(descriptor, "send", CALLER))
        return __real_send(descriptor, bytes, size, flags);
    const struct iovec part = {(void *)bytes, size};
    const struct transfer transfer =
        message("send", descriptor, &part, flags, CALLER);
    return transfer_send(&transfer);
}

ssize_t __wrap_recv(int descriptor, void *room, size_t size, int flags)
{
    if (!descriptor_modelled(descriptor, "recv", CALLER))
        return __real_recv(descriptor, room, size, flags);
    const struct iovec part = {room, size};
    const struct transfer transfer =
        message("recv", descriptor, &part, flags, CALLER);
    return transfer_receive(&transfer);
}

ssize_t __wrap_sendto(int descriptor, const void *bytes, size_t size, int flags,
                      const struct sockaddr *to, socklen_t length)
{
    if (!descriptor_modelled(descriptor, "sendto", CALLER))
        return __real_sendto(descriptor, bytes, size, flags, to, length);
    if (to)
        finding_unmodelled("sendto() with an address", CALLER);
    const struct iovec part = {(void *)bytes, size};
    const struct transfer transfer =
        message("sendto", descriptor, &part, flags, CALLER);
    return transfer_send(&transfer);
}

ssize_t __wrap_recvfrom(int descriptor, void *room, size_t size, int flags,
                        struct sockaddr *from, socklen_t *length)
{
    if (!descriptor_modelled(descriptor, "recvfrom", CALLER))
        return __real_recvfrom(descriptor, room, size, flags, from, length);
    if (from)
        finding_unmodelled("recvfrom() with an address", CALLER);
    const struct iovec part = {room, size};
    const struct transfer transfer =
        message("recvfrom", descriptor, &part, flags, CALLER);
    return transfer_receive(&transfer);
}

/* Descriptors that come along with a message have no model. */
static struct transfer message_of(const char *call, int descriptor,
                                  const struct msghdr *given, int flags,
                                  const void *pc)
{
    argument_needed(given, sizeof *given, false, pc);
    if (given->msg_controllen > 0 || given->msg_name)
        finding_unmodelled("a message with an address or control data", pc);
    struct transfer transfer =
        vector(call, descriptor, given->msg_iov, (int)given->msg_iovlen, pc);
    transfer.message = true;
    transfer.flags = flags;
    return transfer;
}

ssize_t __wrap_sendmsg(int descriptor, const struct msghdr *given, int flags)
{
    if (!descriptor_modelled(descriptor, "sendmsg", CALLER))
        return __real_sendmsg(descriptor, given, flags);
    const struct transfer transfer =
        message_of("sendmsg", descriptor, given, flags, CALLER);
    return transfer_send(&transfer);
}

ssize_t __wrap_recvmsg(int descriptor, struct msghdr *given, int flags)
{
    if (!descriptor_modelled(descriptor, "recvmsg", CALLER))
        return __real_recvmsg(descriptor, given, flags);
    const struct transfer transfer =
        message_of("recvmsg", descriptor, given, flags, CALLER);
    ssize_t n = transfer_receive(&transfer);
    if (n >= 0) {
        argument_tell(&given->msg_flags, sizeof given->msg_flags, true, CALLER);
        given->msg_flags = 0;
    }
    return n;
}

enum { PRINT_MAX = 4096 };

static int print(int descriptor, const char *format, va_list values,
                 const void *pc)
{
    char text[PRINT_MAX];
    int length = vsnprintf(text, sizeof text, format, values);
    if (length >= PRINT_MAX)
        finding_unmodelled("dprintf() of more than 4,095 bytes", pc);
    if (length <= 0)
        return length;
    return (int)descriptor_write(descriptor, text, (size_t)length, "dprintf",
                                 pc);
}

int __wrap_vdprintf(int descriptor, const char *format, va_list values)
{
    return descriptor_modelled(descriptor, "vdprintf", CALLER)
               ? print(descriptor, format, values, CALLER)
               : __real_vdprintf(descriptor, format, values);
}

int __wrap_dprintf(int descriptor, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    int length = descriptor_modelled(descriptor, "dprintf", CALLER)
                     ? print(descriptor, format, values, CALLER)
                     : __real_vdprintf(descriptor, format, values);
    va_end(values);
    return length;
}
