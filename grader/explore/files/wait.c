/* How threads wait for descriptors; see wait.h. */
#include "explore/files/wait.h"

#include <errno.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "explore/model/calls.h"
#include "explore/model/signals.h"

/* The kernel is asked again only when something has changed. */
static bool is_ready(struct wait *wait)
{
    if (wait->when != files_changes() + 1) {
        int kept = errno;
        wait->answer = wait->ask(wait);
        wait->when = files_changes() + 1;
        errno = kept;
    }
    return wait->answer;
}

static bool op_ready(const struct thread *thread, enum outcome outcome)
{
    struct wait *wait = (struct wait *)(void *)thread->op;
    if (outcome == OUTCOME_INTERRUPT && !signals_reach(thread))
        return false;
    return is_ready(wait) == (outcome == OUTCOME_NORMAL);
}

/* POSIX.1-2017, XSH 2.9.5.2: of the calls on files, those that may wait. */
static enum cancel_point cancels(const char *call)
{
    static const char *const points[] = {
        "read",   "write",  "recv",  "send",    "poll",   "ppoll",
        "epoll_", "accept", "close", "connect", "select", "pselect"};
    for (size_t i = 0; i < sizeof points / sizeof points[0]; i++)
        if (strncmp(call, points[i], strlen(points[i])) == 0)
            return strcmp(call, "epoll_ctl") != 0 ? CANCEL_CALL : CANCEL_NEVER;
    return CANCEL_NEVER;
}

enum outcome wait_point(struct wait *wait)
{
    wait->op.cancels = cancels(wait->op.call);
    wait->op.ready = op_ready;
    wait->op.writes = true;
    wait->op.outside = true;
    wait->op.serves = wait->serves;
    wait->op.deadline = wait->deadline;
    wait->op.outcomes = OUTCOMES(OUTCOME_INTERRUPT) |
                        (wait->deadline ? OUTCOMES(OUTCOME_TIMEOUT) : 0);
    if (!is_ready(wait))
        trace_op(&wait->op, "blocks");
    enum outcome outcome = schedule_point(&wait->op);
    if (outcome == OUTCOME_INTERRUPT)
        trace_op(&wait->op, "interrupted");
    if (outcome == OUTCOME_TIMEOUT) {
        trace_op(&wait->op, "timeout");
        deadline_over(&wait->op);
    }
    return outcome;
}

short descriptor_ready(int descriptor, short events)
{
    struct pollfd look = {descriptor, events, 0};
    const struct timespec now = {0};
    long count = syscall(SYS_ppoll, &look, 1, &now, NULL, 0);
    return count > 0 ? look.revents : 0;
}

struct one {
    int descriptor;
    short events;
};

static bool one_ask(struct wait *wait)
{
    const struct one *one = wait->of;
    return descriptor_ready(one->descriptor, one->events) != 0;
}

bool wait_ready(const char *call, int descriptor, short events, const void *pc)
{
    struct one one = {descriptor, events};
    struct file *file = file_of(descriptor);
    struct wait wait = {
        .op = {.call = call, .address = file->channel, .pc = pc},
        .ask = one_ask,
        .serves = file->channel->kind == CHANNEL_LISTENER,
        .of = &one};
    bool on = wait_point(&wait) == OUTCOME_NORMAL;
    if (!on)
        errno = EINTR;
    return on;
}

void file_point(const char *call, const struct file *file, const void *pc)
{
    const struct op op = {.call = call,
                          .address = file->channel,
                          .pc = pc,
                          .cancels = cancels(call),
                          .writes = true};
    schedule_point(&op);
}

void file_trace(const char *call, const struct file *file, const void *pc,
                const char *result)
{
    const struct op op = {.call = call, .address = file->channel, .pc = pc};
    trace_op(&op, result);
}

int files_fail(int error)
{
    errno = error;
    return -1;
}
