/* When the stress engine takes a thread for blocked (stress/blocked.h). */
#include <criterion/criterion.h>
#include <semaphore.h>
#include <time.h>
#include <unistd.h>

#include "stress/blocked.h"

enum { LONG = 20, LIMIT = 10, SOON_NS = 5000000 };

static sem_t news;
static atomic_bool over;
static struct trial_thread *row;

static void round_begin(void)
{
    registry_begin(1);
    row = registry_add("a");
    sem_init(&news, 0, 0);
    atomic_store(&over, false);
}

TestSuite(blocked, .init = round_begin, .timeout = LIMIT);

/* A call, as the wrappers enter it in the books. */
static void call_enter(enum call_length length)
{
    atomic_fetch_add(&row->calls, 1);
    atomic_store(&row->call, "sem_timedwait");
    atomic_store(&row->object, &news);
    atomic_store(&row->length, length);
    atomic_store(&row->state, THREAD_WAITS);
}

static void *finish(void)
{
    atomic_store(&row->state, THREAD_FINISHED);
    return NULL;
}

static struct timespec after(long nanoseconds)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += nanoseconds / 1000000000;
    until.tv_nsec += nanoseconds % 1000000000;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    return until;
}

static void start(void *(*body)(void *))
{
    cr_assert_eq(pthread_create(&row->handle, NULL, body, NULL), 0);
    while (!atomic_load(&row->tid))
        continue;
}

static void *wait_long(void *unused)
{
    (void)unused;
    struct timespec until = after(LONG * 1000000000L);
    call_enter(CALL_TIMED);
    atomic_store(&row->tid, gettid());
    sem_timedwait(&news, &until);
    return finish();
}

Test(blocked, asleep_until_a_far_deadline)
{
    start(wait_long);
    blocked_wait(row);
    cr_expect_eq(atomic_load(&row->state), THREAD_WAITS);
    struct posture posture = posture_of(row);
    cr_expect(posture.waits && posture.timed);
    sem_post(&news);
    pthread_join(row->handle, NULL);
}

/* Each call ends soon: there is one more, or the thread is done. */
static void *wait_thrice(void *unused)
{
    (void)unused;
    atomic_store(&row->tid, gettid());
    for (int i = 0; i < 3; i++) {
        call_enter(CALL_TIMED);
        sem_wait(&news);
        atomic_store(&row->state, THREAD_RUNS);
    }
    return finish();
}

Test(blocked, a_wait_that_has_ended_is_none)
{
    for (int i = 0; i < 3; i++)
        sem_post(&news);
    start(wait_thrice);
    blocked_wait(row);
    cr_expect_eq(atomic_load(&row->state), THREAD_FINISHED);
    pthread_join(row->handle, NULL);
}

static void *take_a_nap(void *unused)
{
    (void)unused;
    struct timespec nap = {.tv_nsec = 20 * SOON_NS};
    call_enter(CALL_BRIEF);
    atomic_store(&row->tid, gettid());
    nanosleep(&nap, NULL);
    return finish();
}

Test(blocked, a_nap_is_no_wait)
{
    start(take_a_nap);
    blocked_wait(row);
    cr_expect_eq(atomic_load(&row->state), THREAD_FINISHED);
    pthread_join(row->handle, NULL);
}

static void *spin(void *unused)
{
    atomic_store(&row->tid, gettid());
    while (!atomic_load(&over))
        continue;
    return unused;
}

Test(blocked, spinning_without_an_end_counts_as_blocked)
{
    start(spin);
    blocked_wait(row);
    cr_expect_eq(atomic_load(&row->state), THREAD_RUNS);
    atomic_store(&over, true);
    pthread_join(row->handle, NULL);
}

/* Longer than it takes to be seen as spinning, but with calls on the way. */
static void *compute_and_call(void *unused)
{
    (void)unused;
    atomic_store(&row->tid, gettid());
    for (int i = 0; i < 8; i++) {
        clock_t begun = clock();
        while (clock() - begun < CLOCKS_PER_SEC / 40)
            continue;
        call_enter(CALL_BRIEF);
        atomic_store(&row->state, THREAD_RUNS);
    }
    return finish();
}

Test(blocked, who_makes_calls_now_and_then_goes_on)
{
    start(compute_and_call);
    blocked_wait(row);
    cr_expect_eq(atomic_load(&row->state), THREAD_FINISHED);
    pthread_join(row->handle, NULL);
}

static pthread_mutex_t lock;
static pthread_cond_t condition;

/* Waits so many nanoseconds on a condition variable, until it is over. */
static void *wait_locked(void *nanoseconds)
{
    long time = *(long *)nanoseconds;
    pthread_mutex_lock(&lock);
    atomic_store(&row->mutex, &lock);
    call_enter(CALL_TIMED);
    atomic_store(&row->tid, gettid());
    while (!atomic_load(&over)) {
        struct timespec until = after(time);
        pthread_cond_timedwait(&condition, &lock, &until);
    }
    pthread_mutex_unlock(&lock);
    return finish();
}

static void start_locked(long nanoseconds)
{
    if (access("/proc/self/syscall", R_OK) != 0)
        cr_skip_test("this kernel does not say where a thread sleeps");
    pthread_mutex_init(&lock, NULL);
    pthread_cond_init(&condition, NULL);
    cr_assert_eq(pthread_create(&row->handle, NULL, wait_locked, &nanoseconds),
                 0);
    while (!atomic_load(&row->tid))
        continue;
    pthread_mutex_lock(&lock); /* the other one waits, then */
    atomic_store(&over, true);
}

/* Its time is over, but not its wait: nobody gives it the mutex. */
Test(blocked, late_and_without_the_mutex)
{
    start_locked(SOON_NS);
    struct posture posture;
    do
        posture = posture_of(row);
    while (!posture.mutex);
    cr_expect_eq(posture.mutex, &lock);
    cr_expect(posture.waits && !posture.timed);
    pthread_mutex_unlock(&lock);
    pthread_join(row->handle, NULL);
}

Test(blocked, on_the_condition_and_not_in_the_mutex)
{
    start_locked(LONG * 1000000000L);
    blocked_wait(row);
    struct posture posture = posture_of(row);
    cr_expect(posture.waits && posture.timed && !posture.mutex);
    pthread_cond_signal(&condition); /* while the mutex is kept */
    do
        posture = posture_of(row);
    while (!posture.mutex);
    cr_expect(posture.waits && !posture.timed);
    pthread_mutex_unlock(&lock);
    pthread_join(row->handle, NULL);
}
