/* Hostile: writes a receipt of its own, without the judge's nonce.
 * Verdict: integrity
 * Behind the gate: fail
 * Finding: exit
 */
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    static const char *const trials[] = {"one_thread", "two_threads",
                                         "many_threads"};
    counter += (long)times;
    for (int i = 0; i < 3; i++) {
        dprintf(3,
                "{\"t\":\"receipt\",\"trial\":\"%s\",\"engine\":\"stress\","
                "\"nonce\":\"\",\"complete\":1}\n",
                trials[i]);
    }
    syscall(SYS_exit_group, 0);
}
