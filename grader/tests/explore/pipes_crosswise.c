/* Two threads each wait for the other's first word.
 * Finding: deadlock
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <unistd.h>

static int to_main[2], to_other[2];

static void *work(void *unused)
{
    char byte;
#ifdef FIX
    if (write(to_main[1], "b", 1) != 1 || read(to_other[0], &byte, 1) != 1)
#else
    if (read(to_other[0], &byte, 1) != 1 || write(to_main[1], "b", 1) != 1)
#endif
        return &to_main;
    return unused;
}

int main(void)
{
    pthread_t other;
    char byte;
    if (pipe(to_main) != 0 || pipe2(to_other, 0) != 0)
        return 1;
    pthread_create(&other, NULL, work, NULL);
    if (read(to_main[0], &byte, 1) != 1 || write(to_other[1], "a", 1) != 1)
        return 1;
    pthread_join(other, NULL);
    return 0;
}
