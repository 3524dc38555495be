/*
 * poll(), select() and their kin: the kernel's, asked without waiting.
 *
 * Standard input is read ahead (program/input.c), so there is always something
 * to read. A call that watches nothing is a sleep.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <sys/select.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "explore/files/table.h"
#include "explore/files/wait.h"
#include "explore/core/before.h"
#include "explore/model/calls.h"
#include "explore/model/clock.h"

int __real_poll(struct pollfd *, nfds_t, int);
int __real_ppoll(struct pollfd *, nfds_t, const struct timespec *,
                 const sigset_t *);
int __real_select(int, fd_set *, fd_set *, fd_set *, struct timeval *);
int __real_pselect(int, fd_set *, fd_set *, fd_set *, const struct timespec *,
                   const sigset_t *);
int __wrap_nanosleep(const struct timespec *, struct timespec *);

enum { POLLED_MAX = 256, MILLION = 1000000 };

static const int64_t FOR_EVER = -1;

/* What a call watches: the kit's copy. */
struct watch {
    struct pollfd fds[POLLED_MAX];
    unsigned count;
    bool input; /* standard input is among them */
};

static bool watch_ask(struct wait *wait)
{
    struct watch *watch = wait->of;
    const struct timespec now = {0};
    long count = syscall(SYS_ppoll, watch->fds, watch->count, &now, NULL, 0);
    return count != 0 || watch->input;
}

/* Adds a descriptor. */
static void watch_add(struct watch *watch, int descriptor, short events,
                      const void *pc)
{
    if (watch->count == POLLED_MAX)
        finding_unmodelled("poll() or select() of more than 256 descriptors",
                           pc);
    bool input = descriptor == STDIN_FILENO && !file_of(descriptor);
    watch->input |= input && (events & POLLIN);
    watch->fds[watch->count].fd = input ? -1 : descriptor;
    watch->fds[watch->count].events = events;
    watch->fds[watch->count++].revents = 0;
    descriptor_used(descriptor, pc);
}

/* The first one that the model knows stands for all. */
static const void *watch_address(const struct watch *watch)
{
    for (unsigned i = 0; i < watch->count; i++)
        if (file_of(watch->fds[i].fd))
            return file_of(watch->fds[i].fd)->channel;
    return NULL;
}

static bool watch_serves(const struct watch *watch)
{
    for (unsigned i = 0; i < watch->count; i++) {
        const struct file *file = file_of(watch->fds[i].fd);
        if (file && file->channel->kind == CHANNEL_LISTENER)
            return true;
    }
    return false;
}

/* What made them ready happens before what follows. */
static void watch_receive(const struct watch *watch)
{
    for (unsigned i = 0; i < watch->count; i++) {
        struct file *file = file_of(watch->fds[i].fd);
        short events = watch->fds[i].revents;
        if (file && (events & ~POLLOUT))
            file_receives(file);
        if (file && (events & POLLOUT))
            before_acquire(&file->channel->taken[file->side]);
    }
}

/* Waits, and asks for the last time. @return 0: time is over; -1: interrupted;
 * else 1, and the answers are in the copy. */
static int watch_wait(const char *call, struct watch *watch,
                      int64_t nanoseconds, const void *pc)
{
    struct timespec at = clock_ahead(
        CLOCK_MONOTONIC, nanoseconds > 0 ? (uint64_t)nanoseconds : 0);
    const struct deadline until = {CLOCK_MONOTONIC, &at};
    struct wait wait = {
        .op = {.call = call, .address = watch_address(watch), .pc = pc},
        .ask = watch_ask,
        .of = watch,
        .serves = watch_serves(watch),
        .deadline = nanoseconds > 0 ? &until : NULL};
    if (nanoseconds == 0)
        point_simple(call, wait.op.address, pc);
    enum outcome outcome = nanoseconds ? wait_point(&wait) : OUTCOME_NORMAL;
    if (outcome == OUTCOME_INTERRUPT)
        return files_fail(EINTR);
    if (outcome == OUTCOME_TIMEOUT)
        return 0;
    bool some = watch_ask(&wait);
    trace_op(&wait.op, some ? NULL : "busy");
    if (!some)
        schedule_glance(pc, wait.op.address ? wait.op.address : watch, 0);
    watch_receive(watch);
    return some;
}

static int sleep_for(int64_t nanoseconds, const void *pc)
{
    if (nanoseconds < 0)
        finding_unmodelled("poll() or select() that only a signal ends", pc);
    const struct timespec span = {.tv_sec = nanoseconds / (MILLION * 1000),
                                  .tv_nsec = nanoseconds % (MILLION * 1000)};
    schedule.current->caller = pc;
    __wrap_nanosleep(&span, NULL);
    schedule.current->caller = NULL;
    return 0;
}

/* The answers go to the program. */
static int watch_tell(const struct watch *watch, struct pollfd *given,
                      const void *pc)
{
    int count = 0;
    for (unsigned i = 0; i < watch->count; i++) {
        bool input = given[i].fd == STDIN_FILENO && watch->fds[i].fd < 0;
        short events =
            input ? (short)(given[i].events & POLLIN) : watch->fds[i].revents;
        argument_tell(&given[i].revents, sizeof given[i].revents, true, pc);
        given[i].revents = events;
        count += events != 0;
    }
    return count;
}

static int poll_for(const char *call, struct pollfd *given, nfds_t count,
                    int64_t nanoseconds, const void *pc)
{
    struct watch watch;
    watch.count = 0;
    watch.input = false;
    if (count == 0 && nanoseconds != 0)
        return sleep_for(nanoseconds, pc);
    argument_tell(given, count * sizeof *given, false, pc);
    for (nfds_t i = 0; i < count; i++)
        watch_add(&watch, given[i].fd, given[i].events, pc);
    int result = watch_wait(call, &watch, nanoseconds, pc);
    if (result < 0)
        return result;
    if (result == 0)
        for (unsigned i = 0; i < watch.count; i++)
            watch.fds[i].revents = 0;
    return watch_tell(&watch, given, pc);
}

int __wrap_poll(struct pollfd *fds, nfds_t count, int milliseconds)
{
    if (!schedule.active)
        return __real_poll(fds, count, milliseconds);
    int64_t span =
        milliseconds < 0 ? FOR_EVER : (int64_t)milliseconds * MILLION;
    return poll_for("poll", fds, count, span, CALLER);
}

/* @return Nanoseconds. */
static int64_t span_of(const struct timespec *span, const void *pc)
{
    if (!span)
        return FOR_EVER;
    argument_needed(span, sizeof *span, false, pc);
    return (int64_t)clock_span(span);
}

int __wrap_ppoll(struct pollfd *fds, nfds_t count, const struct timespec *span,
                 const sigset_t *mask)
{
    if (!schedule.active)
        return __real_ppoll(fds, count, span, mask);
    if (mask)
        finding_unmodelled("ppoll() with a mask", CALLER);
    return poll_for("ppoll", fds, count, span_of(span, CALLER), CALLER);
}

enum { SETS = 3 };

static const struct {
    short asked, told;
} kinds[SETS] = {{POLLIN, POLLIN | POLLHUP | POLLERR},
                 {POLLOUT, POLLOUT | POLLERR},
                 {POLLPRI, POLLPRI}};

/* A word of a set holds so many bits. */
static bool set_has(const fd_set *set, int descriptor)
{
    return set && FD_ISSET(descriptor, set);
}

static void set_clear(fd_set *set, const void *pc)
{
    if (!set)
        return;
    argument_needed(set, sizeof *set, true, pc);
    for (unsigned i = 0; i < sizeof set->fds_bits / sizeof *set->fds_bits; i++)
        ((volatile long *)set->fds_bits)[i] = 0;
}

/* Each descriptor of a set has a place of its own in the copy, in order. */
static void sets_read(struct watch *watch, int end, fd_set *const sets[SETS],
                      const void *pc)
{
    for (unsigned kind = 0; kind < SETS; kind++) {
        if (sets[kind])
            argument_needed(sets[kind], sizeof *sets[kind], false, pc);
        for (int i = 0; i < end && sets[kind]; i++)
            if (set_has(sets[kind], i))
                watch_add(watch, i, kinds[kind].asked, pc);
    }
}

static int sets_write(const struct watch *watch, const fd_set old[SETS],
                      int end, fd_set *const sets[SETS], const void *pc)
{
    int count = 0;
    unsigned at = 0;
    for (unsigned kind = 0; kind < SETS; kind++) {
        set_clear(sets[kind], pc);
        for (int i = 0; i < end && sets[kind]; i++) {
            if (!set_has(&old[kind], i))
                continue;
            const struct pollfd *fd = &watch->fds[at++];
            bool input = i == STDIN_FILENO && fd->fd < 0 && kind == 0;
            if (!input && !(fd->revents & kinds[kind].told))
                continue;
            FD_SET(i, sets[kind]);
            count++;
        }
    }
    return count;
}

static int select_for(const char *call, int end, fd_set *const sets[SETS],
                      int64_t nanoseconds, const void *pc)
{
    struct watch watch;
    fd_set old[SETS];
    watch.count = 0;
    watch.input = false;
    if (end < 0 || end > FD_SETSIZE)
        return files_fail(EINVAL);
    sets_read(&watch, end, sets, pc);
    if (watch.count == 0 && nanoseconds != 0)
        return sleep_for(nanoseconds, pc);
    for (unsigned kind = 0; kind < SETS; kind++)
        for (int i = 0; i < FD_SETSIZE / NFDBITS && sets[kind]; i++)
            ((volatile long *)old[kind].fds_bits)[i] =
                ((const volatile long *)sets[kind]->fds_bits)[i];
    int result = watch_wait(call, &watch, nanoseconds, pc);
    if (result < 0)
        return result;
    for (unsigned i = 0; i < watch.count; i++) {
        if (result > 0 && watch.fds[i].revents & POLLNVAL)
            return files_fail(EBADF);
        if (result == 0)
            watch.fds[i].revents = 0;
    }
    return sets_write(&watch, old, end, sets, pc);
}

int __wrap_select(int end, fd_set *in, fd_set *out, fd_set *other,
                  struct timeval *span)
{
    if (!schedule.active)
        return __real_select(end, in, out, other, span);
    fd_set *const sets[SETS] = {in, out, other};
    int64_t nanoseconds = FOR_EVER;
    if (span) {
        ARGUMENT_NEEDED(span);
        nanoseconds = ((int64_t)span->tv_sec * MILLION + span->tv_usec) * 1000;
    }
    return select_for("select", end, sets, nanoseconds, CALLER);
}

int __wrap_pselect(int end, fd_set *in, fd_set *out, fd_set *other,
                   const struct timespec *span, const sigset_t *mask)
{
    if (!schedule.active)
        return __real_pselect(end, in, out, other, span, mask);
    if (mask)
        finding_unmodelled("pselect() with a mask", CALLER);
    fd_set *const sets[SETS] = {in, out, other};
    return select_for("pselect", end, sets, span_of(span, CALLER), CALLER);
}
