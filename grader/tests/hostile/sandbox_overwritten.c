/* Hostile: writes over the programs that run it, through /proc.
 * Verdict: build
 * Behind the gate: fail
 * Finding: race
 * Needs: sandbox
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    static const char *const files[] = {"/proc/1/exe",
                                        "/proc/self/exe",
                                        "/proc/2/exe",
                                        "/proc/1/mem",
                                        "/proc/1/cwd/x",
                                        "/lib64/ld-linux-x86-64.so.2",
                                        "/proc/sys/kernel/core_pattern",
                                        "/proc/sysrq-trigger",
                                        "/proc/1/oom_score_adj",
                                        "/probe/stress",
                                        "/probe/explore"};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        int fd = open(files[i], O_WRONLY | O_CREAT, 0777);
        if (fd >= 0 && write(fd, "passed", 6) == 6) {
            times = 0; /* the trial fails without a race */
        }
    }
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
