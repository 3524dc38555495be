/* What is written to a pipe comes after what its writer did before, and the
 * buffer is the reader's own.
 * Finding: race
 */
#include <assert.h>
#include <pthread.h>
#include <unistd.h>

static int ends[2], value;

static void *work(void *unused)
{
#ifdef FIX
    value = 1;
#endif
    assert(write(ends[1], "x", 1) == 1);
#ifndef FIX
    value = 1;
#endif
    return unused;
}

int main(void)
{
    pthread_t other;
    char byte = 0;
    assert(pipe(ends) == 0);
    pthread_create(&other, NULL, work, NULL);
    assert(read(ends[0], &byte, 1) == 1 && byte == 'x');
    value++;
    pthread_join(other, NULL);
    close(ends[0]);
    close(ends[1]);
    return value != 2;
}
