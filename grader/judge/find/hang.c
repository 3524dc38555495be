/*
 * Findings from a round that could not end.
 *
 * The probe sends its books: which thread waits in which call for what, and
 * which holds what. The rule in trial/hang_kind.h says what that is called.
 */
#include <stdio.h>
#include <string.h>

#include "judge/find/evidence.h"
#include "judge/find/trace.h"
#include "trial/hang_kind.h"

enum { CIRCLES = 10000, MOST_ROWS = 64 };

static bool row_waits(const json_t *row)
{
    return strcmp(json_text(row, "state"), "waits") == 0;
}

static bool row_over(const json_t *row)
{
    return strcmp(json_text(row, "state"), "finished") == 0;
}

/* Does a row hold the lock at an address? If so, sets where it was taken. */
static bool row_holds(const json_t *row, uint64_t object, uint64_t *at)
{
    size_t i;
    const json_t *hold;
    json_array_foreach(json_object_get(row, "holds"), i, hold)
    {
        if (json_address(hold, "object") == object) {
            *at = json_address(hold, "at");
            return true;
        }
    }
    return false;
}

static const json_t *lock_holder(const json_t *rows, uint64_t object,
                                 uint64_t *at)
{
    size_t i;
    const json_t *row;
    json_array_foreach(rows, i, row)
    {
        if (row_holds(row, object, at))
            return row;
    }
    return NULL;
}

/* What keeps a waiting row from going on: the holder of its lock, if any. A
 * wait on a condition variable that was signalled is one for the mutex, and
 * names that. */
static const json_t *row_blocker(const json_t *rows, const json_t *row)
{
    uint64_t at;
    return row_waits(row) ? lock_holder(rows, json_address(row, "object"), &at)
                          : NULL;
}

static bool row_waits_on_condition(const json_t *rows, const json_t *row)
{
    const char *call = json_text(row, "call");
    return row_waits(row) && !row_blocker(rows, row) &&
           hang_call_is_condition(call);
}

/* One that the system sends, not that of a condition variable. */
static bool row_waits_for_signal(const json_t *row)
{
    const char *call = json_text(row, "call");
    return row_waits(row) &&
           (strncmp(call, "sig", 3) == 0 || strcmp(call, "pause") == 0);
}

/* Waits neither for a condition, nor for a thread's end, nor as the trial. */
static bool row_waits_otherwise(const json_t *rows, const json_t *row)
{
    const char *call = json_text(row, "call");
    return row_waits(row) && !row_waits_on_condition(rows, row) &&
           !strstr(call, "join") && strncmp(call, "trial_", 6) != 0;
}

/* Follows blockers from a row; true if that leads back to it. */
static bool row_in_cycle(const json_t *rows, const json_t *row)
{
    const json_t *at = row;
    for (size_t i = 0; at && i <= json_array_size(rows); i++) {
        at = row_blocker(rows, at);
        if (at == row)
            return true;
    }
    return false;
}

static size_t cycle_length(const json_t *rows)
{
    size_t i, length = 0;
    const json_t *row;
    json_array_foreach(rows, i, row) length += row_in_cycle(rows, row);
    return length;
}

/* How the threads wait, for the rule for both engines. */
static struct hang_kind rows_kind(const json_t *rows)
{
    struct hang_kind hang = {.circle = cycle_length(rows) > 0};
    size_t i;
    const json_t *row;
    json_array_foreach(rows, i, row)
    {
        hang.condition |= row_waits_on_condition(rows, row);
        hang.other |= row_waits_otherwise(rows, row);
        hang.unheard |= json_object_get(row, "unheard_at") != NULL;
    }
    return hang;
}

static size_t waiters_count(const json_t *rows)
{
    size_t i, count = 0;
    const json_t *row;
    json_array_foreach(rows, i, row) count += row_waits_on_condition(rows, row);
    return count;
}

/* Threads wait for nothing but signals, and none was lost. */
static json_t *silence_title(struct evidence *evidence, size_t waiters)
{
    return finding_add(evidence, "deadlock",
                       waiters > 1
                           ? "Deadlock: each waits for a signal that only one "
                             "of them could send"
                           : "Deadlock: it waits for a signal, and nobody is "
                             "left to send it");
}

static bool any_circles(const json_t *rows)
{
    size_t i;
    const json_t *row;
    json_array_foreach(rows, i, row)
    {
        if (!row_over(row) &&
            json_integer_value(json_object_get(row, "calls")) > CIRCLES)
            return true;
    }
    return false;
}

/* The stress engine says "blocked" or "busy", and the rows tell the rest; the
 * explorer knows the kind. */
static json_t *hang_title(struct evidence *evidence, const json_t *rows,
                          const char *told)
{
    size_t cycle = cycle_length(rows);
    bool busy = strcmp(told, "busy") == 0;
    bool circles = busy && any_circles(rows);
    if (cycle > 1)
        return finding_add(evidence, "deadlock",
                           "Deadlock: %zu threads wait for each other for ever",
                           cycle);
    if (circles || strcmp(told, "livelock") == 0)
        return finding_add(evidence, "livelock",
                           "Livelock: threads run and run, and none gets on");
    if (busy || strcmp(told, "timeout") == 0)
        return finding_add(evidence, "timeout",
                           "A thread runs on and on without an end");
    struct hang_kind hang = rows_kind(rows);
    bool lost = strcmp(told, "blocked") == 0 ? hang_is_lost_wakeup(&hang)
                                             : strcmp(told, "lost-wakeup") == 0;
    if (lost)
        return finding_add(evidence, "lost-wakeup",
                           "Lost wakeup: the signal came before the wait, and "
                           "nobody heard it");
    if (hang.condition && !hang.other)
        return silence_title(evidence, waiters_count(rows));
    return finding_add(evidence, "deadlock",
                       "Deadlock: every thread waits, for ever");
}

/* The last deadline that a thread gave, if it can hardly be meant. */
static void overdue_describe(struct evidence *evidence, json_t *finding,
                             const json_t *row)
{
    char when[80], does[120];
    overdue_words(json_integer_value(json_object_get(row, "overdue")), when,
                  sizeof when);
    snprintf(does, sizeof does, "gave a deadline that %s", when);
    if (*when)
        finding_place(evidence, finding, json_text(row, "name"), does,
                      json_address(row, "overdue_at"));
}

static bool row_ended(const json_t *row)
{
    return row_over(row) && !json_object_get(row, "cancelled_at");
}

/* What is a thread's own, though another one is at the same place. */
static bool key_own(const char *key)
{
    return strcmp(key, "row") == 0 || strcmp(key, "tid") == 0 ||
           strcmp(key, "calls") == 0;
}

/* Of one name, and at the same place for the same reason; of those that came to
 * their end by themselves, it does not matter where they were last. */
static bool rows_alike(json_t *row, json_t *other)
{
    const char *key;
    json_t *value;
    if (row_ended(row) && row_ended(other))
        return strcmp(json_text(row, "name"), json_text(other, "name")) == 0;
    if (json_object_size(row) != json_object_size(other))
        return false;
    json_object_foreach(row, key, value)
    {
        const json_t *theirs = json_object_get(other, key);
        if (!key_own(key) && (!theirs || !json_equal(value, theirs)))
            return false;
    }
    return true;
}

/* Of a crowd one is told about. @return Whether row number i is; then `more`
 * says how many there are, if there are others. */
static bool row_speaks(const json_t *rows, size_t i, char *more, size_t size)
{
    size_t alike = 0;
    for (size_t k = 0; k < json_array_size(rows); k++) {
        if (!rows_alike(json_array_get(rows, i), json_array_get(rows, k)))
            continue;
        if (k < i)
            return false;
        alike++;
    }
    *more = '\0';
    if (alike > 1)
        snprintf(more, size, " (%zu of that name)", alike);
    return true;
}

static void row_describe(struct evidence *evidence, json_t *finding,
                         const json_t *rows, const json_t *row,
                         const char *more)
{
    char object[160], does[400];
    uint64_t address = json_address(row, "object"), since = 0;
    const char *name = json_text(row, "name"), *call = json_text(row, "call");
    object_quote(evidence, address, object, sizeof object);
    const json_t *holder = row_blocker(rows, row);
    if (!row_waits(row))
        snprintf(does, sizeof does, "runs; its last call was %s",
                 *call ? call : "none");
    else if (holder)
        snprintf(does, sizeof does, "waits for %s, which %s holds", object,
                 holder == row ? "it itself" : json_text(holder, "name"));
    else if (strstr(call, "join"))
        snprintf(does, sizeof does, "waits in %s for a thread to end", call);
    else if (row_waits_for_signal(row))
        snprintf(does, sizeof does, "waits in %s for a signal", call);
    else
        snprintf(does, sizeof does, "waits in %s on %s", call, object);
    strncat(does, more, sizeof does - strlen(does) - 1);
    finding_place(evidence, finding, name, does, json_address(row, "at"));
    if (row_waits_for_signal(row))
        finding_note(finding,
                     "a signal from outside could end the wait of %s, but none "
                     "has to come",
                     name);
    if (json_object_get(row, "unheard_at"))
        finding_place(evidence, finding, json_text(row, "unheard_by"),
                      "had sent its signal before, and nobody heard it",
                      json_address(row, "unheard_at"));
    overdue_describe(evidence, finding, row);
    if (holder && lock_holder(rows, address, &since)) {
        snprintf(does, sizeof does, "holds %s since", object);
        finding_place(evidence, finding, json_text(holder, "name"), does,
                      since);
    }
}

/* Where a busy probe's threads stood in the student's file, innermost first. */
static void stacks_describe(struct evidence *evidence, json_t *finding)
{
    size_t i;
    const json_t *line;
    json_int_t told = 0;
    json_array_foreach(evidence->observations, i, line)
    {
        json_int_t tid = json_integer_value(json_object_get(line, "tid"));
        struct place place;
        if (strcmp(json_text(line, "t"), "stands") != 0 || tid == told ||
            !symbols_line(evidence->symbols, json_address(line, "at"), true,
                          &place) ||
            strcmp(place.file, evidence->settings->source) != 0)
            continue;
        told = tid;
        finding_at(evidence, finding, json_text(line, "thread"), "was here",
                   &place);
    }
}

/* The rows come from the probe, which may lie without limit. */
static json_t *rows_first(const json_t *rows)
{
    json_t *first = json_array();
    for (size_t i = 0; i < json_array_size(rows) && i < MOST_ROWS; i++)
        json_array_append(first, json_array_get(rows, i));
    return first;
}

void hangs_find(struct evidence *evidence)
{
    const json_t *hang = evidence_observation(evidence, "hang");
    if (!hang)
        return;
    json_t *rows = rows_first(json_object_get(hang, "threads"));
    const char *told = json_text(hang, "kind");
    json_t *finding = hang_title(evidence, rows, told);
    size_t i;
    const json_t *row;
    json_array_foreach(rows, i, row)
    {
        char more[60];
        if (!row_speaks(rows, i, more, sizeof more))
            continue;
        /* The trial's body waits for the others, as it should. */
        bool trial = strncmp(json_text(row, "call"), "trial_", 6) == 0;
        bool silent = !row_waits(row) && !*json_text(row, "call");
        if (json_object_get(row, "cancelled_at"))
            finding_place(evidence, finding, json_text(row, "name"),
                          "was cancelled here",
                          json_address(row, "cancelled_at"));
        else if (row_over(row))
            finding_note(finding, "%s has finished%s", json_text(row, "name"),
                         more);
        else if (!trial && !silent)
            row_describe(evidence, finding, rows, row, more);
    }
    int handler = (int)json_integer_value(json_object_get(hang, "handler"));
    if (handler > 0 && handler < 32)
        finding_note(finding,
                     "the program has a handler for SIG%s, and nobody sent it: "
                     "if that is to end the wait, --signal %s sends it",
                     sigabbrev_np(handler), sigabbrev_np(handler));
    if (strcmp(told, "busy") == 0)
        stacks_describe(evidence, finding);
    json_decref(rows);
}
