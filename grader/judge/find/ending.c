/*
 * Findings from what the probe said about itself, and from how it ended.
 */
#include <ctype.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "judge/find/evidence.h"
#include "judge/find/trace.h"

enum { MOST_FAILURES = 3, MOST_TOLD = 32 };

static void failure_add(struct evidence *evidence, const json_t *line)
{
    struct place place = {0};
    snprintf(place.file, sizeof place.file, "%s", json_text(line, "file"));
    place.line = (int)json_integer_value(json_object_get(line, "line"));
    /* An assert() of the student's own says no more than its condition. */
    const char *text = json_text(line, "text");
    json_t *finding =
        finding_add(evidence, "assertion",
                    *text ? "Not as promised: %s" : "Assert failed: %s",
                    *text ? text : json_text(line, "condition"));
    char does[256];
    snprintf(does, sizeof does, "expects %s", json_text(line, "condition"));
    finding_at(evidence, finding, *text ? "the trial" : "your assert", does,
               &place);
}

/* "Thread a", but "The trial" and "Thread 2" for those already called that. */
static void thread_title(const char *name, char *text, size_t size)
{
    bool told =
        strncmp(name, "the ", 4) == 0 || strncmp(name, "thread ", 7) == 0;
    snprintf(text, size, told ? "%s" : "Thread %s", name);
    text[0] = (char)toupper((unsigned char)text[0]);
}

/* What the trial's own thread does in the student's code, that code does: its
 * function is named, or it would sound like the grader's mistake. */
static void doer_title(const struct evidence *evidence, const json_t *line,
                       char *text, size_t size)
{
    struct place place;
    const char *thread = json_text(line, "thread");
    if (strcmp(thread, "the trial") == 0 &&
        symbols_line(evidence->symbols, json_address(line, "at"), true,
                     &place) &&
        *place.function && strcmp(place.file, evidence->settings->source) == 0)
        snprintf(text, size, "%s()", place.function);
    else
        thread_title(thread, text, size);
}

static void misuse_add(struct evidence *evidence, const json_t *line)
{
    char object[128], does[256], who[160];
    uint64_t since = json_address(line, "since");
    bool named = evidence_object(evidence, json_address(line, "object"), object,
                                 sizeof object);
    const char *thread = json_text(line, "thread");
    doer_title(evidence, line, who, sizeof who);
    json_t *finding =
        finding_add(evidence, "misuse", "%s %s", who, json_text(line, "text"));
    snprintf(does, sizeof does, named ? "calls %s on `%s`" : "calls %s",
             json_text(line, "call"), object);
    /* For a thread that ends with a lock, only where it took it is shown. */
    if (!since || strncmp(json_text(line, "text"), "end", 3) != 0)
        finding_place(evidence, finding, thread, does,
                      json_address(line, "at"));
    if (!since)
        return;
    snprintf(does, sizeof does, named ? "holds `%s` since" : "holds it since",
             object);
    finding_place(evidence, finding, json_text(line, "holder"), does, since);
}

/* By a signal that the program sent to itself. */
static void killed_add(struct evidence *evidence, const json_t *line,
                       int number)
{
    const char *name = sigabbrev_np(number);
    char does[80];
    json_t *finding =
        finding_add(evidence, "exit",
                    "SIG%s ends the whole program: it has no handler then",
                    name ? name : "RT");
    snprintf(does, sizeof does, "is in %s", json_text(line, "call"));
    finding_place(evidence, finding, json_text(line, "thread"), does,
                  json_address(line, "at"));
}

static void exit_add(struct evidence *evidence, const json_t *line)
{
    const char *thread = json_text(line, "thread");
    const char *call = json_text(line, "call");
    long long status = json_integer_value(json_object_get(line, "status"));
    int number = (int)json_integer_value(json_object_get(line, "signal"));
    bool returns = strncmp(call, "return", 6) == 0;
    if (number) {
        killed_add(evidence, line, number);
        return;
    }
    json_t *finding =
        returns ? finding_add(evidence, "exit", "main returns %lld", status)
                : finding_add(evidence, "exit",
                              "The code ends the whole program: %s(%lld)", call,
                              status);
    if (!returns)
        finding_place(evidence, finding,
                      *thread ? thread : "before main, a thread", "calls it",
                      json_address(line, "at"));
}

static void starvation_add(struct evidence *evidence, const json_t *line)
{
    finding_add(evidence, "starvation", "Starvation of %s: %s",
                json_text(line, "thread"), json_text(line, "text"));
}

static void leak_add(struct evidence *evidence, const json_t *line)
{
    bool kept = json_integer_value(json_object_get(line, "kept")) != 0;
    json_t *finding =
        finding_add(evidence, "leak", "Memory is never freed, and %s",
                    kept ? "has to be" : "nothing points to it");
    finding_place(evidence, finding, json_text(line, "thread"), "allocates it",
                  json_address(line, "at"));
    finding_note(finding,
                 kept ? "a static variable leads to it when all has been undone"
                      : "it is lost when all threads have ended");
}

static void deadline_add(struct evidence *evidence, const json_t *line)
{
    char when[80], who[128];
    thread_title(json_text(line, "thread"), who, sizeof who);
    overdue_words(json_integer_value(json_object_get(line, "overdue")), when,
                  sizeof when);
    json_t *note = finding_add(evidence, "deadline",
                               "%s gives a deadline that %s", who, when);
    finding_place(evidence, note, json_text(line, "thread"), "gives it",
                  json_address(line, "at"));
    finding_note(note, "a timed call takes a point in time of its clock, not a "
                       "span: ask that clock for the time, and add to it");
}

json_t *notes_make(const struct evidence *evidence)
{
    size_t i;
    const json_t *line;
    struct evidence aside = *evidence;
    aside.findings = json_array();
    aside.names = NULL;
    json_array_foreach(evidence->observations, i, line)
    {
        if (strcmp(json_text(line, "t"), "note") != 0)
            continue;
        if (strcmp(json_text(line, "kind"), "deadline") == 0) {
            deadline_add(&aside, line);
            continue;
        }
        if (strcmp(json_text(line, "kind"), "leak") == 0)
            leak_add(&aside, line);
        else
            misuse_add(&aside, line);
        json_t *note =
            json_array_get(aside.findings, json_array_size(aside.findings) - 1);
        finding_note(note,
                     strstr(json_text(line, "text"), " comes while ")
                         ? "with --signal NAME one comes, at any point"
                     : json_integer_value(json_object_get(line, "allowed"))
                         ? "POSIX allows it"
                         : "the program may end so; with --leaks it is "
                           "a finding");
        json_object_del(note, "raw");
    }
    json_decref(aside.names);
    return aside.findings;
}

/* None of the schedules that were run reached what one must reach. */
static void unreached_find(struct evidence *evidence)
{
    const json_t *line = evidence_observation(evidence, "unreached");
    const json_t *figures = evidence_observation(evidence, "engine");
    if (!line)
        return;
    json_t *finding =
        finding_add(evidence, "unreached", "In no schedule: %s",
                    evidence->must_reach ? evidence->must_reach : "");
    finding_note(
        finding, "%lld schedules were run, and it must be possible in some",
        (long long)json_integer_value(json_object_get(figures, "schedules")));
}

/* The same expectation fails again and again in one run: once is enough. */
static bool failure_is_news(const json_t *observations, size_t n)
{
    const json_t *line = json_array_get(observations, n);
    for (size_t i = 0; i < n; i++) {
        const json_t *before = json_array_get(observations, i);
        if (strcmp(json_text(before, "t"), "failed") == 0 &&
            json_equal(json_object_get(before, "line"),
                       json_object_get(line, "line")))
            return false;
    }
    return true;
}

void failures_find(struct evidence *evidence)
{
    size_t i, failures = 0, before = json_array_size(evidence->findings);
    const json_t *line;
    json_array_foreach(evidence->observations, i, line)
    {
        if (json_array_size(evidence->findings) - before == MOST_TOLD)
            break;
        const char *kind = json_text(line, "t");
        if (strcmp(kind, "misuse") == 0)
            misuse_add(evidence, line);
        else if (strcmp(kind, "exit") == 0)
            exit_add(evidence, line);
        else if (strcmp(kind, "starvation") == 0)
            starvation_add(evidence, line);
        else if (strcmp(kind, "leak") == 0)
            leak_add(evidence, line);
        else if (strcmp(kind, "failed") == 0 && failures < MOST_FAILURES &&
                 failure_is_news(evidence->observations, i))
            failures++, failure_add(evidence, line);
    }
}

static bool is_signal(const char *name)
{
    for (int number = 1; number < SIGRTMIN; number++) {
        const char *known = sigabbrev_np(number);
        if (known && strcmp(known, name) == 0)
            return true;
    }
    return false;
}

/* ThreadSanitizer ends a program not only for signals: its allocator does so
 * where the system's returns NULL or throws. */
static void crash_reason(const struct report *report, char *text, size_t size)
{
    static const char *const others[][2] = {
        {"requested allocation size",
         "more memory is asked for than any machine has"},
        {"calloc parameters overflow",
         "more memory is asked for than any machine has"},
        {"reallocarray parameters overflow",
         "more memory is asked for than any machine has"},
        {"out of memory", "the memory is used up"},
        {"allocator is out of memory", "the memory is used up"},
        {"stack-overflow", "SIGSEGV, the stack is used up"},
    };
    const char *kind = report->kind, *after = "";
    if (strcmp(kind, "ABRT") == 0)
        after = ", the program called abort()";
    else if (strcmp(kind, "SEGV") == 0 && report->fault < 4096)
        after = ", a null pointer was followed";
    snprintf(text, size, "%s%s%s", is_signal(kind) ? "SIG" : "", kind, after);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (strncmp(kind, others[i][0], strlen(others[i][0])) == 0)
            snprintf(text, size, "%s", others[i][1]);
}

static void crash_add(struct evidence *evidence, const struct report *report)
{
    char reason[160];
    crash_reason(report, reason, sizeof reason);
    json_t *finding = finding_add(evidence, "crash", "Crash: %s", reason);
    uint64_t pc = evidence_frame(evidence, &report->stack);
    struct place place;
    /* The innermost frame is the faulting instruction, not a return address. */
    bool after = report->stack.depth == 0 || pc != report->stack.pc[0];
    symbols_line(evidence->symbols, pc, after, &place);
    finding_at(evidence, finding, "a thread", "crashed", &place);
}

/* No fault yet: the next block lies there, or the allocator's own data. */
static void beside_told(struct evidence *evidence, const json_t *line)
{
    char who[128], block[64] = "";
    long long size = json_integer_value(json_object_get(line, "size"));
    thread_title(json_text(line, "thread"), who, sizeof who);
    if (size)
        snprintf(block, sizeof block, " of %lld bytes", size);
    json_t *finding = finding_add(evidence, "crash", "%s %s%s", who,
                                  json_text(line, "text"), block);
    finding_place(evidence, finding, json_text(line, "thread"),
                  json_text(line, "call"), json_address(line, "at"));
    if (json_address(line, "since"))
        finding_place(evidence, finding, json_text(line, "holder"),
                      "allocates the block", json_address(line, "since"));
}

/* The explorer catches a fault itself and goes on to report the schedule. */
static void crash_told(struct evidence *evidence, const json_t *line)
{
    int number = (int)json_integer_value(json_object_get(line, "signal"));
    const char *name = sigabbrev_np(number);
    json_t *finding =
        finding_add(evidence, "crash", "Crash: SIG%s%s", name ? name : "?",
                    number == SIGABRT   ? ", the program called abort()"
                    : number == SIGPIPE ? ", it writes what nobody can read"
                                        : "");
    finding_place(evidence, finding, json_text(line, "thread"), "crashed",
                  json_address(line, "at"));
    if (json_integer_value(json_object_get(line, "handled")))
        finding_note(finding,
                     "the program has a handler for SIG%s, which was not run: "
                     "a fault of its own ends a schedule",
                     name ? name : "?");
}

/* Whether all of a stack is the kit's, from the innermost frame on: neither the
 * student's code nor a trial's is at work there. Outside the probe's main there
 * is only the C library. */
static bool is_kits(const struct evidence *evidence,
                    const struct report_stack *stack)
{
    struct place place;
    for (unsigned i = 0; i < stack->depth; i++)
        if (!symbols_line(evidence->symbols, stack->pc[i], true, &place) ||
            strncmp(place.file, "grader/", 7) != 0 ||
            file_has_trials(place.file) ||
            strcmp(place.file, evidence->settings->source) == 0)
            return false;
        else if (strcmp(place.file, "grader/trial/probe.c") == 0)
            break;
    return stack->depth > 0;
}

/* @return Where the kit itself crashed, or 0. */
static uint64_t kit_crash(const struct evidence *evidence)
{
    const json_t *told = evidence_observation(evidence, "crash");
    if (told)
        return json_integer_value(json_object_get(told, "by_kit"))
                   ? json_address(told, "at")
                   : 0;
    for (unsigned i = 0; i < evidence->log->count; i++) {
        const struct report *report = &evidence->log->reports[i];
        if (report->deadly)
            return is_kits(evidence, &report->stack) ? report->stack.pc[0] : 0;
    }
    return 0;
}

static const char *kit_excuse(const struct evidence *evidence, uint64_t pc)
{
    static char text[512];
    struct place place;
    symbols_line(evidence->symbols, pc, true, &place);
    snprintf(text, sizeof text,
             "the grader itself crashed, at %s:%d: that says nothing about the "
             "code. Next: report it, with the file and this line",
             *place.file ? place.file : "an unknown place", place.line);
    return text;
}

/* What a user's own program prints past the bound is only cut. */
static bool is_flooded(const struct evidence *evidence)
{
    const struct spawn_result *run = evidence->run;
    return run->observations.overflowed ||
           (run->output.overflowed && !evidence->own_program);
}

static bool crash_find(struct evidence *evidence)
{
    const json_t *told = evidence_observation(evidence, "crash");
    if (kit_crash(evidence))
        return true;
    if (told) {
        if (json_object_get(told, "signal"))
            crash_told(evidence, told);
        else
            beside_told(evidence, told);
        return true;
    }
    for (unsigned i = 0; i < evidence->log->count; i++) {
        if (evidence->log->reports[i].deadly) {
            crash_add(evidence, &evidence->log->reports[i]);
            return true;
        }
    }
    int status = evidence->run->status;
    if (evidence->run->stopped || evidence->run->timed_out ||
        evidence->run->excess || !WIFSIGNALED(status) || is_flooded(evidence) ||
        evidence->run->reports.overflowed)
        return false;
    finding_add(evidence, "crash", "Crash: killed by SIG%s%s",
                sigabbrev_np(WTERMSIG(status)),
                WTERMSIG(status) == SIGSYS
                    ? ", for a system call that no answer may make"
                    : "");
    return true;
}

static bool has_receipt(const struct evidence *evidence)
{
    const json_t *receipt = evidence_observation(evidence, "receipt");
    return receipt &&
           strcmp(json_text(receipt, "nonce"), evidence->nonce) == 0 &&
           strcmp(json_text(receipt, "trial"), evidence->trial) == 0 &&
           strcmp(json_text(receipt, "engine"), evidence->engine) == 0;
}

/* The probe says so itself, and repeats the nonce, for code under test must not
 * say so. A user's own program is believed. @return The excuse, or NULL. */
static const char *broken_excuse(const struct evidence *evidence)
{
    static char text[512];
    const json_t *line = evidence_observation(evidence, "broken");
    if (!line || (!evidence->own_program &&
                  strcmp(json_text(line, "nonce"), evidence->nonce) != 0))
        return NULL;
    snprintf(text, sizeof text,
             "the machine has no %s for the probe (%s). Next: end other "
             "programs, and look at ulimit -u and ulimit -v",
             json_text(line, "what"), json_text(line, "error"));
    return text;
}

/*
 * An answer that has something to hide can cause none of this: the signals come
 * from outside, since the gate refuses what sends them, and code that prints
 * the runtime's last words must still end the program, which is reported.
 */
const char *endings_excuse(const struct evidence *evidence)
{
    const struct spawn_result *run = evidence->run;
    if (json_array_size(evidence->findings) > 0 || has_receipt(evidence))
        return NULL;
    uint64_t kits = kit_crash(evidence);
    if (kits)
        return kit_excuse(evidence, kits);
    if (evidence_observation(evidence, "crash"))
        return NULL;
    int status = run->status,
        number = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    if (number == SIGXFSZ && !evidence->own_program)
        return "a limit for the size of files ended the probe. Next: ulimit -f "
               "unlimited";
    if (number == SIGKILL && evidence->memory_short)
        return "the machine had no memory left and ended the probe. Next: end "
               "other programs. If it comes again, the code may take memory "
               "without end";
    if (number == 0 && evidence->log->failed_start)
        return "ThreadSanitizer's runtime gave up; the raw report says why";
    return number == 0 ? broken_excuse(evidence) : NULL;
}

/* What the sandbox stopped it for. */
static void excess_find(struct evidence *evidence)
{
    unsigned long long limit = evidence->run->excess_limit;
    switch (evidence->run->excess) {
    case EXCESS_MEMORY:
        finding_add(evidence, "crash",
                    "Stopped: the code used more than %llu MiB of memory",
                    limit >> 20);
        break;
    case EXCESS_TASKS:
        finding_add(evidence, "crash",
                    "Stopped: the code had more than %llu threads at once",
                    limit);
        break;
    case EXCESS_WALL:
        finding_add(evidence, "timeout",
                    "Stopped after %llu s, to guard the machine", limit);
        break;
    case EXCESS_NONE:
        break;
    }
}

void endings_find(struct evidence *evidence)
{
    const struct spawn_result *run = evidence->run;
    unreached_find(evidence);
    excess_find(evidence);
    if (is_flooded(evidence))
        finding_add(evidence, "output",
                    "The code prints too much, or without end (stopped at "
                    "%zu KiB of all rounds together)",
                    run->output.limit >> 10);
    else if (run->timed_out)
        finding_add(evidence, "timeout",
                    "Stopped after %.0f s, to guard the machine", run->seconds);
    bool crashed = crash_find(evidence);
    if (!crashed && !evidence->own_program &&
        json_array_size(evidence->findings) == 0 && !has_receipt(evidence))
        finding_add(evidence, "exit",
                    "The program ended before the trial was over (status %d)",
                    WIFEXITED(run->status) ? WEXITSTATUS(run->status) : -1);
}
