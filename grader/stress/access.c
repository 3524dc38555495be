/* What library calls do with their caller's memory (see trial/argument.h). */
#include "trial/accesses.h"
#include "trial/engine.h"

void engine_access(void *address, size_t size, bool write, const void *pc)
{
    accesses_tell(address, size, write, pc);
}
