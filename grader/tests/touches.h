/*
 * What the calls of trial/touches.txt are tried on: one of each, shared by the
 * two threads of a trial, and in own() one for each thread.
 */
#include <ctype.h>
#include <err.h>
#include <errno.h>
#include <error.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <threads.h>
#include <time.h>
#include <unistd.h>

#include "tests/touches_turn.h"
#include "trial/trial.h"

#pragma GCC diagnostic ignored "-Wunused"
#pragma GCC diagnostic ignored "-Wformat"
#pragma GCC diagnostic ignored "-Wformat-security"

/* int __xpg_strerror_r() is what strerror_r() is in POSIX. */
int __xpg_strerror_r(int error, char *text, size_t size);

static unsigned number = 7;
static int value, numbers[] = {3, 1, 2};
static char text[32] = "12 a", other[32] = "b", *place = other;
static char cut[32] = "a b c", delimiters[8] = " ", format[8] = "%H";
static void *pointer;
static pthread_t handle;
static pthread_attr_t thread_attr;
static pthread_mutexattr_t mutex_attr;
static pthread_condattr_t cond_attr;
static pthread_rwlockattr_t rwlock_attr;
static pthread_barrierattr_t barrier_attr;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t cond = PTHREAD_COND_INITIALIZER;
static pthread_rwlock_t rwlock = PTHREAD_RWLOCK_INITIALIZER;
static pthread_barrier_t barrier;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static once_flag c11_once = ONCE_FLAG_INIT;
static cnd_t c11_cond;
static mtx_t c11_lock;
static pthread_key_t key, new_key;
static sem_t semaphore;
static clockid_t clock_name;
static struct timespec past = {1, 0}, future = {4000000000, 0}, now;
static struct timeval day;
static struct tm parts = {.tm_mday = 1, .tm_year = 100};
static time_t moment;

struct own {
    bool ready;
    char text[32], *place;
    int numbers[3];
    struct tm parts;
    struct timespec future;
    pthread_t handle;
    pthread_attr_t thread, detached;
    pthread_mutexattr_t mutex_attr;
    pthread_condattr_t cond_attr;
    pthread_rwlockattr_t rwlock_attr;
    pthread_mutex_t lock;
    pthread_cond_t cond;
    pthread_rwlock_t rwlock;
    pthread_barrier_t barrier, ready_barrier;
    sem_t semaphore;
    mtx_t c11_lock, c11_new_lock;
    cnd_t c11_cond, c11_new_cond;
};

static struct own *own(void)
{
    static _Thread_local struct own mine;
    if (mine.ready)
        return &mine;
    mine = (struct own){.ready = true,
                        .text = "12 a",
                        .numbers = {1, 2, 3},
                        .parts = {.tm_mday = 1, .tm_year = 100},
                        .future = {4000000000, 0}};
    mine.place = mine.text;
    pthread_attr_init(&mine.thread);
    pthread_attr_init(&mine.detached);
    pthread_attr_setdetachstate(&mine.detached, PTHREAD_CREATE_DETACHED);
    pthread_mutexattr_init(&mine.mutex_attr);
    pthread_condattr_init(&mine.cond_attr);
    pthread_rwlockattr_init(&mine.rwlock_attr);
    pthread_barrier_init(&mine.ready_barrier, NULL, 1);
    pthread_mutex_init(&mine.lock, NULL);
    pthread_cond_init(&mine.cond, NULL);
    pthread_rwlock_init(&mine.rwlock, NULL);
    sem_init(&mine.semaphore, 0, 0);
    mtx_init(&mine.c11_lock, mtx_plain);
    cnd_init(&mine.c11_cond);
    return &mine;
}

static void prepare(void)
{
    pthread_attr_init(&thread_attr);
    pthread_attr_setdetachstate(&thread_attr, PTHREAD_CREATE_DETACHED);
    pthread_mutexattr_init(&mutex_attr);
    pthread_condattr_init(&cond_attr);
    pthread_rwlockattr_init(&rwlock_attr);
    pthread_barrierattr_init(&barrier_attr);
    pthread_barrier_init(&barrier, NULL, 1);
    pthread_key_create(&key, NULL);
    sem_init(&semaphore, 0, 9);
    mtx_init(&c11_lock, mtx_plain);
    cnd_init(&c11_cond);
}

static void *nothing(void *unused)
{
    return unused;
}

static void once_nothing(void)
{
}

static pthread_t helper(void)
{
    pthread_t made;
    pthread_create(&made, NULL, nothing, NULL);
    return made;
}

static int timed_join(const struct timespec *deadline)
{
    pthread_t made = helper();
    if (pthread_timedjoin_np(made, NULL, deadline))
        pthread_join(made, NULL);
    return 0;
}

static int clock_join(const struct timespec *deadline)
{
    pthread_t made = helper();
    if (pthread_clockjoin_np(made, NULL, CLOCK_REALTIME, deadline))
        pthread_join(made, NULL);
    return 0;
}

static int try_join(void **result)
{
    pthread_t made = helper();
    while (pthread_tryjoin_np(made, result))
        sched_yield();
    return 0;
}

static int locked(int error)
{
    if (!error)
        pthread_mutex_unlock(&lock);
    return 0;
}

static int read_locked(int error)
{
    if (!error)
        pthread_rwlock_unlock(&rwlock);
    return 0;
}

#define cond_wait(call)                                                        \
    (pthread_mutex_lock(&lock), call, pthread_mutex_unlock(&lock))

static int c11_nothing(void *unused)
{
    (void)unused;
    return 0;
}

static int c11_made(int result)
{
    if (result == thrd_success)
        thrd_detach(handle);
    return 0;
}

static int c11_locked(int result)
{
    if (result == thrd_success)
        mtx_unlock(&c11_lock);
    return 0;
}

#define c11_wait(call) (mtx_lock(&c11_lock), call, mtx_unlock(&c11_lock))

static int aligned_free(int error)
{
    if (!error)
        free(pointer);
    return 0;
}

static int asctime_shared(const struct tm *time)
{
    asctime(time);
    return 0;
}

static int strtok_on(char **saved)
{
    strtok_r(own()->text, " ", saved);
    strtok_r(NULL, " ", saved);
    return 0;
}

static char *posix_text(char *to)
{
    return strerror_r(-1, to, 30);
}

static int compare(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

static int compare_with(const void *a, const void *b, void *unused)
{
    (void)unused;
    return compare(a, b);
}

static int scan(const char *from, const char *how, ...)
{
    va_list list;
    va_start(list, how);
    int count = vsscanf(from, how, list);
    va_end(list);
    return count;
}

static int made_text(int length)
{
    if (length >= 0)
        free(own()->place);
    return 0;
}

/* Into a text with room, with room for nothing but what is made (1) or without
 * a bound (0), or to a stream. */
static int print(char *to, size_t room, const char *how, ...)
{
    va_list list;
    va_start(list, how);
    if (to && room == 1)
        made_text(vasprintf(&own()->place, how, list));
    else if (to && room)
        vsnprintf(to, room, how, list);
    else if (to)
        vsprintf(to, how, list);
    else if (room == 1)
        vfprintf(stdout, how, list);
    else
        vprintf(how, list);
    va_end(list);
    return 0;
}

static int made_place(int length)
{
    if (length >= 0)
        free(place);
    return 0;
}

/* A warning, with the error's text or without. */
static void tell(bool error, const char *how, ...)
{
    va_list list;
    va_start(list, how);
    if (error)
        vwarn(how, list);
    else
        vwarnx(how, list);
    va_end(list);
}

/* The other thread looks at the first byte of WHAT, or writes it. */
#define LOOK(what) (*(volatile char *)&(what))
#define SET(what) (*(volatile char *)&(what) = *(char *)other)

/* Whether it was anything: else compilers leave calls out that only read. */
static _Thread_local volatile bool result;

/* Nothing lies there. */
#ifndef NOWHERE
#define NOWHERE 16
#endif
static void *volatile bad = (void *)NOWHERE;

/* A trial of a call that gets a pointer to nothing. */
#define CALL(name, call)                                                       \
    TRIAL(name, "", .rounds = 1, .schedules = 2)                               \
    {                                                                          \
        prepare();                                                             \
        result = (call);                                                       \
    }

/* A trial of two threads that each do something once. */
#define TOUCH(name, first, second)                                             \
    static void *name##_first(void *unused)                                    \
    {                                                                          \
        trial_turn_wait(0);                                                    \
        result = (first);                                                      \
        trial_turn_end();                                                      \
        return unused;                                                         \
    }                                                                          \
    static void *name##_second(void *unused)                                   \
    {                                                                          \
        trial_turn_wait(1);                                                    \
        result = (second);                                                     \
        trial_turn_end();                                                      \
        return unused;                                                         \
    }                                                                          \
    TRIAL(name, "", .rounds = 3, .schedules = 60)                              \
    {                                                                          \
        trial_turns_begin();                                                   \
        prepare();                                                             \
        trial_spawn("first", name##_first, NULL);                              \
        trial_spawn("second", name##_second, NULL);                            \
        trial_run();                                                           \
    }
