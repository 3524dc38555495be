/* pthread_exit() runs the cleanup handlers, innermost first, from any depth.
 * Figures: "every":1
 */
#include <assert.h>
#include <pthread.h>

static int order[3], count;

static void note(void *number)
{
    order[count++] = *(int *)number;
}

static void leave(void)
{
    int two = 2;
    pthread_cleanup_push(note, &two);
    pthread_exit(order);
    pthread_cleanup_pop(0);
}

static void *work(void *unused)
{
    int zero = 0, one = 1;
    pthread_cleanup_push(note, &one);
    pthread_cleanup_push(note, &zero);
    pthread_cleanup_pop(1);
    leave();
    pthread_cleanup_pop(0);
    return unused;
}

int main(void)
{
    pthread_t thread;
    void *result;
    pthread_create(&thread, NULL, work, NULL);
    pthread_join(thread, &result);
    assert(result == order && count == 3);
    assert(order[0] == 0 && order[1] == 2 && order[2] == 1);
    return 0;
}
