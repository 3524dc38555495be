/* pthread_once() runs its routine once, and before anyone returns.
 * Figures: "every":1
 */
#include <assert.h>
#include <pthread.h>
#include <sched.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int runs, done;

static void prepare(void)
{
    runs++;
    sched_yield();
    done = 1;
}

static void *use(void *unused)
{
    pthread_once(&once, prepare);
    assert(runs == 1 && done == 1);
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, use, NULL);
    pthread_create(&b, NULL, use, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
