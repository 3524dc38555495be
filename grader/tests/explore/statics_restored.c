/* Static data are as new in every schedule, initialised or not.
 * Figures: "every":1
 */
#include <assert.h>
#include <pthread.h>
#include <string.h>

static int set = 7;
static int zero;
static char text[] = "fresh";
static _Thread_local int local = 3;

static void *touch(void *unused)
{
    static int calls;
    assert(calls++ == 0 && set == 7 && zero == 0 && local == 3);
    assert(strcmp(text, "fresh") == 0);
    set = zero = local = 9;
    text[0] = 'x';
    return unused;
}

int main(void)
{
    pthread_t a;
    assert(local == 3);
    pthread_create(&a, NULL, touch, NULL);
    pthread_join(a, NULL);
    assert(local == 3);
    local = 5;
    return 0;
}
