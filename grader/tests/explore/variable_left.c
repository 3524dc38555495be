/* A thread hands out the address of a variable of its own, and ends before the
 * other one looks. With -DFIX the variable is the other thread's.
 * Finding: crash
 */
#include <assert.h>
#include <pthread.h>

struct job {
    int number, doubled;
    int *answer;
};

static void *work(void *argument)
{
    struct job *job = argument;
#ifdef FIX
    job->answer = &job->doubled;
    *job->answer = 2 * job->number;
#else
    int doubled = 2 * job->number;
    job->answer = &doubled;
#endif
    return NULL;
}

int main(void)
{
    struct job job = {.number = 21};
    pthread_t thread;
    pthread_create(&thread, NULL, work, &job);
    pthread_join(thread, NULL);
    assert(*job.answer == 42);
    return 0;
}
