/* Names, processors, priorities and clocks of threads, with the errors that the
 * C library gives.
 * Figures: "every":1
 */
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <string.h>
#include <time.h>

static void *work(void *unused)
{
    pthread_attr_t attributes;
    char *stack, here;
    size_t size;
    assert(pthread_getattr_np(pthread_self(), &attributes) == 0);
    assert(pthread_attr_getstack(&attributes, (void **)&stack, &size) == 0);
    assert(&here >= stack && &here < stack + size);
    pthread_attr_destroy(&attributes);
    return unused;
}

static void processors(pthread_t thread)
{
    cpu_set_t set;
    assert(pthread_getaffinity_np(thread, sizeof set, &set) == 0);
    assert(CPU_COUNT(&set) == 2);
    CPU_CLR(0, &set);
    assert(pthread_setaffinity_np(thread, sizeof set, &set) == 0);
    CPU_ZERO(&set);
    assert(pthread_setaffinity_np(thread, sizeof set, &set) == EINVAL);
    assert(pthread_getaffinity_np(thread, sizeof set, &set) == 0);
    assert(CPU_COUNT(&set) == 1 && CPU_ISSET(1, &set));
}

static void priorities(pthread_t thread)
{
    struct sched_param parameters;
    int policy;
    assert(pthread_getschedparam(thread, &policy, &parameters) == 0);
    assert(policy == SCHED_OTHER && parameters.sched_priority == 0);
    assert(pthread_setschedparam(thread, SCHED_BATCH, &parameters) == 0);
    assert(pthread_setschedparam(thread, SCHED_FIFO, &parameters) == EINVAL);
    parameters.sched_priority = 1;
    assert(pthread_setschedparam(thread, SCHED_FIFO, &parameters) == 0);
    assert(pthread_setschedprio(thread, 0) == EINVAL);
    assert(pthread_setschedprio(thread, 7) == 0);
    assert(pthread_getschedparam(thread, &policy, &parameters) == 0);
    assert(policy == SCHED_FIFO && parameters.sched_priority == 7);
}

/* What attributes say counts where they are told to; else the maker's does. */
static void created(void)
{
    struct sched_param parameters = {.sched_priority = 5};
    pthread_attr_t attributes;
    pthread_t thread;
    int policy;
    pthread_attr_init(&attributes);
    pthread_attr_setschedpolicy(&attributes, SCHED_RR);
    pthread_create(&thread, &attributes, work, NULL);
    assert(pthread_getschedparam(thread, &policy, &parameters) == 0);
    assert(policy == SCHED_OTHER && parameters.sched_priority == 0);
    pthread_join(thread, NULL);
    pthread_attr_setinheritsched(&attributes, PTHREAD_EXPLICIT_SCHED);
    assert(pthread_create(&thread, &attributes, work, NULL) == EINVAL);
    parameters.sched_priority = 5;
    pthread_attr_setschedparam(&attributes, &parameters);
    assert(pthread_create(&thread, &attributes, work, NULL) == 0);
    assert(pthread_getschedparam(thread, &policy, &parameters) == 0);
    assert(policy == SCHED_RR && parameters.sched_priority == 5);
    pthread_join(thread, NULL);
    pthread_attr_destroy(&attributes);
}

int main(void)
{
    pthread_t thread;
    pthread_attr_t attributes;
    clockid_t clock;
    struct timespec now;
    char name[16];
    int state;
    pthread_create(&thread, NULL, work, NULL);
    assert(pthread_setname_np(thread, "worker") == 0);
    assert(pthread_getname_np(thread, name, sizeof name) == 0);
    assert(strcmp(name, "worker") == 0);
    assert(pthread_getname_np(thread, name, 15) == ERANGE);
    processors(thread);
    priorities(thread);
    assert(pthread_getattr_np(thread, &attributes) == 0);
    assert(pthread_attr_getdetachstate(&attributes, &state) == 0);
    assert(state == PTHREAD_CREATE_JOINABLE);
    pthread_attr_destroy(&attributes);
    assert(pthread_getcpuclockid(thread, &clock) == 0);
    assert(clock_gettime(clock, &now) == 0);
    assert(pthread_getconcurrency() == 0 && pthread_setconcurrency(2) == 0);
    assert(pthread_setconcurrency(-1) == EINVAL);
    assert(pthread_getconcurrency() == 2);
    pthread_join(thread, NULL);
    created();
    return 0;
}
