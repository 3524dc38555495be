/* Each writes more than a pipe takes before it reads what the other wrote.
 * Finding: deadlock
 */
#include <pthread.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MUCH = 100000, PARTS = 7 };

static int there[2], back[2];
static char sent[MUCH];

static int take_all(int from)
{
    static _Thread_local char room[MUCH / PARTS];
    size_t all = 0;
    for (ssize_t n = 1; n > 0 && all < MUCH; all += (size_t)n)
        n = read(from, room, sizeof room);
    return all == MUCH;
}

static void *work(void *unused)
{
#ifdef FIX
    int good = take_all(there[0]) && write(back[1], sent, MUCH) == MUCH;
#else
    int good = write(back[1], sent, MUCH) == MUCH && take_all(there[0]);
#endif
    return good ? unused : sent;
}

int main(void)
{
    pthread_t other;
    void *result;
    if (pipe(there) != 0 || pipe(back) != 0)
        return 1;
    pthread_create(&other, NULL, work, NULL);
    int good = write(there[1], sent, MUCH) == MUCH && take_all(back[0]);
    pthread_join(other, &result);
    return !good || result;
}
