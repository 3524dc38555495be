/* An echo server and its client on the loopback interface. The server reads to
 * the end, and so does the client: it must say that it has sent all.
 * Finding: deadlock
 */
#include <arpa/inet.h>
#include <assert.h>
#include <netinet/in.h>
#include <pthread.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PORT = 8077 };

static const struct sockaddr *address(void)
{
    static _Thread_local struct sockaddr_in in;
    in.sin_family = AF_INET;
    in.sin_port = htons(PORT);
    in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return (const struct sockaddr *)&in;
}

static void *ask(void *unused)
{
    char answer[8];
    size_t length = 0;
    int line = socket(AF_INET, SOCK_STREAM, 0);
    assert(connect(line, address(), sizeof(struct sockaddr_in)) == 0);
    assert(send(line, "hello", 5, 0) == 5);
#ifdef FIX
    shutdown(line, SHUT_WR);
#endif
    for (ssize_t n = 1; n > 0 && length < sizeof answer; length += (size_t)n)
        n = recv(line, answer + length, sizeof answer - length, 0);
    assert(length == 5 && memcmp(answer, "hello", 5) == 0);
    close(line);
    return unused;
}

static void serve(int line)
{
    char part[4];
    for (ssize_t n; (n = read(line, part, sizeof part)) > 0;)
        assert(write(line, part, (size_t)n) == n);
    close(line);
}

int main(void)
{
    pthread_t client;
    struct sockaddr_in from;
    socklen_t size = sizeof from;
    int yes = 1, listening = socket(AF_INET, SOCK_STREAM, 0);
    assert(setsockopt(listening, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) ==
           0);
    assert(bind(listening, address(), sizeof from) == 0);
    assert(listen(listening, 4) == 0);
    pthread_create(&client, NULL, ask, NULL);
    int line = accept(listening, (struct sockaddr *)&from, &size);
    assert(line >= 0 && from.sin_family == AF_INET && from.sin_port);
    serve(line);
    pthread_join(client, NULL);
    return close(listening);
}
