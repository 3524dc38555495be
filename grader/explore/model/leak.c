/* Finds leaks; see leak.h. */
#include "explore/model/leak.h"

#include <stdbool.h>
#include <stdint.h>

#include "explore/core/finding.h"
#include "explore/core/locals.h"
#include "explore/core/schedule.h"
#include "explore/core/thread.h"

extern char __start_student_data[] __attribute__((weak));
extern char __stop_student_data[] __attribute__((weak));
extern char __start_student_bss[] __attribute__((weak));
extern char __stop_student_bss[] __attribute__((weak));
extern char __start_student_text[] __attribute__((weak));
extern char __stop_student_text[] __attribute__((weak));

enum { NOT_REACHED, REACHED, FOLLOWED };

static bool within(uintptr_t address, const char *start, const char *stop)
{
    return address >= (uintptr_t)start && address < (uintptr_t)stop;
}

/* All of a program under `make explore` is its author's. */
bool code_is_students(const void *pc)
{
    return !__start_student_text ||
           within((uintptr_t)pc, __start_student_text, __stop_student_text);
}

/* Marks the block that a word may point to. */
static void word_follow(uintptr_t word, struct leftover *blocks, size_t count)
{
    const uintptr_t untagged = word & 0x0000fffffffffff8u;
    for (size_t i = 0; i < count; i++) {
        const char *start = blocks[i].start;
        if (blocks[i].reached == NOT_REACHED &&
            (within(word, start, start + blocks[i].size) ||
             within(untagged, start, start + blocks[i].size)))
            blocks[i].reached = REACHED;
    }
}

static void range_follow(const char *start, const char *stop,
                         struct leftover *blocks, size_t count)
{
    const uintptr_t *word =
        (const uintptr_t *)(((uintptr_t)start + 7) & ~(uintptr_t)7);
    for (; start && (const char *)(word + 1) <= stop; word++)
        if (*word > 4096)
            word_follow(*word, blocks, count);
}

/* The first thread has not ended when the program has: what is its own, it
 * still has. */
static void thread_follow(const struct thread *thread, struct leftover *blocks,
                          size_t count)
{
    size_t size;
    const char *locals = locals_of(thread->id, &size);
    range_follow(locals, locals + size, blocks, count);
    const char *keys = (const char *)thread->keys;
    range_follow(keys, keys + thread->keys_used * sizeof *thread->keys, blocks,
                 count);
}

static void roots_follow(struct leftover *blocks, size_t count)
{
    range_follow(__start_student_data, __stop_student_data, blocks, count);
    range_follow(__start_student_bss, __stop_student_bss, blocks, count);
    for (unsigned i = 0; i < threads.live_count; i++)
        thread_follow(threads.live[i], blocks, count);
}

void leaks_find(struct leftover *blocks, size_t count)
{
    for (size_t i = 0; i < count; i++)
        blocks[i].reached = NOT_REACHED;
    roots_follow(blocks, count);
    for (bool again = true; again;) {
        again = false;
        for (size_t i = 0; i < count; i++) {
            const char *start = blocks[i].start;
            if (blocks[i].reached != REACHED)
                continue;
            blocks[i].reached = FOLLOWED;
            range_follow(start, start + blocks[i].size, blocks, count);
            again = true;
        }
    }
    for (size_t i = 0; i < count; i++) {
        bool kept = blocks[i].reached != NOT_REACHED;
        if ((kept && !schedule.limits.frees_all) ||
            !code_is_students(blocks[i].pc))
            continue;
        finding_leak(blocks[i].pc, blocks[i].thread, kept);
        return;
    }
}
