/* Threads that count in memory of their own making get on: where the program
 * writes to what no part of the explorer knows, no state is the same.
 * Flags: -O2
 * Figures: "every":1,
 */
#include <assert.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>

enum { ROUNDS = 12000 };

struct counts {
    long plain;
    atomic_long atomic;
};

static void count(struct counts *counts)
{
    while (counts->plain < ROUNDS) {
        counts->plain++;
        sched_yield();
    }
    while (atomic_load(&counts->atomic) < ROUNDS) {
        atomic_fetch_add(&counts->atomic, 1);
        sched_yield();
    }
}

int main(void)
{
    struct counts *block = calloc(1, sizeof *block);
    struct counts *pages = mmap(NULL, sizeof *pages, PROT_READ | PROT_WRITE,
                                MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    assert(block && pages != MAP_FAILED);
    count(block);
    count(pages);
    munmap(pages, sizeof *pages);
    free(block);
    return 0;
}
