/* errno and thread-local variables belong to the thread, and using them is
 * no race.
 * Figures: "every":1
 */
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>

static _Thread_local int own;
static _Thread_local int set = 4;
static atomic_int meet;

static void *work(void *number)
{
    int value = *(int *)number;
    own = value;
    errno = value;
    assert(set == 4);
    set += value;
    atomic_fetch_add(&meet, 1);
    assert(own == value && errno == value && set == 4 + value);
    atomic_fetch_add(&meet, 1);
    assert(own == value && errno == value && set == 4 + value);
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    int one = 1, two = 2;
    pthread_create(&a, NULL, work, &one);
    pthread_create(&b, NULL, work, &two);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
