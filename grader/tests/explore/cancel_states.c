/* Cancellation is asked for, put off, and acted on at the next point where it
 * is heeded; what is told of the state is as the C library has it. Figures:
 * "every":1
 */
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>

static sem_t asked, late;
static pthread_key_t key;
static int order[4], count;
static bool survived;

static void note(void *number)
{
    order[count++] = *(int *)number;
}

static void last(void *value)
{
    assert(value == order);
    count++;
}

static void put_off(void)
{
    int old;
    assert(pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &old) == 0);
    assert(old == PTHREAD_CANCEL_ENABLE);
    assert(pthread_setcancelstate(7, &old) == EINVAL);
    sem_wait(&asked);
    pthread_testcancel();
    assert(pthread_setcanceltype(PTHREAD_CANCEL_DEFERRED, &old) == 0);
    assert(old == PTHREAD_CANCEL_DEFERRED);
    assert(pthread_setcanceltype(-1, NULL) == EINVAL);
    assert(pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, &old) == 0);
    assert(old == PTHREAD_CANCEL_DISABLE);
    survived = true;
}

static void *work(void *unused)
{
    int zero = 0, one = 1, two = 2;
    pthread_setspecific(key, order);
    pthread_cleanup_push(note, &two);
    pthread_cleanup_push(note, &zero);
    put_off();
    pthread_cleanup_pop(1);
    pthread_cleanup_push(note, &one);
    sem_wait(&late); /* though it need not wait */
    survived = false;
    pthread_cleanup_pop(0);
    pthread_cleanup_pop(0);
    return unused;
}

static void *cancels_itself(void *unused)
{
    assert(pthread_cancel(pthread_self()) == 0);
    survived = true;
    pthread_testcancel();
    survived = false;
    return unused;
}

static void *at_once(void *unused)
{
    pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, NULL);
    pthread_cancel(pthread_self());
    survived = false;
    return unused;
}

static void run(void *(*start)(void *))
{
    pthread_t thread;
    void *result;
    survived = false;
    assert(pthread_create(&thread, NULL, start, NULL) == 0);
    assert(pthread_join(thread, &result) == 0);
    assert(result == PTHREAD_CANCELED);
}

int main(void)
{
    pthread_t thread;
    void *result;
    sem_init(&asked, 0, 0);
    sem_init(&late, 0, 1);
    pthread_key_create(&key, last);
    pthread_create(&thread, NULL, work, NULL);
    assert(pthread_cancel(thread) == 0);
    sem_post(&asked);
    assert(pthread_join(thread, &result) == 0);
    assert(result == PTHREAD_CANCELED && survived && count == 4);
    assert(order[0] == 0 && order[1] == 1 && order[2] == 2);
    run(cancels_itself);
    assert(survived);
    survived = true;
    run(at_once);
    return 0;
}
