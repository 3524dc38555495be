/*
 * C11's threads (explore/model/c11.c): what each call makes of the answer of
 * the call of pthreads behind it (C11, 7.26), and whose call that is.
 */
#include <criterion/criterion.h>
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <threads.h>

#include "alone.h"
#include "explore/core/object.h"

int __wrap_mtx_init(mtx_t *, int);
int __wrap_mtx_lock(mtx_t *);
int __wrap_mtx_trylock(mtx_t *);
int __wrap_mtx_timedlock(mtx_t *, const struct timespec *);
int __wrap_mtx_unlock(mtx_t *);
void __wrap_mtx_destroy(mtx_t *);
int __wrap_cnd_init(cnd_t *);
int __wrap_cnd_wait(cnd_t *, mtx_t *);
int __wrap_cnd_timedwait(cnd_t *, mtx_t *, const struct timespec *);
int __wrap_cnd_signal(cnd_t *);
int __wrap_cnd_broadcast(cnd_t *);
void __wrap_cnd_destroy(cnd_t *);
int __wrap_tss_create(tss_t *, tss_dtor_t);
int __wrap_tss_set(tss_t, void *);
void *__wrap_tss_get(tss_t);
void __wrap_tss_delete(tss_t);
int __wrap_thrd_create(thrd_t *, thrd_start_t, void *);
int __wrap_thrd_detach(thrd_t);
int __wrap_thrd_join(thrd_t, int *);
int __wrap_thrd_equal(thrd_t, thrd_t);
int __wrap_thrd_sleep(const struct timespec *, struct timespec *);
thrd_t __wrap_thrd_current(void);
void __wrap_thrd_yield(void);

/* What the call behind answers, what was called, with what. */
static int answer;
static const char *called;
static const void *first, *second, *third;
static const void *made_for; /* the caller that it took for the program's */
static int kind;             /* of the mutex that was initialised */

static int note(const char *call, const void *a, const void *b, const void *c)
{
    called = call;
    first = a;
    second = b;
    third = c;
    made_for = schedule.current->caller;
    return answer;
}

/* A call of pthreads with so many arguments. */
#define BEHIND1(name, A)                                                       \
    int __wrap_##name(A);                                                      \
    int __wrap_##name(A a)                                                     \
    {                                                                          \
        return note(#name, (const void *)(uintptr_t)a, NULL, NULL);            \
    }
#define BEHIND2(name, A, B)                                                    \
    int __wrap_##name(A, B);                                                   \
    int __wrap_##name(A a, B b)                                                \
    {                                                                          \
        return note(#name, (const void *)(uintptr_t)a,                         \
                    (const void *)(uintptr_t)b, NULL);                         \
    }
#define BEHIND3(name, A, B, C)                                                 \
    int __wrap_##name(A, B, C);                                                \
    int __wrap_##name(A a, B b, C c)                                           \
    {                                                                          \
        return note(#name, (const void *)(uintptr_t)a,                         \
                    (const void *)(uintptr_t)b, (const void *)(uintptr_t)c);   \
    }

typedef void (*destructor)(void *);

BEHIND1(pthread_mutex_lock, pthread_mutex_t *)
BEHIND1(pthread_mutex_trylock, pthread_mutex_t *)
BEHIND1(pthread_mutex_unlock, pthread_mutex_t *)
BEHIND1(pthread_mutex_destroy, pthread_mutex_t *)
BEHIND1(pthread_cond_signal, pthread_cond_t *)
BEHIND1(pthread_cond_broadcast, pthread_cond_t *)
BEHIND1(pthread_cond_destroy, pthread_cond_t *)
BEHIND1(pthread_key_delete, pthread_key_t)
BEHIND1(pthread_detach, pthread_t)
BEHIND2(pthread_mutex_timedlock, pthread_mutex_t *, const struct timespec *)
BEHIND2(pthread_cond_init, pthread_cond_t *, const pthread_condattr_t *)
BEHIND2(pthread_cond_wait, pthread_cond_t *, pthread_mutex_t *)
BEHIND2(pthread_key_create, pthread_key_t *, destructor)
BEHIND2(pthread_setspecific, pthread_key_t, const void *)
BEHIND3(pthread_cond_timedwait, pthread_cond_t *, pthread_mutex_t *,
        const struct timespec *)

int __wrap_pthread_mutex_init(pthread_mutex_t *, const pthread_mutexattr_t *);
int __wrap_pthread_mutex_init(pthread_mutex_t *mutex,
                              const pthread_mutexattr_t *attributes)
{
    pthread_mutexattr_gettype(attributes, &kind);
    return note("pthread_mutex_init", mutex, NULL, NULL);
}

int __wrap_pthread_create(pthread_t *, const pthread_attr_t *,
                          void *(*)(void *), void *);
int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
                          void *(*start)(void *), void *argument)
{
    cr_expect_null(attributes);
    *thread = 17;
    return note("pthread_create", thread, (const void *)(uintptr_t)start,
                argument);
}

int __wrap_pthread_join(pthread_t, void **);
int __wrap_pthread_join(pthread_t thread, void **value)
{
    *value = (void *)(intptr_t)-7;
    return note("pthread_join", (const void *)thread, NULL, NULL);
}

_Noreturn void __wrap_pthread_exit(void *);
_Noreturn void __wrap_pthread_exit(void *value)
{
    (void)value;
    cr_assert_fail("nobody ends here");
    __builtin_unreachable();
}

int __wrap_nanosleep(const struct timespec *, struct timespec *);
int __wrap_nanosleep(const struct timespec *span, struct timespec *left)
{
    errno = answer;
    note("nanosleep", span, left, NULL);
    return answer ? -1 : 0;
}

int __wrap_sched_yield(void);
int __wrap_sched_yield(void)
{
    return note("sched_yield", NULL, NULL, NULL);
}

void *__wrap_pthread_getspecific(pthread_key_t);
void *__wrap_pthread_getspecific(pthread_key_t key)
{
    note("pthread_getspecific", (const void *)(uintptr_t)key, NULL, NULL);
    return &answer;
}

pthread_t __wrap_pthread_self(void);
pthread_t __wrap_pthread_self(void)
{
    return 23;
}

static mtx_t mutex;
static cnd_t cond;
static const struct timespec deadline = {.tv_sec = 1};

static void begin(void)
{
    alone_setup();
    object_make(&mutex, OBJECT_MUTEX);
    object_make(&cond, OBJECT_COND);
}

TestSuite(c11, .init = begin);

/* The call made `call` of pthreads, with these arguments, for the program's
 * place, and forgot that afterwards. */
static void expect_behind(const char *call, const void *a, const void *b,
                          const void *c)
{
    cr_expect_str_eq(called, call);
    cr_expect(first == a && second == b && third == c, "%s", call);
    cr_expect_not_null(made_for, "%s: for nobody", call);
    cr_expect_null(schedule.current->caller, "%s: it is kept", call);
}

Test(c11, what_a_call_of_pthreads_says_becomes_a_word_of_c11)
{
    static const struct {
        int error, word;
    } words[] = {{0, thrd_success},          {EBUSY, thrd_busy},
                 {ETIMEDOUT, thrd_timedout}, {ENOMEM, thrd_nomem},
                 {EINVAL, thrd_error},       {EDEADLK, thrd_error},
                 {EAGAIN, thrd_error}};
    thrd_t thread;
    tss_t key;
    for (unsigned i = 0; i < sizeof words / sizeof words[0]; i++) {
        int word = words[i].word;
        answer = words[i].error;
        cr_expect_eq(__wrap_mtx_init(&mutex, mtx_plain), word);
        cr_expect_eq(__wrap_mtx_lock(&mutex), word);
        cr_expect_eq(__wrap_mtx_trylock(&mutex), word);
        cr_expect_eq(__wrap_mtx_timedlock(&mutex, &deadline), word);
        cr_expect_eq(__wrap_mtx_unlock(&mutex), word);
        cr_expect_eq(__wrap_cnd_init(&cond), word);
        cr_expect_eq(__wrap_cnd_wait(&cond, &mutex), word);
        cr_expect_eq(__wrap_cnd_timedwait(&cond, &mutex, &deadline), word);
        cr_expect_eq(__wrap_cnd_signal(&cond), word);
        cr_expect_eq(__wrap_cnd_broadcast(&cond), word);
        cr_expect_eq(__wrap_tss_create(&key, NULL), word);
        cr_expect_eq(__wrap_tss_set(0, &key), word);
        cr_expect_eq(__wrap_thrd_create(&thread, NULL, NULL), word);
        cr_expect_eq(__wrap_thrd_detach(17), word);
        cr_expect_eq(__wrap_thrd_join(17, NULL), word);
    }
}

Test(c11, each_call_hands_on_what_it_was_given)
{
    __wrap_mtx_lock(&mutex);
    expect_behind("pthread_mutex_lock", &mutex, NULL, NULL);
    __wrap_mtx_timedlock(&mutex, &deadline);
    expect_behind("pthread_mutex_timedlock", &mutex, &deadline, NULL);
    __wrap_mtx_destroy(&mutex);
    expect_behind("pthread_mutex_destroy", &mutex, NULL, NULL);
    __wrap_cnd_init(&cond);
    expect_behind("pthread_cond_init", &cond, NULL, NULL);
    __wrap_cnd_timedwait(&cond, &mutex, &deadline);
    expect_behind("pthread_cond_timedwait", &cond, &mutex, &deadline);
    __wrap_cnd_destroy(&cond);
    expect_behind("pthread_cond_destroy", &cond, NULL, NULL);
    __wrap_tss_set(5, &cond);
    expect_behind("pthread_setspecific", (void *)5, &cond, NULL);
    __wrap_thrd_yield();
    expect_behind("sched_yield", NULL, NULL, NULL);
}

Test(c11, a_mutex_is_recursive_if_it_says_so)
{
    __wrap_mtx_init(&mutex, mtx_plain);
    cr_expect_eq(kind, PTHREAD_MUTEX_NORMAL);
    __wrap_mtx_init(&mutex, mtx_timed);
    cr_expect_eq(kind, PTHREAD_MUTEX_NORMAL);
    __wrap_mtx_init(&mutex, mtx_timed | mtx_recursive);
    cr_expect_eq(kind, PTHREAD_MUTEX_RECURSIVE);
}

Test(c11, the_result_of_a_thread_is_a_number)
{
    int result = 1;
    cr_expect_eq(__wrap_thrd_join(17, &result), thrd_success);
    cr_expect_eq(result, -7);
    answer = ESRCH;
    result = 1;
    cr_expect_eq(__wrap_thrd_join(17, &result), thrd_error);
    cr_expect_eq(result, 1, "there is none");
}

Test(c11, a_sleep_tells_a_signal_from_an_error)
{
    struct timespec left;
    cr_expect_eq(__wrap_thrd_sleep(&deadline, &left), 0);
    expect_behind("nanosleep", &deadline, &left, NULL);
    answer = EINTR;
    cr_expect_eq(__wrap_thrd_sleep(&deadline, NULL), -1);
    answer = EINVAL;
    cr_expect_lt(__wrap_thrd_sleep(&deadline, NULL), -1);
}

Test(c11, threads_are_compared_and_keys_read)
{
    cr_expect_eq(__wrap_thrd_current(), 23u);
    cr_expect(__wrap_thrd_equal(23, 23) && !__wrap_thrd_equal(23, 17));
    cr_expect_eq(__wrap_tss_get(4), &answer);
    cr_expect_eq(first, (void *)4);
    __wrap_tss_delete(6);
    cr_expect_str_eq(called, "pthread_key_delete");
    cr_expect_eq(first, (void *)6);
}
