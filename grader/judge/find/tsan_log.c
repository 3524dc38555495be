/*
 * Parses ThreadSanitizer's log, a line at a time.
 *
 * A report begins with its WARNING (or ERROR) line and ends with SUMMARY. A `#0
 * ...` line belongs to the heading above it: an access, or something that is
 * only skipped over (where a thread or a mutex was made).
 */
#include "judge/find/tsan_log.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Far more than honest code can race; a forger would keep the judge busy. */
enum { MOST_REPORTS = 256 };

struct parser {
    struct tsan_log *log;
    const char *program;
    struct report *report;      /* NULL between reports */
    struct report_stack *stack; /* takes the next frames; NULL: skip them */
};

static int report_begin(struct parser *parser, const char *kind, bool deadly)
{
    struct tsan_log *log = parser->log;
    if (log->count < MOST_REPORTS) {
        struct report *grown =
            realloc(log->reports, (log->count + 1) * sizeof *grown);
        if (!grown)
            return ENOMEM;
        log->reports = grown;
        log->count++;
    } /* else the last one gives way: the canary comes at the end */
    parser->report = &log->reports[log->count - 1];
    memset(parser->report, 0, sizeof *parser->report);
    parser->report->deadly = deadly;
    parser->stack = &parser->report->stack;
    size_t length = strcspn(kind, "(\n");
    while (length > 0 && kind[length - 1] == ' ')
        length--;
    snprintf(parser->report->kind, sizeof parser->report->kind, "%.*s",
             (int)length, kind);
    return 0;
}

/* "write M1, read M2)": the mutexes held at an access. */
static void access_locks(struct report_access *access, const char *text)
{
    const char *end = strchr(text, ')');
    while ((text = strchr(text, 'M')) && text < end &&
           access->lock_count < REPORT_LOCKS)
        access->locks[access->lock_count++] =
            (unsigned)strtoul(++text, NULL, 10);
}

static bool starts(const char *line, const char *with)
{
    return strncmp(line, with, strlen(with)) == 0;
}

/* "Write of size 8 at 0x... by thread T1 (mutexes: write M0):", in lower or
 * upper case, perhaps with "Previous" and "atomic" before it. */
static bool access_parse(struct parser *parser, const char *line)
{
    const char *of = strstr(line, " of size ");
    const char *by = of ? strstr(of, " by ") : NULL;
    if (!by || parser->report->access_count == 2 ||
        !(strstr(line, "rite of size ") || strstr(line, "ead of size ")))
        return false;
    struct report_access *access =
        &parser->report->access[parser->report->access_count++];
    access->write = strstr(line, "rite of size ") != NULL;
    access->atomic = strstr(line, "tomic ") != NULL;
    access->size = (unsigned)strtoul(of + 9, NULL, 10);
    const char *at = strstr(of, " at ");
    access->address = at ? strtoull(at + 4, NULL, 16) : 0;
    by += starts(by, " by thread ") ? 11 : 4;
    snprintf(access->thread, sizeof access->thread, "%.*s",
             (int)strcspn(by, ":("), by);
    for (size_t n = strlen(access->thread);
         n > 0 && access->thread[n - 1] == ' ';)
        access->thread[--n] = '\0';
    const char *locks = strstr(by, "(mutexes: ");
    if (locks)
        access_locks(access, locks);
    parser->stack = &access->stack;
    return true;
}

/* "Mutex M0 (0x0000004040c0) created at:" */
static bool lock_parse(struct parser *parser, const char *line)
{
    struct report *report = parser->report;
    unsigned number;
    unsigned long long address;
    if (sscanf(line, "Mutex M%u (0x%llx)", &number, &address) != 2)
        return false;
    if (report->lock_count < REPORT_LOCKS)
        report->locks[report->lock_count++] =
            (struct report_lock){number, address};
    parser->stack = NULL;
    return true;
}

/* "Thread T1 'name' (tid=4839, running) created by main thread at:" */
static bool thread_parse(struct parser *parser, const char *line)
{
    struct report *report = parser->report;
    char label[64], name[64] = "";
    if (sscanf(line, "Thread %63s '%63[^']'", label, name) < 1 ||
        label[0] != 'T')
        return false;
    if (report->thread_count < REPORT_THREADS) {
        struct report_thread *thread = &report->threads[report->thread_count++];
        snprintf(thread->label, sizeof thread->label, "%s", label);
        snprintf(thread->name, sizeof thread->name, "%s", name);
    }
    parser->stack = NULL;
    return true;
}

/* "#0 increment counter.c:15 (stress+0x4015c2)": kept if in the probe. */
static void frame_parse(struct parser *parser, const char *line)
{
    const char *module = strrchr(line, '(');
    /* clang adds "(BuildId: ...)" after the address. */
    if (module && starts(module, "(BuildId")) {
        while (module > line && *--module != '(')
            ;
    }
    const char *plus = module ? strchr(module, '+') : NULL;
    struct report_stack *stack = parser->stack;
    if (!stack || !plus || stack->depth == REPORT_FRAMES)
        return;
    size_t length = (size_t)(plus - module - 1);
    if (strlen(parser->program) == length &&
        strncmp(module + 1, parser->program, length) == 0)
        stack->pc[stack->depth++] = strtoull(plus + 1, NULL, 16);
}

static int line_parse(struct parser *parser, const char *line)
{
    const char *warning = strstr(line, "WARNING: ThreadSanitizer: ");
    const char *error = strstr(line, "ERROR: ThreadSanitizer: ");
    if (strstr(line, "FATAL: ThreadSanitizer") ||
        strstr(line, "ThreadSanitizer: CHECK failed") ||
        strstr(line, "ERROR: ThreadSanitizer failed to allocate"))
        parser->log->failed_start = true;
    if (warning)
        return report_begin(parser, warning + 26, false);
    if (error) {
        int failed = report_begin(parser, error + 24, true);
        const char *on = strstr(error, "address ");
        if (!failed && on)
            parser->report->fault = strtoull(on + 8, NULL, 16);
        char *where = failed ? NULL : strstr(parser->report->kind, " on ");
        if (where)
            *where = '\0'; /* "SEGV on unknown address" */
        return failed;
    }
    if (!parser->report)
        return 0;
    line += strspn(line, " ");
    if (line[0] == '#')
        frame_parse(parser, line);
    else if (starts(line, "Location is "))
        snprintf(parser->report->location, sizeof parser->report->location,
                 "%.*s", (int)strcspn(line + 12, "\n"), line + 12),
            parser->stack = NULL;
    else if (starts(line, "SUMMARY:"))
        parser->report = NULL;
    else if (!access_parse(parser, line) && !lock_parse(parser, line))
        thread_parse(parser, line);
    return 0;
}

int tsan_log_parse(const char *text, const char *program, struct tsan_log *log)
{
    *log = (struct tsan_log){0};
    struct parser parser = {.log = log, .program = program};
    for (char line[4096]; *text;) {
        size_t length = strcspn(text, "\n");
        snprintf(line, sizeof line, "%.*s", (int)length, text);
        text += length + (text[length] == '\n');
        if (line_parse(&parser, line)) {
            tsan_log_free(log);
            return ENOMEM;
        }
    }
    return 0;
}

void tsan_log_free(struct tsan_log *log)
{
    free(log->reports);
    *log = (struct tsan_log){0};
}

const char *report_thread_name(const struct report *report, const char *label)
{
    for (unsigned i = 0; i < report->thread_count; i++)
        if (strcmp(report->threads[i].label, label) == 0 &&
            report->threads[i].name[0])
            return report->threads[i].name;
    return strcmp(label, "main thread") == 0 ? "the trial" : label;
}

uint64_t report_lock_address(const struct report *report, unsigned number)
{
    for (unsigned i = 0; i < report->lock_count; i++)
        if (report->locks[i].number == number)
            return report->locks[i].address;
    return 0;
}
