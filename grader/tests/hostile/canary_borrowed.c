/* Hostile: plants the canary itself, signs, and leaves.
 * Verdict: integrity
 */
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "counter.h"

void canary_plant(void);

long counter = 0;

__attribute__((constructor)) static void forge(void)
{
    static char line[4096];
    const char *trial = "", *nonce = "";
    FILE *file = fopen("/proc/self/cmdline", "r");
    size_t length = file ? fread(line, 1, sizeof line - 1, file) : 0;
    for (char *at = line; at < line + length; at += strlen(at) + 1) {
        if (strcmp(at, "--trial") == 0) {
            trial = at + strlen(at) + 1;
        } else if (strcmp(at, "--nonce") == 0) {
            nonce = at + strlen(at) + 1;
        }
    }
    canary_plant();
    dprintf(3,
            "{\"t\":\"receipt\",\"trial\":\"%s\",\"engine\":\"%s\","
            "\"nonce\":\"%s\",\"complete\":1}\n",
            trial, strrchr(line, '/') + 1, nonce);
    syscall(SYS_exit_group, 0);
}

void increment(size_t times)
{
    counter += (long)times;
}
