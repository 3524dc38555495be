/* What went wrong; see finding.h. */
#include "explore/core/finding.h"

#include <stdio.h>

#include "explore/core/object.h"
#include "explore/core/schedule.h"
#include "explore/core/trace.h"

struct finding finding;

void finding_clear(void)
{
    finding.kind = FINDING_NONE;
    finding.words[0] = '\0';
    finding.raced = finding.hung = false;
    finding.late = finding.allowed = false;
}

const char *finding_word(enum finding_kind kind)
{
    static const char *const words[] = {
        [FINDING_NONE] = "none",
        [FINDING_RACE] = "race",
        [FINDING_DEADLOCK] = "deadlock",
        [FINDING_LOST_WAKEUP] = "lost-wakeup",
        [FINDING_LIVELOCK] = "livelock",
        [FINDING_ENDLESS] = "timeout",
        [FINDING_ASSERTION] = "assertion",
        [FINDING_MISUSE] = "misuse",
        [FINDING_CRASH] = "crash",
        [FINDING_EXIT] = "exit",
        [FINDING_STARVATION] = "starvation",
        [FINDING_LEAK] = "leak",
        [FINDING_UNMODELLED] = "unmodelled",
    };
    return words[kind];
}

void finding_words(const char *words)
{
    volatile char *kept = finding.words;
    size_t i = 0;
    for (; words[i] && i < sizeof finding.words - 1; i++)
        kept[i] = words[i];
    kept[i] = '\0';
}

/* The first finding of a schedule is the one that counts. */
static bool note(enum finding_kind kind, const char *call, const void *pc)
{
    if (finding.kind != FINDING_NONE)
        return false;
    trace_found();
    finding.kind = kind;
    finding.call = call;
    finding.pc = pc;
    finding.thread = schedule.current;
    finding.text = finding.file = finding.condition = NULL;
    finding.object = finding.since = NULL;
    finding.holder = NULL;
    finding.line = finding.status = finding.killed_by = 0;
    finding.handled = false;
    return true;
}

/* A call on a lock may be forbidden because the lock is held; if it is
 * destroyed, that is reason enough. */
static void holder_find(const void *address)
{
    const struct object *object = object_find(address);
    if (object && object->destroyed)
        return;
    for (unsigned i = 0; object && i < threads.live_count; i++) {
        const struct held *held = thread_holds(threads.live[i], object);
        if (held) {
            finding.holder = threads.live[i];
            finding.since = held->pc;
        }
    }
}

static bool note_misuse(const char *text, const char *call, const void *object,
                        const void *pc)
{
    if (!note(FINDING_MISUSE, call, pc))
        return false;
    finding.text = text;
    finding.object = object;
    holder_find(object);
    return true;
}

void finding_misuse(const char *text, const char *call, const void *object,
                    const void *pc)
{
    const struct op op = {.call = call, .address = object, .pc = pc};
    if (note_misuse(text, call, object, pc)) {
        trace_wrong(&op, finding.holder);
        trace_found();
    }
    schedule_stop(ENDING_FINDING);
}

void finding_misuse_late(const char *text, const char *call, const void *object,
                         const void *pc)
{
    note_misuse(text, call, object, pc);
    schedule_stop(ENDING_FINDING);
}

void finding_left(const char *text, const char *call, const void *object,
                  const void *pc, bool allowed)
{
    if (!note_misuse(text, call, object, pc))
        return;
    finding.late = true;
    finding.allowed = allowed;
}

void finding_beside(const struct op *op, const char *text, size_t size,
                    const void *at, const struct thread *by)
{
    if (note(FINDING_CRASH, op->call, op->pc)) {
        finding.text = text;
        finding.size = size;
        finding.object = op->address;
        finding.since = at;
        finding.holder = by;
        trace_op(op, "beside");
        trace_found();
    }
    schedule_stop(ENDING_FINDING);
}

void finding_unmodelled(const char *call, const void *pc)
{
    note(FINDING_UNMODELLED, call, pc);
    schedule_stop(ENDING_FINDING);
}

bool finding_assertion(const char *file, int line, const char *condition,
                       const void *pc)
{
    if (!note(FINDING_ASSERTION, NULL, pc))
        return false;
    finding.file = file;
    finding.line = line;
    finding.condition = condition;
    return true;
}

void finding_starvation(unsigned count, unsigned bound)
{
    if (note(FINDING_STARVATION, "trial_admitted", NULL)) {
        char words[sizeof finding.words];
        finding.text = finding.words;
        snprintf(words, sizeof words,
                 "%u that came later were let in while it waited; at most %u "
                 "may be",
                 count, bound);
        finding_words(words);
    }
    schedule_stop(ENDING_FINDING);
}

void finding_leak(const void *pc, const struct thread *thread, bool kept)
{
    if (!note(FINDING_LEAK, NULL, pc))
        return;
    finding.thread = thread;
    finding.late = true;
    finding.kept = kept;
}

void finding_hang(enum finding_kind kind)
{
    finding.hung = true;
    finding.hang = kind;
    note(kind, NULL, NULL);
}

void finding_exit(const char *call, int status, const void *pc)
{
    if (note(FINDING_EXIT, call, pc))
        finding.status = status;
}

void finding_killed(int signal, const char *call, const void *pc)
{
    if (note(FINDING_EXIT, call, pc))
        finding.killed_by = signal;
}

void finding_crash(int signal, const void *pc, bool by_kit)
{
    if (!note(FINDING_CRASH, NULL, pc))
        return;
    finding.status = signal;
    finding.by_kit = by_kit;
}

void finding_race(void)
{
    finding.raced = true;
}

bool finding_same(const struct finding *a, const struct finding *b)
{
    return a->kind == b->kind && a->text == b->text && a->file == b->file &&
           a->line == b->line && a->call == b->call;
}
