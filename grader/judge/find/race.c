/*
 * Findings from ThreadSanitizer's log: data races, and what else it saw.
 */
#include <stdio.h>
#include <string.h>

#include "judge/find/evidence.h"
#include "judge/find/weak.h"

enum { MOST_RACES = 3 };

/* The locks held at an access, as "holding `a` and `b`". */
static void locks_text(struct evidence *evidence, const struct report *report,
                       const struct report_access *access, char *text,
                       size_t size)
{
    if (access->lock_count == 0) {
        snprintf(text, size, "holding no lock");
        return;
    }
    size_t length = (size_t)snprintf(text, size, "holding");
    for (unsigned i = 0; i < access->lock_count && length < size; i++) {
        char name[160];
        uint64_t address = report_lock_address(report, access->locks[i]);
        object_quote(evidence, address, name, sizeof name);
        length += (size_t)snprintf(text + length, size - length, "%s %s",
                                   i ? " and" : "", name);
    }
}

static const char *race_reason(const struct report *report)
{
    const struct report_access *access = report->access;
    if (access[0].atomic || access[1].atomic)
        return "one access is atomic, the other is not";
    if (access[0].lock_count > 0 && access[1].lock_count > 0)
        return "two threads, different locks";
    return "two threads, no common lock";
}

static void race_subject(struct evidence *evidence, const struct report *report,
                         char *text, size_t size)
{
    char name[128];
    const struct report_access *access = &report->access[0];
    if (evidence_object(evidence, access->address, name, sizeof name))
        snprintf(text, size, "`%s`", name);
    else if (strstr(name, " bytes allocated at "))
        snprintf(text, size, "%s", name);
    else if (strncmp(report->location, "heap", 4) == 0)
        snprintf(text, size, "%u byte%s of memory from malloc()", access->size,
                 access->size == 1 ? "" : "s");
    else if (strncmp(report->location, "stack", 5) == 0)
        snprintf(text, size, "a local variable of another thread");
    else
        snprintf(text, size, "%u bytes, %s", access->size, name);
}

/* "the load of `flag` that saw the store was relaxed" */
static void weak_reason(struct evidence *evidence, const struct weak *weak,
                        char *text, size_t size)
{
    char name[160];
    object_quote(evidence, json_address(weak->load, "object"), name,
                 sizeof name);
    const char *store = json_text(weak->store, "order");
    const char *load = json_text(weak->load, "order");
    if (weak->store_weak && weak->load_weak && strcmp(store, load) == 0)
        snprintf(text, size,
                 "nothing orders the two; the store to %s in between and the "
                 "load that saw it were %s",
                 name, load);
    else if (weak->store_weak)
        snprintf(text, size,
                 "nothing orders the two; the store to %s that the load in "
                 "between saw was %s",
                 name, store);
    else
        snprintf(text, size,
                 "nothing orders the two; the load of %s that saw the store in "
                 "between was %s",
                 name, load);
}

static void weak_place(struct evidence *evidence, json_t *finding,
                       const json_t *step)
{
    char name[160], does[320];
    object_quote(evidence, json_address(step, "object"), name, sizeof name);
    snprintf(does, sizeof does, "%s %s, %s", json_text(step, "call"), name,
             json_text(step, "order"));
    finding_place(evidence, finding, json_text(step, "thread"), does,
                  json_address(step, "at"));
}

/* What stands for a number that a file has: who closes it writes. */
static bool is_descriptor(const char *subject)
{
    return strncmp(subject, "`descriptor ", 12) == 0;
}

/* ThreadSanitizer takes a free() for a write to all of the block. */
static const char *access_word(const struct evidence *evidence,
                               const struct report_access *access,
                               const char *subject)
{
    if (is_descriptor(subject))
        return access->write ? "closes it" : "uses it";
    if (access->write && access->stack.depth > 0 &&
        block_freed_at(evidence, access->address, access->stack.pc[0]))
        return "frees the memory it is in";
    return access->write ? "writes" : "reads";
}

static void race_add(struct evidence *evidence, const struct report *report)
{
    char subject[160], reason[320];
    struct weak weak;
    bool is_weak = weak_find(evidence->observations, report, &weak);
    race_subject(evidence, report, subject, sizeof subject);
    snprintf(reason, sizeof reason, "%s", race_reason(report));
    if (is_weak)
        weak_reason(evidence, &weak, reason, sizeof reason);
    json_t *finding =
        finding_add(evidence, "race", "Data race on %s: %s", subject, reason);
    for (unsigned i = 0; i < report->access_count; i++) {
        const struct report_access *access = &report->access[i];
        char does[320], locks[256];
        locks_text(evidence, report, access, locks, sizeof locks);
        snprintf(does, sizeof does, "%s%s, %s",
                 access->atomic ? "atomically " : "",
                 access_word(evidence, access, subject), locks);
        finding_place(evidence, finding,
                      report_thread_name(report, access->thread), does,
                      evidence_frame(evidence, &access->stack));
    }
    if (is_weak) {
        weak_place(evidence, finding, weak.store);
        weak_place(evidence, finding, weak.load);
    }
}

static bool same_lines(struct evidence *evidence, const struct report *a,
                       const struct report *b)
{
    for (int i = 0; i < 2; i++)
        if (evidence_frame(evidence, &a->access[i].stack) !=
            evidence_frame(evidence, &b->access[i].stack))
            return false;
    return true;
}

/* What ThreadSanitizer reports besides races, in the course's words. */
static const struct {
    const char *kind;
    const char *finding;
    const char *title;
} others[] = {
    {"heap-use-after-free", "misuse", "Memory is used after it was freed"},
    {"unlock of an unlocked mutex", "misuse",
     "A mutex is unlocked that is not locked"},
    {"double lock of a mutex", "misuse", "A mutex is locked twice"},
    {"destroy of a locked mutex", "misuse", "A locked mutex is destroyed"},
    {"use of an invalid mutex", "misuse",
     "A mutex is used that is not initialised or was destroyed"},
    {"read lock of a write locked mutex", "misuse",
     "A lock is taken for reading by the thread that writes"},
    {"thread leak", "leak", "A thread is neither joined nor detached"},
};

static void other_add(struct evidence *evidence, const struct report *report)
{
    const char *kind = "misuse", *title = report->kind;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (strncmp(report->kind, others[i].kind, strlen(others[i].kind)))
            continue;
        kind = others[i].finding;
        title = others[i].title;
    }
    /* Blocks that were left behind are the kit's to free, after a schedule. */
    unsigned told = report->access_count;
    if (told == 2 && evidence_is_kits(evidence, &report->access[1].stack)) {
        title = "Memory is used that nobody has allocated";
        told = 1;
    }
    json_t *finding = finding_add(evidence, kind, "%s", title);
    if (told == 0)
        finding_place(evidence, finding, "a thread", "does so",
                      evidence_frame(evidence, &report->stack));
    /* Memory that was freed: who uses it, and who freed it before. */
    for (unsigned i = 0; i < told; i++) {
        const struct report_access *access = &report->access[i];
        finding_place(evidence, finding,
                      report_thread_name(report, access->thread),
                      i ? "freed it" : "uses it",
                      evidence_frame(evidence, &access->stack));
    }
}

/* ThreadSanitizer remembers four accesses a word, and may have forgotten those
 * that the explorer saw due at the same moment. */
static void collision_find(struct evidence *evidence)
{
    const json_t *told = evidence_observation(evidence, "collision");
    char name[160];
    if (!told)
        return;
    object_quote(evidence, json_address(told, "object"), name, sizeof name);
    json_t *finding =
        finding_add(evidence, "race",
                    "Data race on %s: two threads, nothing orders them", name);
    finding_place(evidence, finding, json_text(told, "thread"),
                  json_text(told, "does"), json_address(told, "at"));
    finding_place(evidence, finding, json_text(told, "other_thread"),
                  json_text(told, "other"), json_address(told, "other_at"));
}

static bool is_race(const struct report *report)
{
    return strncmp(report->kind, "data race", 9) == 0;
}

/* Two threads race on some bytes in many pairs of accesses. Runtimes since
 * gcc 13 report them all, those before only the first. */
static bool same_bytes(const struct report *a, const struct report *b)
{
    if (!is_race(a) || !is_race(b) || !a->access_count || !b->access_count)
        return false;
    const struct report_access *one = &a->access[0], *other = &b->access[0];
    return one->address < other->address + other->size &&
           other->address < one->address + one->size;
}

/* The same two lines again, other accesses to the same bytes, or the planted
 * canary, are no news. */
static bool is_news(struct evidence *evidence, unsigned n, uint64_t canary)
{
    const struct report *report = &evidence->log->reports[n];
    if (report->deadly || report->access[0].address == canary)
        return false;
    for (unsigned i = 0; i < n; i++) {
        const struct report *before = &evidence->log->reports[i];
        if (same_bytes(before, report) ||
            (report->access_count == 2 && before->access_count == 2 &&
             same_lines(evidence, before, report)))
            return false;
    }
    return true;
}

void races_find(struct evidence *evidence)
{
    uint64_t canary = symbols_address(evidence->symbols, "__lockstep_canary");
    unsigned found = 0;
    for (unsigned i = 0; i < evidence->log->count && found < MOST_RACES; i++) {
        const struct report *report = &evidence->log->reports[i];
        if (!is_news(evidence, i, canary))
            continue;
        found++;
        if (is_race(report))
            race_add(evidence, report);
        else
            other_add(evidence, report);
    }
    if (found == 0)
        collision_find(evidence);
}
