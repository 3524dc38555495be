/* Hostile: makes a file that has no name, to run it.
 * Verdict: integrity
 * Behind the gate: fail
 * Finding: crash
 * Needs: sandbox
 */
#include <sys/syscall.h>
#include <unistd.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    int fd = (int)syscall(SYS_memfd_create, "program", 0);
    char *arguments[] = {"program", NULL};
    fexecve(fd, arguments, arguments + 1);
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
