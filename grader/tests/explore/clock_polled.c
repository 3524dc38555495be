/* Who waits for a time to come by looking at the clock gets there, whatever it
 * does in between, and not much too late; the looks offer its turn.
 * Figures: "every":1,
 */
#include <assert.h>
#include <pthread.h>
#include <time.h>

enum { WAIT = 60 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static time_t end;

static time_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec;
}

int main(void)
{
    end = now() + WAIT;
    for (;;) {
        pthread_mutex_lock(&lock);
        time_t left = end - now();
        pthread_mutex_unlock(&lock);
        if (left <= 0)
            break;
    }
    assert(now() <= end + 2);
    return 0;
}
