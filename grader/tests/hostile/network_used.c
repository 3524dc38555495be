/* Hostile: looks for a way out: addresses, names in the file system and out
 * of it, the kernel itself.
 * Verdict: build
 * Behind the gate: fail
 * Finding: race
 * Needs: sandbox
 */
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    static const int families[] = {AF_INET,    AF_INET6,  AF_UNIX,
                                   AF_NETLINK, AF_PACKET, AF_VSOCK};
    int opened = 0, pair[2];
    for (size_t i = 0; i < sizeof families / sizeof families[0]; i++) {
        opened += socket(families[i], SOCK_STREAM, 0) >= 0;
        opened += socket(families[i], SOCK_DGRAM, 0) >= 0;
        opened += socket(families[i], SOCK_RAW, 0) >= 0;
    }
    opened += socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0;
    if (opened > 0) {
        return; /* nothing is counted: the trial fails without a race */
    }
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
