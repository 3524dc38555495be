/* Files that are alone on their channel; see single.h. */
#include "explore/files/single.h"

#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "explore/files/wait.h"

int file_single(enum channel_kind kind, int descriptor, bool nonblocking,
                const char *call, const void *pc)
{
    if (descriptor < 0)
        return -1;
    struct file *file = file_make(channel_make(kind, pc), 0, pc);
    file->nonblocking = nonblocking;
    descriptor_give(descriptor, file, pc);
    file_trace(call, file, pc, NULL);
    return descriptor;
}

void socket_room(int descriptor)
{
    static const int room = 64 << 10;
    syscall(SYS_setsockopt, descriptor, SOL_SOCKET, SO_SNDBUF, &room,
            sizeof room);
}
