/* The student's thread pointer; see thread_pointer.h. */
#include "trial/thread_pointer.h"

__thread char *lockstep_thread_pointer;

void thread_pointer_set(void)
{
    lockstep_thread_pointer = __builtin_thread_pointer();
}

/* Before the constructors of the student's program, too. (gcc forgets the
 * priority of a function that a header declared before.) */
static __attribute__((constructor(101))) void first(void)
{
    thread_pointer_set();
}
