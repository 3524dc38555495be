/* Workers share a pipe of work and end with it; who forgets to close it waits
 * for ever.
 * Finding: deadlock
 */
#include <assert.h>
#include <pthread.h>
#include <unistd.h>

enum { WORKERS = 2, JOBS = 3 };

static int work_in[2], results[2];

static void *work(void *unused)
{
    for (int job; read(work_in[0], &job, sizeof job) == sizeof job;) {
        job *= job;
        assert(write(results[1], &job, sizeof job) == sizeof job);
    }
    return unused;
}

int main(void)
{
    pthread_t workers[WORKERS];
    int sum = 0;
    assert(pipe(work_in) == 0 && pipe(results) == 0);
    for (int i = 0; i < WORKERS; i++)
        pthread_create(&workers[i], NULL, work, NULL);
    for (int job = 1; job <= JOBS; job++)
        assert(write(work_in[1], &job, sizeof job) == sizeof job);
#ifdef FIX
    close(work_in[1]);
#endif
    for (int job, i = 0; i < JOBS; i++, sum += job)
        assert(read(results[0], &job, sizeof job) == sizeof job);
    for (int i = 0; i < WORKERS; i++)
        pthread_join(workers[i], NULL);
    assert(sum == 14);
    return 0;
}
