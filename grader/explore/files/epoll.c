/*
 * epoll: the kernel's own, asked without waiting.
 *
 * The one idea: whoever hears that a descriptor is ready also hears what made
 * it so. Events carry only what the program gave along, so that is kept.
 */
#include "explore/files/epoll.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "explore/files/single.h"
#include "explore/files/table.h"
#include "explore/files/wait.h"
#include "explore/core/before.h"
#include "explore/model/calls.h"
#include "explore/model/clock.h"

int __real_epoll_create(int);
int __real_epoll_create1(int);
int __real_epoll_ctl(int, int, int, struct epoll_event *);
int __real_epoll_wait(int, struct epoll_event *, int, int);

enum { INTERESTS_MAX = 512, EVENTS_MAX = 128 };

/* What an epoll was told to watch. */
struct interest {
    struct file *epoll; /* NULL: nothing */
    int descriptor;
    uint64_t data;
};

static struct interest interests[INTERESTS_MAX];
static unsigned interest_count;

void epolls_clear(void)
{
    interest_count = 0;
}

void epolls_forget(int descriptor)
{
    for (unsigned i = 0; i < interest_count; i++)
        if (interests[i].descriptor == descriptor)
            interests[i].epoll = NULL;
}

static struct interest *interest_of(const struct file *epoll, int descriptor)
{
    for (unsigned i = 0; i < interest_count; i++)
        if (interests[i].epoll == epoll &&
            (!epoll || interests[i].descriptor == descriptor))
            return &interests[i];
    return NULL;
}

static void interest_set(struct file *epoll, int descriptor, uint64_t data,
                         const void *pc)
{
    struct interest *interest = interest_of(epoll, descriptor);
    if (!interest)
        interest = interest_of(NULL, 0);
    if (!interest && interest_count == INTERESTS_MAX)
        finding_unmodelled("more than 512 descriptors in epolls", pc);
    if (!interest)
        interest = &interests[interest_count++];
    interest->epoll = epoll;
    interest->descriptor = descriptor;
    interest->data = data;
}

static int create(const char *call, int flags, const void *pc)
{
    if (call_fails(call, NULL, pc))
        return files_fail(EMFILE);
    point_simple(call, NULL, pc);
    return file_single(CHANNEL_EPOLL, (int)syscall(SYS_epoll_create1, flags),
                       false, call, pc);
}

int __wrap_epoll_create(int size)
{
    if (!schedule.active)
        return __real_epoll_create(size);
    return size > 0 ? create("epoll_create", 0, CALLER) : files_fail(EINVAL);
}

int __wrap_epoll_create1(int flags)
{
    return schedule.active ? create("epoll_create1", flags, CALLER)
                           : __real_epoll_create1(flags);
}

int __wrap_epoll_ctl(int descriptor, int action, int of,
                     struct epoll_event *event)
{
    static const char call[] = "epoll_ctl";
    const void *pc = CALLER;
    struct file *file = schedule.active ? file_of(descriptor) : NULL;
    if (!file)
        return __real_epoll_ctl(descriptor, action, of, event);
    descriptor_used(descriptor, pc);
    descriptor_used(of, pc);
    if (!file_of(of) && syscall(SYS_fcntl, of, F_GETFD) >= 0)
        finding_unmodelled("epoll of standard input or a file", pc);
    if (action != EPOLL_CTL_DEL)
        ARGUMENT_NEEDED(event);
    file_point(call, file, pc);
    if (syscall(SYS_epoll_ctl, descriptor, action, of, event) != 0) {
        int error = errno;
        file_trace(call, file, pc, "fails");
        return files_fail(error);
    }
    if (action != EPOLL_CTL_DEL)
        interest_set(file, of, event->data.u64, pc);
    else if (interest_of(file, of))
        interest_of(file, of)->epoll = NULL;
    file_sends(file);
    file_trace(call, file, pc, NULL);
    return 0;
}

/* What came before an event happens before what follows. */
static void events_receive(struct file *epoll, const struct epoll_event *event)
{
    for (unsigned i = 0; i < interest_count; i++) {
        const struct interest *interest = &interests[i];
        struct file *file = file_of(interest->descriptor);
        if (interest->epoll != epoll || interest->data != event->data.u64 ||
            !file)
            continue;
        if (event->events & ~(uint32_t)EPOLLOUT)
            file_receives(file);
        if (event->events & EPOLLOUT)
            before_acquire(&file->channel->taken[file->side]);
    }
}

static bool epoll_serves(const struct file *epoll)
{
    for (unsigned i = 0; i < interest_count; i++) {
        const struct file *file = file_of(interests[i].descriptor);
        if (interests[i].epoll == epoll && file &&
            file->channel->kind == CHANNEL_LISTENER)
            return true;
    }
    return false;
}

static bool epoll_ask(struct wait *wait)
{
    return descriptor_ready(*(const int *)wait->of, POLLIN) != 0;
}

static int events_take(const char *call, int descriptor,
                       struct epoll_event *given, int most, const void *pc)
{
    struct epoll_event events[EVENTS_MAX];
    struct file *file = file_of(descriptor);
    if (!file)
        return files_fail(EBADF);
    if (most > EVENTS_MAX)
        most = EVENTS_MAX;
    int count = (int)syscall(SYS_epoll_pwait, descriptor, events, most, 0, NULL,
                             sizeof(uint64_t));
    int error = errno;
    if (count <= 0) {
        file_trace(call, file, pc, count ? "fails" : "busy");
        errno = error;
        return count;
    }
    files_changed();
    file_receives(file);
    argument_needed(given, (size_t)count * sizeof *given, true, pc);
    for (int i = 0; i < count; i++) {
        events_receive(file, &events[i]);
        given[i] = events[i];
    }
    file_trace(call, file, pc, NULL);
    return count;
}

static int wait_events(const char *call, int descriptor,
                       struct epoll_event *given, int most, int milliseconds,
                       const void *pc)
{
    struct timespec at =
        clock_ahead(CLOCK_MONOTONIC,
                    milliseconds > 0 ? (uint64_t)milliseconds * 1000000 : 0);
    const struct deadline until = {CLOCK_MONOTONIC, &at};
    struct file *file = file_of(descriptor);
    struct wait wait = {
        .op = {.call = call, .address = file->channel, .pc = pc},
        .ask = epoll_ask,
        .of = &descriptor,
        .serves = epoll_serves(file),
        .deadline = milliseconds > 0 ? &until : NULL};
    descriptor_used(descriptor, pc);
    if (most <= 0 || file->channel->kind != CHANNEL_EPOLL)
        return files_fail(EINVAL);
    if (milliseconds == 0) {
        file_point(call, file, pc);
        int count = events_take(call, descriptor, given, most, pc);
        if (count == 0)
            schedule_glance(pc, file->channel, 0);
        return count;
    }
    for (;;) {
        enum outcome outcome = wait_point(&wait);
        if (outcome == OUTCOME_TIMEOUT)
            return 0;
        if (outcome == OUTCOME_INTERRUPT)
            return files_fail(EINTR);
        int count = events_take(call, descriptor, given, most, pc);
        if (count)
            return count;
        files_changed(); /* the kernel was asked too early */
    }
}

int __wrap_epoll_wait(int descriptor, struct epoll_event *events, int most,
                      int milliseconds)
{
    if (!schedule.active || !file_of(descriptor))
        return __real_epoll_wait(descriptor, events, most, milliseconds);
    return wait_events("epoll_wait", descriptor, events, most, milliseconds,
                       CALLER);
}

int __real_epoll_pwait(int, struct epoll_event *, int, int, const sigset_t *);

int __wrap_epoll_pwait(int descriptor, struct epoll_event *events, int most,
                       int milliseconds, const sigset_t *mask)
{
    if (!schedule.active || !file_of(descriptor))
        return __real_epoll_pwait(descriptor, events, most, milliseconds, mask);
    if (mask)
        finding_unmodelled("epoll_pwait() with a mask", CALLER);
    return wait_events("epoll_pwait", descriptor, events, most, milliseconds,
                       CALLER);
}
