/*
 * Reading from and writing to descriptors; see transfer.h.
 *
 * The one idea: what was sent happens before what receives it, as a post of a
 * semaphore does before the wait that takes it. Who writes comes after who made
 * room before: a program may know that there was none. The end of a file is
 * received like what was sent.
 */
#include "explore/files/transfer.h"

#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "explore/files/table.h"
#include "explore/files/wait.h"
#include "explore/core/before.h"
#include "explore/model/calls.h"
#include "explore/model/signals.h"

enum { PARTS_MAX = 64 };

/* What is left of the parts. */
struct rest {
    struct iovec parts[PARTS_MAX];
    unsigned at, count;
    size_t size;
};

static void rest_make(struct rest *rest, const struct transfer *transfer)
{
    if (transfer->count > PARTS_MAX)
        finding_unmodelled("more than 64 parts in one call", transfer->pc);
    rest->at = 0;
    rest->count = transfer->count;
    rest->size = 0;
    for (unsigned i = 0; i < rest->count; i++) {
        rest->parts[i] = transfer->parts[i];
        rest->size += rest->parts[i].iov_len;
    }
}

/* Tells of the first bytes of the rest; those that were moved are no more part
 * of it. */
static void rest_tell(const struct transfer *transfer, struct rest *rest,
                      size_t size, bool write)
{
    for (unsigned i = rest->at; !transfer->quiet && i < rest->count && size > 0;
         i++) {
        size_t n = rest->parts[i].iov_len;
        n = n < size ? n : size;
        argument_tell(rest->parts[i].iov_base, n, write, transfer->pc);
        size -= n;
    }
}

static void rest_advance(struct rest *rest, size_t size)
{
    rest->size -= size;
    while (size > 0 && rest->at < rest->count) {
        struct iovec *part = &rest->parts[rest->at];
        size_t n = part->iov_len < size ? part->iov_len : size;
        part->iov_base = (char *)part->iov_base + n;
        part->iov_len -= n;
        size -= n;
        rest->at += part->iov_len == 0;
    }
}

static ssize_t kernel_moves(const struct transfer *transfer, struct rest *rest,
                            bool sends)
{
    struct iovec *parts = &rest->parts[rest->at];
    unsigned count = rest->count - rest->at;
    if (transfer->message) {
        struct msghdr message;
        message.msg_name = NULL;
        message.msg_namelen = 0;
        message.msg_iov = parts;
        message.msg_iovlen = count;
        message.msg_control = NULL;
        message.msg_controllen = 0;
        message.msg_flags = 0;
        int flags = (transfer->flags & ~MSG_WAITALL) | MSG_DONTWAIT;
        return sends ? syscall(SYS_sendmsg, transfer->descriptor, &message,
                               flags | MSG_NOSIGNAL)
                     : syscall(SYS_recvmsg, transfer->descriptor, &message,
                               flags);
    }
    if (count <= 1) {
        void *bytes = count ? parts->iov_base : NULL;
        size_t size = count ? parts->iov_len : 0;
        return syscall(sends ? SYS_write : SYS_read, transfer->descriptor,
                       bytes, size);
    }
    return syscall(sends ? SYS_writev : SYS_readv, transfer->descriptor, parts,
                   count);
}

/* Others wait only where there can be something to wait for; else the kernel
 * says at once what is wrong. */
static bool can_receive(const struct file *file, size_t size)
{
    switch (file->channel->kind) {
    case CHANNEL_PIPE:
        return file->side == 0 && size > 0;
    case CHANNEL_EVENT:
        return size >= sizeof(uint64_t);
    case CHANNEL_PAIR:
    case CHANNEL_CONNECTION:
        return size > 0;
    default:
        return false;
    }
}

static bool may_wait(const struct transfer *transfer, const struct file *file)
{
    return !file->nonblocking && !(transfer->flags & MSG_DONTWAIT);
}

/* @return The file, after a scheduling point in which it may have been closed;
 * NULL: it was, and errno says so. */
static struct file *file_again(const struct transfer *transfer,
                               const struct file *before)
{
    struct file *file = file_of(transfer->descriptor);
    if (!file || file != before)
        errno = EBADF;
    return file == before ? file : NULL;
}

/* A thread that asks again and again in vain lets others go first. */
static ssize_t receive_fails(const struct transfer *transfer,
                             const struct file *file)
{
    int error = errno;
    bool busy = error == EAGAIN;
    file_trace(transfer->call, file, transfer->pc, busy ? "busy" : "fails");
    if (busy)
        schedule_glance(transfer->pc, file->channel, 0);
    return files_fail(error);
}

static void receive_done(const struct transfer *transfer, struct file *file,
                         struct rest *rest, ssize_t n)
{
    file_receives(file);
    if (n > 0 && !(transfer->flags & MSG_PEEK)) {
        before_release(&file->channel->taken[!file->side]);
        files_changed();
    }
    file_trace(transfer->call, file, transfer->pc, NULL);
    rest_tell(transfer, rest, (size_t)n, true);
}

/* One step of receiving. */
static ssize_t receive_some(const struct transfer *transfer,
                            struct file *before, struct rest *rest)
{
    bool waits = may_wait(transfer, before) && can_receive(before, rest->size);
    for (;;) {
        if (!waits)
            file_point(transfer->call, before, transfer->pc);
        else if (!wait_ready(transfer->call, transfer->descriptor, POLLIN,
                             transfer->pc))
            return -1;
        struct file *file = file_again(transfer, before);
        if (!file)
            return -1;
        ssize_t n = kernel_moves(transfer, rest, false);
        if (n < 0 && errno == EAGAIN && waits)
            continue;
        if (n < 0)
            return receive_fails(transfer, file);
        receive_done(transfer, file, rest, n);
        return n;
    }
}

ssize_t transfer_receive(const struct transfer *transfer)
{
    struct rest rest;
    struct file *file = file_of(transfer->descriptor);
    bool all = (transfer->flags & MSG_WAITALL) && may_wait(transfer, file) &&
               !(transfer->flags & MSG_PEEK);
    ssize_t done = 0, n;
    rest_make(&rest, transfer);
    descriptor_used(transfer->descriptor, transfer->pc);
    do {
        n = receive_some(transfer, file, &rest);
        if (n > 0)
            rest_advance(&rest, (size_t)n);
        done += n > 0 ? n : 0;
    } while (all && n > 0 && rest.size > 0);
    return done > 0 || n >= 0 ? done : -1;
}

/* Nobody will ever read it. */
static ssize_t broken(const struct transfer *transfer, const struct file *file)
{
    file_trace(transfer->call, file, transfer->pc, "fails");
    if (!(transfer->flags & MSG_NOSIGNAL)) {
        switch (signal_answer(SIGPIPE)) {
        case SIGNAL_ENDS:
            finding_crash(SIGPIPE, transfer->pc, false);
            schedule_stop(ENDING_FINDING);
        case SIGNAL_HANDLED:
            finding_unmodelled("a handler of SIGPIPE", transfer->pc);
        case SIGNAL_UNHEARD:
            break;
        }
    }
    return files_fail(EPIPE);
}

static ssize_t send_fails(const struct transfer *transfer,
                          const struct file *file)
{
    int error = errno;
    if (error == EPIPE)
        return broken(transfer, file);
    return receive_fails(transfer, file);
}

/* Sends until all is sent, or the file says that it would wait. */
static ssize_t send_all(const struct transfer *transfer, struct file *file,
                        struct rest *rest)
{
    bool waits = may_wait(transfer, file);
    size_t all = rest->size;
    for (;;) {
        rest_tell(transfer, rest, rest->size, false);
        ssize_t n = file_again(transfer, file)
                        ? kernel_moves(transfer, rest, true)
                        : -1;
        if (n >= 0) {
            before_acquire(&file->channel->taken[file->side]);
            file_sends(file);
            rest_advance(rest, (size_t)n);
            file_trace(transfer->call, file, transfer->pc, NULL);
        }
        if (n >= 0 && (rest->size == 0 || !waits))
            return (ssize_t)(all - rest->size);
        if (n < 0 && !(errno == EAGAIN && waits))
            return rest->size < all ? (ssize_t)(all - rest->size)
                                    : send_fails(transfer, file);
        if (!wait_ready(transfer->call, transfer->descriptor, POLLOUT,
                        transfer->pc))
            return rest->size < all ? (ssize_t)(all - rest->size) : -1;
    }
}

ssize_t transfer_send(const struct transfer *transfer)
{
    struct rest rest;
    struct file *file = file_of(transfer->descriptor);
    rest_make(&rest, transfer);
    descriptor_used(transfer->descriptor, transfer->pc);
    file_point(transfer->call, file, transfer->pc);
    return send_all(transfer, file, &rest);
}

ssize_t descriptor_read(int descriptor, void *room, size_t size,
                        const char *call, const void *pc)
{
    const struct iovec part = {room, size};
    const struct transfer transfer = {.call = call,
                                      .descriptor = descriptor,
                                      .parts = &part,
                                      .count = 1,
                                      .pc = pc};
    return transfer_receive(&transfer);
}

ssize_t descriptor_write(int descriptor, const void *bytes, size_t size,
                         const char *call, const void *pc)
{
    const struct iovec part = {(void *)bytes, size};
    const struct transfer transfer = {.call = call,
                                      .descriptor = descriptor,
                                      .parts = &part,
                                      .count = 1,
                                      .pc = pc};
    return transfer_send(&transfer);
}
