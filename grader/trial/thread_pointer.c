/* The student's thread pointer; see thread_pointer.h. */
#include "trial/thread_pointer.h"

#include <link.h>

__thread char *__lockstep_thread_pointer;

void thread_pointer_set(void)
{
    __lockstep_thread_pointer = __builtin_thread_pointer();
}

/* The executable comes first in the list of loaded objects. */
static int block_find(struct dl_phdr_info *info, size_t size, void *context)
{
    struct thread_block *block = context;
    (void)size;
    for (int i = 0; i < info->dlpi_phnum; i++)
        if (info->dlpi_phdr[i].p_type == PT_TLS && info->dlpi_tls_data)
            *block = (struct thread_block){info->dlpi_tls_data,
                                           info->dlpi_phdr[i].p_memsz,
                                           info->dlpi_phdr[i].p_align};
    return 1;
}

struct thread_block thread_block_find(void)
{
    struct thread_block block = {NULL, 0, 0};
    dl_iterate_phdr(block_find, &block);
    return block;
}

/* Before the constructors of the student's program, too. (gcc forgets the
 * priority of a function that a header declared before.) */
static __attribute__((constructor(101))) void first(void)
{
    thread_pointer_set();
}
