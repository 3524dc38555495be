/* A once control that is given its first value again runs its routine again, in
 * a variable of a function that is called again as well.
 */
#include <assert.h>
#include <pthread.h>

static int runs;
static pthread_once_t shared = PTHREAD_ONCE_INIT;

static void run(void)
{
    runs++;
}

static void twice(void)
{
    pthread_once_t control = PTHREAD_ONCE_INIT;
    int before = runs;
    pthread_once(&control, run);
    pthread_once(&control, run);
    assert(runs == before + 1);
}

static void *use(void *unused)
{
    pthread_once(&shared, run);
    return unused;
}

int main(void)
{
    pthread_t thread;
    twice();
    twice();
    pthread_create(&thread, NULL, use, NULL);
    use(NULL);
    pthread_join(thread, NULL);
    assert(runs == 3);
    shared = (pthread_once_t)PTHREAD_ONCE_INIT;
    use(NULL);
    return runs != 4;
}
