/* Who had to wait for room in a pipe comes after who made it; a server that is
 * found listening comes before who found it.
 */
#include <arpa/inet.h>
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sched.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PAGE = 4096 };

static struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = 8077};
static int ends[2], value, prepared;
static char page[PAGE];

static void *empty(void *unused)
{
    static char room[PAGE];
    value = 1;
    assert(read(ends[0], room, PAGE) == PAGE);
    return unused;
}

static void *look_for(void *unused)
{
    int line = socket(AF_INET, SOCK_STREAM, 0);
    while (connect(line, (struct sockaddr *)&at, sizeof at) != 0) {
        assert(errno == ECONNREFUSED);
        sched_yield();
    }
    assert(prepared == 1);
    close(line);
    return unused;
}

int main(void)
{
    pthread_t other, client;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert(pipe2(ends, O_NONBLOCK) == 0);
    while (write(ends[1], page, PAGE) == PAGE)
        continue;
    assert(errno == EAGAIN && fcntl(ends[1], F_SETFL, 0) == 0);
    pthread_create(&other, NULL, empty, NULL);
    assert(write(ends[1], page, PAGE) == PAGE);
    value = 2;
    pthread_join(other, NULL);
    pthread_create(&client, NULL, look_for, NULL);
    int listening = socket(AF_INET, SOCK_STREAM, 0);
    assert(bind(listening, (struct sockaddr *)&at, sizeof at) == 0);
    prepared = 1;
    assert(listen(listening, 1) == 0);
    pthread_join(client, NULL);
    return value != 2;
}
