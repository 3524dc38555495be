/* C11's threads: what each call returns, and that waits and keys work.
 * Figures: "every":1
 */
#include <assert.h>
#include <stddef.h>
#include <threads.h>
#include <time.h>

static mtx_t lock, again;
static cnd_t filled;
static tss_t key;
static int full, destroyed;

static void destroy(void *value)
{
    destroyed += *(int *)value;
}

static int fill(void *value)
{
    assert(tss_get(key) == NULL && tss_set(key, value) == thrd_success);
    assert(tss_get(key) == value);
    mtx_lock(&lock);
    full = 1;
    cnd_signal(&filled);
    mtx_unlock(&lock);
    thrd_exit(-7);
}

static int hold(void *unused)
{
    (void)unused;
    return mtx_trylock(&again) == thrd_busy ? 5 : 6;
}

int main(void)
{
    thrd_t thread;
    int one = 1, result = 0;
    struct timespec soon;
    assert(mtx_init(&lock, mtx_timed) == thrd_success);
    assert(mtx_init(&again, mtx_plain | mtx_recursive) == thrd_success);
    assert(cnd_init(&filled) == thrd_success);
    assert(tss_create(&key, destroy) == thrd_success);
    assert(thrd_create(&thread, fill, &one) == thrd_success);
    assert(!thrd_equal(thread, thrd_current()));
    mtx_lock(&lock);
    while (!full)
        assert(cnd_wait(&filled, &lock) == thrd_success);
    timespec_get(&soon, TIME_UTC);
    assert(cnd_timedwait(&filled, &lock, &soon) == thrd_timedout || full);
    mtx_unlock(&lock);
    assert(thrd_join(thread, &result) == thrd_success && result == -7);
    assert(destroyed == 1);
    assert(mtx_lock(&again) == thrd_success);
    assert(mtx_lock(&again) == thrd_success);
    assert(thrd_create(&thread, hold, NULL) == thrd_success);
    assert(thrd_sleep(&(struct timespec){.tv_sec = 1}, NULL) == 0);
    assert(thrd_join(thread, &result) == thrd_success && result == 5);
    mtx_unlock(&again);
    mtx_unlock(&again);
    thrd_yield();
    mtx_destroy(&lock);
    mtx_destroy(&again);
    cnd_destroy(&filled);
    tss_delete(key);
    return 0;
}
