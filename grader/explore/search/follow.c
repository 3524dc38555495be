/* Follows a schedule of another program; see follow.h. */
#include "explore/search/follow.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "explore/core/deadline.h"
#include "explore/ground/pages.h"

enum { WANTED_MAX = 1 << 12, CALL_NAME = 48 };

/* One step to reach. */
struct wanted {
    char thread[THREAD_NAME];
    char call[CALL_NAME];
    uintptr_t address; /* 0: any */
    enum outcome outcome;
    bool done;
};

static struct wanted *list;
static unsigned count;
static unsigned first; /* all before it are done */

/* Copies the field at *text and steps over it. @return Whether it fits. */
static bool field_take(const char **text, char *field, size_t size)
{
    size_t length = strcspn(*text, "\t\n");
    if (length == 0 || length >= size)
        return false;
    memcpy(field, *text, length);
    field[length] = '\0';
    *text += length;
    *text += **text == '\t';
    return true;
}

static enum outcome outcome_of(const char *word)
{
    static const char *const words[OUTCOME_OLDER + 1] = {
        [OUTCOME_SPURIOUS] = "spurious",
        [OUTCOME_TIMEOUT] = "timeout",
        [OUTCOME_INTERRUPT] = "interrupted",
        [OUTCOME_FAIL] = "fails",
        [OUTCOME_HELD] = "held",
        [OUTCOME_WEAK] = "weak",
        [OUTCOME_CANCEL] = "cancelled",
        [OUTCOME_SIGNAL] = "signal",
        [OUTCOME_OTHER] = "other",
        [OUTCOME_OLDER] = "older",
    };
    for (unsigned outcome = 0; outcome <= OUTCOME_OLDER; outcome++)
        if (words[outcome] && strcmp(word, words[outcome]) == 0)
            return (enum outcome)outcome;
    return OUTCOME_NORMAL;
}

static bool wanted_take(const char **text, struct wanted *wanted)
{
    char address[24], outcome[16];
    if (!field_take(text, wanted->thread, sizeof wanted->thread) ||
        !field_take(text, wanted->call, sizeof wanted->call) ||
        !field_take(text, address, sizeof address) ||
        !field_take(text, outcome, sizeof outcome) || **text != '\n')
        return false;
    ++*text;
    wanted->address = strtoull(address, NULL, 0);
    wanted->outcome = outcome_of(outcome);
    wanted->done = false;
    return true;
}

bool follow_begin(const char *text)
{
    if (!list)
        list = pages_map(WANTED_MAX * sizeof *list);
    first = 0;
    for (count = 0; *text; count++)
        if (count == WANTED_MAX || !wanted_take(&text, &list[count]))
            return false;
    return true;
}

/* Not by strcmp(), which ThreadSanitizer intercepts: with hundreds of threads
 * that took a follower past its time. */
static bool is_thread(const struct wanted *wanted, const struct thread *thread)
{
    const char *a = wanted->thread, *b = thread->name;
    while (*a && *a == *b)
        a++, b++;
    return *a == *b;
}

static int move_of(const struct choice *choice, const struct wanted *wanted,
                   enum outcome outcome)
{
    for (unsigned i = 0; i < choice->count; i++)
        if (choice->moves[i].outcome == outcome &&
            is_thread(wanted, choice->moves[i].thread))
            return (int)i;
    return -1;
}

/* An atomic operation may replace a plain access. */
static bool is_same_call(const struct wanted *wanted, const struct op *op)
{
    static const char atomic[] = "atomic ";
    bool access = op->plain || strncmp(op->call, atomic, 7) == 0;
    bool wants_access = strcmp(wanted->call, "reads") == 0 ||
                        strcmp(wanted->call, "writes") == 0;
    bool wants_atomic = strncmp(wanted->call, atomic, 7) == 0;
    return strcmp(wanted->call, op->call) == 0 || (wants_atomic && access) ||
           (wants_access && access && !op->plain);
}

/* Is this what the thread was to do? */
static bool is_wanted(const struct wanted *wanted, const struct thread *thread,
                      enum outcome outcome)
{
    const struct op *op = thread->op;
    if (outcome == OUTCOME_NORMAL && thread_due(thread))
        outcome = OUTCOME_TIMEOUT;
    if (!op || wanted->outcome != outcome || !is_same_call(wanted, op))
        return false;
    return wanted->address == 0 || wanted->address == (uintptr_t)op->address ||
           wanted->address == (uintptr_t)op->inside;
}

/* A way out of a wait is taken in the call that the list names, no other. */
static int special_of(const struct choice *choice, const struct wanted *wanted)
{
    int move = move_of(choice, wanted, wanted->outcome);
    if (wanted->outcome == OUTCOME_NORMAL || move < 0)
        return move;
    return is_wanted(wanted, choice->moves[move].thread, wanted->outcome) ? move
                                                                          : -1;
}

static unsigned follow_choose(const struct choice *choice)
{
    for (unsigned i = first; i < count; i++) {
        if (list[i].done)
            continue;
        int move = special_of(choice, &list[i]);
        if (move < 0)
            move = move_of(choice, &list[i], OUTCOME_NORMAL);
        if (move >= 0)
            return (unsigned)move;
    }
    return 0;
}

/* The first step that the list still wants of a thread; `count`: none. */
static unsigned next_of(const struct thread *thread)
{
    for (unsigned i = first; i < count; i++)
        if (!list[i].done && is_thread(&list[i], thread))
            return i;
    return count;
}

/* A step may be missing in this program: then a later one of the same turn
 * settles those before it. */
static void follow_step(const struct choice *choice, const struct move *taken)
{
    (void)choice;
    unsigned begin = next_of(taken->thread);
    for (unsigned i = begin; i < count; i++) {
        if (list[i].done)
            continue;
        if (!is_thread(&list[i], taken->thread))
            break;
        if (!is_wanted(&list[i], taken->thread, taken->outcome))
            continue;
        for (unsigned k = begin; k <= i; k++)
            list[k].done |= is_thread(&list[k], taken->thread);
        break;
    }
    while (first < count && list[first].done)
        first++;
}

const struct strategy strategy_follow = {
    .name = "follow", .choose = follow_choose, .step = follow_step};
