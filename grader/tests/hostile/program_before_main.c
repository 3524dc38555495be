/* Hostile: starts itself again before anything of the kit has run, with a
 * race detector that reports nothing.
 * Verdict: integrity
 * Behind the gate: integrity
 * Needs: sandbox
 */
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "counter.h"

long counter = 0;

static void early(int argc, char **argv, char **environment)
{
    static char silent[] = "TSAN_OPTIONS=report_bugs=0";
    char *mine[] = {silent, "LD_LIBRARY_PATH=/lib/x86_64-linux-gnu", NULL};
    (void)argc;
    for (char **variable = environment; *variable; variable++) {
        if (strcmp(*variable, silent) == 0) {
            return;
        }
    }
    syscall(SYS_execve, "/proc/self/exe", argv, mine);
}

__attribute__((section(".preinit_array"),
               used)) static void (*run)(int, char **, char **) = early;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
