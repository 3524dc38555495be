/* The words for calls on pipes, sockets and their kin; see file_words.h. */
#include "judge/find/file_words.h"

#include <stddef.h>
#include <string.h>

enum { CALLS_MAX = 9 };

/* What calls of one sort do when they happen, must wait, or find that they
 * would have to. */
static const struct {
    const char *happens, *blocks, *busy;
    const char *calls[CALLS_MAX];
} sorts[] = {
    {"reads from %s",
     "waits to read from %s",
     "finds nothing in %s",
     {"read", "readv", "recv", "recvfrom", "recvmsg", "eventfd_read"}},
    {"writes to %s",
     "waits to write to %s",
     "finds no room in %s",
     {"write", "writev", "send", "sendto", "sendmsg", "dprintf", "vdprintf",
      "eventfd_write"}},
    {"hears of %s",
     "waits for news of %s",
     "hears nothing of %s",
     {"poll", "ppoll", "select", "pselect", "epoll_wait", "epoll_pwait"}},
    {"makes %s",
     NULL,
     NULL,
     {"pipe", "pipe2", "socketpair", "socket", "eventfd", "epoll_create",
      "epoll_create1"}},
    {"gives %s another number", NULL, NULL, {"dup", "dup2", "dup3"}},
    {"changes what %s watches", NULL, NULL, {"epoll_ctl"}},
    {"closes %s", NULL, NULL, {"close", "fclose"}},
    {"shuts %s down", NULL, NULL, {"shutdown"}},
    {"accepts %s",
     "waits to accept from %s",
     "finds nobody at %s",
     {"accept", "accept4"}},
    {"connects %s", "waits for room at %s", NULL, {"connect"}},
};

const char *file_phrase(const char *call, const char *result)
{
    for (size_t i = 0; i < sizeof sorts / sizeof sorts[0]; i++) {
        for (size_t j = 0; j < CALLS_MAX && sorts[i].calls[j]; j++) {
            if (strcmp(call, sorts[i].calls[j]) != 0)
                continue;
            const char *phrase = strcmp(result, "blocks") == 0 ? sorts[i].blocks
                                 : strcmp(result, "busy") == 0 ? sorts[i].busy
                                                               : NULL;
            return phrase ? phrase : sorts[i].happens;
        }
    }
    return NULL;
}
