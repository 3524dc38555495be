/* What library calls do with their caller's memory (see trial/argument.h). */
#include "trial/accesses.h"
#include "trial/engine.h"

void engine_access(void *address, size_t size, bool write, const void *pc)
{
    accesses_tell(address, size, write, pc);
}

/* Not straight into the caller's memory: ThreadSanitizer would take that for a
 * write by the kit. */
bool engine_clock(clockid_t clock, struct timespec *now, const void *pc)
{
    struct timespec got;
    (void)pc;
    if (clock_gettime(clock, &got) != 0)
        return false;
    *now = got;
    return true;
}
