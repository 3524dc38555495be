/* The student's thread pointer; see thread_pointer.h. */
#include "trial/thread_pointer.h"

__thread char *lockstep_thread_pointer;

/* Before the constructors of the student's program, too. */
__attribute__((constructor(101))) void thread_pointer_set(void)
{
    lockstep_thread_pointer = __builtin_thread_pointer();
}
