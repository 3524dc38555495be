/* Hostile: maps memory that runs, to put code there.
 * Verdict: integrity
 */
#include "counter.h"

#include <sys/mman.h>

long counter = 0;

void increment(size_t times)
{
    char *code = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (code != MAP_FAILED) {
        counter += (long)times;
    }
}
