/*
 * What a program asks of threads, or tells of them, that moves none: names,
 * processors, priorities, clocks.
 *
 * The one idea: the C library's own calls would take a handle of the explorer
 * for one of theirs. These give what a process gets on a machine with the two
 * processors that sysconf() tells of. Policies and priorities are kept, as for
 * one that may have any, and change no schedule.
 */
#include "explore/model/thread_asked.h"

#include <errno.h>
#include <sched.h>

#include "explore/core/digest.h"
#include "explore/model/calls.h"

int __real_pthread_getname_np(pthread_t, char *, size_t);
int __real_pthread_getattr_np(pthread_t, pthread_attr_t *);
int __real_pthread_getcpuclockid(pthread_t, clockid_t *);
int __real_pthread_getaffinity_np(pthread_t, size_t, cpu_set_t *);
int __real_pthread_setaffinity_np(pthread_t, size_t, const cpu_set_t *);
int __real_pthread_getschedparam(pthread_t, int *, struct sched_param *);
int __real_pthread_setschedparam(pthread_t, int, const struct sched_param *);
int __real_pthread_setschedprio(pthread_t, int);
int __real_pthread_getconcurrency(void);
int __real_pthread_setconcurrency(int);

enum { COMM = 16, ALL_PROCESSORS = 3 };

static int level;
static struct {
    unsigned char processors; /* as a set; 0: all */
    unsigned char policy;     /* SCHED_OTHER is 0 */
    unsigned char priority;
} told[FIBERS_MAX];

void asked_clear(void)
{
    level = 0;
    bytes_set(told, 0, sizeof told);
}

void asked_digest(struct digest *digest)
{
    digest_word(digest, (uint64_t)level);
    digest_bytes(digest, told, sizeof told);
}

/* Whoever asks of a thread that is gone may get anything. */
static struct thread *asked(pthread_t handle, const char *call, const void *pc)
{
    struct thread *thread = thread_of(handle);
    if (!thread || thread->joined || (thread->detached && thread->finished))
        finding_misuse("names a thread that does not exist", call, NULL, pc);
    footprint_touch(&thread->sync, 1, false);
    footprint_touch(&told[thread->id], 1, true);
    return thread;
}

int __wrap_pthread_getname_np(pthread_t handle, char *name, size_t size)
{
    if (!schedule.active)
        return __real_pthread_getname_np(handle, name, size);
    const struct thread *thread = asked(handle, "pthread_getname_np", CALLER);
    footprint_touch(thread->name, 1, false);
    if (size < COMM)
        return ERANGE;
    argument_tell(name, COMM, true, CALLER);
    size_t i = 0;
    for (; i < COMM - 1 && thread->name[i]; i++)
        ((volatile char *)name)[i] = thread->name[i];
    name[i] = '\0';
    return 0;
}

int __wrap_pthread_getattr_np(pthread_t handle, pthread_attr_t *attributes)
{
    if (!schedule.active)
        return __real_pthread_getattr_np(handle, attributes);
    const struct thread *thread = asked(handle, "pthread_getattr_np", CALLER);
    ARGUMENT_FILLED(attributes);
    size_t size;
    void *stack = fiber_stack_of(thread->fiber, &size);
    pthread_attr_init(attributes);
    pthread_attr_setstack(attributes, stack, size);
    pthread_attr_setdetachstate(attributes, thread->detached
                                                ? PTHREAD_CREATE_DETACHED
                                                : PTHREAD_CREATE_JOINABLE);
    return 0;
}

int __wrap_pthread_getcpuclockid(pthread_t handle, clockid_t *clock)
{
    if (!schedule.active)
        return __real_pthread_getcpuclockid(handle, clock);
    asked(handle, "pthread_getcpuclockid", CALLER);
    ARGUMENT_FILLED(clock);
    *clock = CLOCK_THREAD_CPUTIME_ID;
    return 0;
}

int __wrap_pthread_getaffinity_np(pthread_t handle, size_t size, cpu_set_t *set)
{
    if (!schedule.active)
        return __real_pthread_getaffinity_np(handle, size, set);
    const struct thread *thread =
        asked(handle, "pthread_getaffinity_np", CALLER);
    if (size < sizeof(unsigned long))
        return EINVAL;
    argument_tell(set, size, true, CALLER);
    bytes_set(set, 0, size);
    unsigned processors = told[thread->id].processors;
    *(unsigned char *)set =
        (unsigned char)(processors ? processors : ALL_PROCESSORS);
    return 0;
}

int __wrap_pthread_setaffinity_np(pthread_t handle, size_t size,
                                  const cpu_set_t *set)
{
    if (!schedule.active)
        return __real_pthread_setaffinity_np(handle, size, set);
    const struct thread *thread =
        asked(handle, "pthread_setaffinity_np", CALLER);
    argument_tell(set, size, false, CALLER);
    unsigned processors =
        size ? *(const unsigned char *)set & ALL_PROCESSORS : 0;
    if (!processors)
        return EINVAL;
    told[thread->id].processors = (unsigned char)processors;
    return 0;
}

int __wrap_pthread_getschedparam(pthread_t handle, int *policy,
                                 struct sched_param *parameters)
{
    if (!schedule.active)
        return __real_pthread_getschedparam(handle, policy, parameters);
    const struct thread *thread =
        asked(handle, "pthread_getschedparam", CALLER);
    ARGUMENT_FILLED(policy);
    ARGUMENT_FILLED(parameters);
    *policy = told[thread->id].policy;
    parameters->sched_priority = told[thread->id].priority;
    return 0;
}

/* @return An error number. */
static int keep(unsigned id, int policy, int priority)
{
    bool ranked = policy == SCHED_FIFO || policy == SCHED_RR;
    if (!ranked && policy != SCHED_OTHER && policy != SCHED_BATCH &&
        policy != SCHED_IDLE)
        return EINVAL;
    if (priority < (ranked ? 1 : 0) || priority > (ranked ? 99 : 0))
        return EINVAL;
    told[id].policy = (unsigned char)policy;
    told[id].priority = (unsigned char)priority;
    return 0;
}

int asked_create(unsigned id, const pthread_attr_t *attributes)
{
    int inherits = PTHREAD_INHERIT_SCHED, policy;
    struct sched_param parameters;
    if (id >= FIBERS_MAX)
        return 0;
    told[id] = told[schedule.current->id];
    if (attributes)
        pthread_attr_getinheritsched(attributes, &inherits);
    if (inherits == PTHREAD_INHERIT_SCHED)
        return 0;
    pthread_attr_getschedpolicy(attributes, &policy);
    pthread_attr_getschedparam(attributes, &parameters);
    return keep(id, policy, parameters.sched_priority);
}

int __wrap_pthread_setschedparam(pthread_t handle, int policy,
                                 const struct sched_param *parameters)
{
    if (!schedule.active)
        return __real_pthread_setschedparam(handle, policy, parameters);
    const struct thread *thread =
        asked(handle, "pthread_setschedparam", CALLER);
    ARGUMENT_READ(parameters);
    return keep(thread->id, policy, parameters->sched_priority);
}

int __wrap_pthread_setschedprio(pthread_t handle, int priority)
{
    if (!schedule.active)
        return __real_pthread_setschedprio(handle, priority);
    const struct thread *thread = asked(handle, "pthread_setschedprio", CALLER);
    return keep(thread->id, told[thread->id].policy, priority);
}

int __wrap_pthread_getconcurrency(void)
{
    return schedule.active ? level : __real_pthread_getconcurrency();
}

int __wrap_pthread_setconcurrency(int wanted)
{
    if (!schedule.active)
        return __real_pthread_setconcurrency(wanted);
    if (wanted < 0)
        return EINVAL;
    level = wanted;
    return 0;
}
