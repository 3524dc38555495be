/* What a program asks of the machine is the same everywhere, and what it
 * changes in the C library's own data is put back before the next schedule.
 * Figures: "every":1
 * Figures: "diverged":0
 */
#include <assert.h>
#include <errno.h>
#include <locale.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/times.h>
#include <time.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pid_t numbers[2];
static unsigned char first_bytes[8];

static void *work(void *mine)
{
    pthread_mutex_lock(&lock);
    *(pid_t *)mine = gettid();
    pthread_mutex_unlock(&lock);
    return NULL;
}

static long long nanoseconds(clockid_t clock)
{
    struct timespec now;
    assert(clock_gettime(clock, &now) == 0);
    return now.tv_sec * 1000000000LL + now.tv_nsec;
}

static void clocks_agree(void)
{
    static const clockid_t steady[] = {CLOCK_MONOTONIC_RAW, CLOCK_BOOTTIME,
                                       CLOCK_MONOTONIC_COARSE};
    struct timespec now, wrong = {.tv_nsec = -1};
    for (int i = 0; i < 3; i++) {
        long long here = nanoseconds(CLOCK_MONOTONIC);
        long long there = nanoseconds(steady[i]);
        assert(there > here && there < here + 1000000000);
    }
    assert(timespec_get(&now, TIME_UTC) == TIME_UTC);
    assert(now.tv_sec == 1000000000 && time(NULL) == now.tv_sec);
    assert(clock_gettime(99, &now) == -1 && errno == EINVAL);
    assert(clock_nanosleep(CLOCK_MONOTONIC, 0, &wrong, NULL) == EINVAL);
    assert(clock_getres(CLOCK_MONOTONIC, &now) == 0 && now.tv_nsec == 1);
}

/* Processor time does not pass while the thread sleeps. */
static void work_is_measured(void)
{
    struct tms used;
    clock_t start = clock(), wall = times(&used);
    long long thread = nanoseconds(CLOCK_THREAD_CPUTIME_ID);
    assert(thread < 1000000000);
    sleep(10);
    assert(clock() - start < CLOCKS_PER_SEC);
    assert(nanoseconds(CLOCK_PROCESS_CPUTIME_ID) - thread < 1000000000);
    assert(times(&used) - wall >= 10 * sysconf(_SC_CLK_TCK));
    while (clock() - start < CLOCKS_PER_SEC)
        continue;
}

static void bytes_repeat(void)
{
    unsigned char bytes[8];
    assert(getrandom(bytes, sizeof bytes, 0) == sizeof bytes);
    memcpy(first_bytes, bytes, sizeof bytes);
    assert(getentropy(bytes, sizeof bytes) == 0);
    assert(memcmp(first_bytes, bytes, sizeof bytes) != 0);
}

static void changes_go(void)
{
    time_t day = 0;
    assert(!getenv("LOCKSTEP_LEFT") && setenv("LOCKSTEP_LEFT", "1", 0) == 0);
    assert(strcmp(setlocale(LC_ALL, NULL), "C") == 0);
    setlocale(LC_ALL, "C.UTF-8");
    assert(umask(077) == 022);
    assert(localtime(&day)->tm_hour == 5);
    assert(setenv("TZ", "XYZ-2", 1) == 0 && localtime(&day)->tm_hour == 2);
}

int main(void)
{
    pthread_t a, b;
    assert(getpid() == gettid() && sysconf(_SC_NPROCESSORS_ONLN) == 2);
    clocks_agree();
    work_is_measured();
    bytes_repeat();
    changes_go();
    pthread_create(&a, NULL, work, &numbers[0]);
    pthread_create(&b, NULL, work, &numbers[1]);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    assert(numbers[0] != numbers[1] && numbers[0] != getpid());
    return 0;
}
