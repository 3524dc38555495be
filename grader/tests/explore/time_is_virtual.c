/* A minute passes in no time, and a loop that waits for the clock ends.
 * Figures: "every":1
 */
#include <assert.h>
#include <errno.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(void)
{
    double start = now();
    sleep(60);
    assert(now() - start >= 60);
    usleep(500);
    struct timespec half = {.tv_nsec = 500000000}, wrong = {.tv_nsec = -1};
    nanosleep(&half, NULL);
    assert(nanosleep(&wrong, NULL) == -1 && errno == EINVAL);
    assert(now() - start >= 60.5 && now() - start < 62);
    time_t second = time(NULL);
    while (time(NULL) == second)
        continue;
    struct timeval day;
    gettimeofday(&day, NULL);
    assert(day.tv_sec > second);
    return 0;
}
