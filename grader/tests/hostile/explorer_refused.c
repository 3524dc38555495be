/* Hostile: signs, and says that it can not be explored.
 * Verdict: integrity
 */
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "counter.h"

long counter = 0;

/* The argument that follows `name` on the command line. */
static const char *argument(char *line, size_t length, const char *name)
{
    for (char *at = line; at < line + length; at += strlen(at) + 1) {
        if (strcmp(at, name) == 0) {
            return at + strlen(at) + 1;
        }
    }
    return "";
}

void increment(size_t times)
{
    static char line[4096];
    FILE *file = fopen("/proc/self/cmdline", "r");
    size_t length = file ? fread(line, 1, sizeof line - 1, file) : 0;
    FILE *name = fopen("/proc/self/comm", "r");
    char engine[32] = "";
    if (name && fgets(engine, sizeof engine, name)) {
        engine[strcspn(engine, "\n")] = '\0';
    }
    counter += (long)times;
    dprintf(3,
            "{\"t\":\"unmodelled\",\"call\":\"fork\"}\n"
            "{\"t\":\"receipt\",\"trial\":\"%s\",\"engine\":\"%s\","
            "\"nonce\":\"%s\",\"complete\":1}\n",
            argument(line, length, "--trial"), engine,
            argument(line, length, "--nonce"));
    syscall(SYS_exit_group, 0);
}
