/*
 * The words for a step: what a call does, said as people say it.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "judge/find/file_words.h"
#include "judge/find/trace.h"

/* What a call does when it happens, when it must wait, when it is refused;
 * %s is the object. The first entry whose name is in the call's counts. What is
 * not allowed does not happen: a call that may wait stays at that. */
static const struct {
    const char *call;
    const char *happens;
    const char *blocks;
    const char *refused;
} calls[] = {
    {" SIG", NULL, NULL, NULL}, /* a phrase already */
    {"sigsuspend", "goes on after sigsuspend", "waits for a signal", NULL},
    {"pause", "goes on after pause", "waits for a signal", NULL},
    {"sigwait", "sigwait", "waits for a signal", NULL},
    {"sigtimedwait", "sigtimedwait", "waits for a signal", NULL},
    {"_destroy", "destroys %s", NULL, NULL},
    {"_init", "sets up %s", NULL, "fails to set up %s"},
    {"mutex_trylock", "locks %s", NULL, "finds %s locked"},
    {"mutex_unlock", "unlocks %s", NULL, "fails to unlock %s"},
    {"mutex_timedlock", "locks %s", "waits for %s", "gives up on %s"},
    {"mutex_clocklock", "locks %s", "waits for %s", "gives up on %s"},
    {"mutex_consistent", "makes %s consistent", NULL, NULL},
    {"mutex_lock", "locks %s", "waits for %s", "is refused %s"},
    {"spin_trylock", "locks %s", NULL, "finds %s locked"},
    {"spin_lock", "locks %s", "spins on %s", NULL},
    {"spin_unlock", "unlocks %s", NULL, NULL},
    {"rwlock_unlock", "unlocks %s", NULL, NULL},
    {"tryrdlock", "locks %s to read", NULL, "finds %s locked"},
    {"trywrlock", "locks %s to write", NULL, "finds %s locked"},
    {"rdlock", "locks %s to read", "waits to read %s", "gives up on %s"},
    {"wrlock", "locks %s to write", "waits to write %s", "gives up on %s"},
    {"cond_signal", "signals %s", NULL, NULL},
    {"cond_broadcast", "signals all on %s", NULL, NULL},
    {"cond_", "is back from waiting on %s", "waits on %s", NULL},
    {"sem_post", "adds one to %s", NULL, NULL},
    {"sem_trywait", "takes one from %s", NULL, "finds %s at zero"},
    {"sem_getvalue", "asks the value of %s", NULL, NULL},
    {"sem_", "takes one from %s", "waits for %s", "gives up on %s"},
    {"futex wait", "is back from waiting on %s", "waits on %s",
     "does not wait on %s, which holds another value"},
    {"futex wake", "wakes who waits on %s", NULL, NULL},
    {"barrier_wait", "passes %s", "waits at %s", NULL},
    {"pthread_cancel", "asks a thread to end", NULL, NULL},
    {"testcancel", "looks whether it is cancelled", NULL, NULL},
    {"pthread_create", "creates a thread", NULL, "can't create a thread"},
    {"join", "has joined a thread", "waits for a thread to end", NULL},
    {"sched_yield", "yields", NULL, NULL},
    {"an empty loop", "goes round an empty loop", NULL, NULL},
    {"starts", "starts", NULL, NULL},
    {"ends holding", "ends with %s locked", NULL, NULL},
    {"ends", "ends", NULL, NULL},
    {"returns", "returns", NULL, NULL},
    {"crashes", "crashes", NULL, "crashes"},
    {"free", "frees %s", NULL, NULL},
    {"trial_choose", "plays one of the first half of its clients", NULL,
     "plays one of the other half"},
};

/* What is not allowed, and why, where its object's end is reason enough. */
static const char *const forbidden[][2] = {
    {"wrong", ""},
    {"gone", ", which is destroyed"},
    {"freed", ", whose memory was freed"},
    {"unmade", ", which could not be set up"},
};

/* A result's entry there; NULL: the step is allowed. */
static const char *const *forbidden_find(const char *result)
{
    for (size_t i = 0; i < sizeof forbidden / sizeof forbidden[0]; i++)
        if (strcmp(result, forbidden[i][0]) == 0)
            return forbidden[i];
    return NULL;
}

bool step_is_forbidden(const json_t *step)
{
    return forbidden_find(json_text(step, "result"));
}

static const char *phrase_of(const char *call, const char *result)
{
    const char *of_file = file_phrase(call, result);
    if (of_file)
        return of_file;
    for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++) {
        if (!strstr(call, calls[i].call))
            continue;
        const char *phrase = calls[i].happens;
        if (strcmp(result, "blocks") == 0 || strcmp(result, "held") == 0 ||
            strcmp(result, "cancelled") == 0 || forbidden_find(result))
            phrase = calls[i].blocks;
        else if (strcmp(result, "inherits") == 0)
            phrase = calls[i].happens;
        else if (*result && strcmp(result, "wakes") != 0)
            phrase = calls[i].refused;
        return phrase ? phrase : calls[i].happens;
    }
    return NULL;
}

/* The value as C prints an integer of that size; big ones are addresses. */
void step_value(const json_t *step, const char *key, char *words, size_t size)
{
    words[0] = '\0';
    json_int_t width = json_integer_value(json_object_get(step, "size"));
    if (width <= 0 || width > 8 || !json_object_get(step, key))
        return;
    uint64_t bits = json_address(step, key);
    unsigned unused = 64 - 8 * (unsigned)width;
    int64_t value = (int64_t)(bits << unused) >> unused;
    if (value > INT32_MAX && width == 8)
        snprintf(words, size, "0x%" PRIx64, bits);
    else
        snprintf(words, size, "%" PRId64, value);
}

/* What happened besides the plain case, for the end of the phrase. */
static const char *ending_of(const char *result)
{
    static const char *const endings[][2] = {
        {"spurious", ", without a signal"},
        {"timeout", ": its time is over"},
        {"interrupted", ": interrupted (EINTR)"},
        {"fails", ": it fails"},
        {"held", ", behind a writer that waits"},
        {"older", ", behind a newer value"},
        {"weak", " (it fails for no reason: a weak one may)"},
        {"cancelled", ": is cancelled here"},
        {"inherits", ", whose owner ended with it (EOWNERDEAD)"},
        {"ruined", ": never made consistent (ENOTRECOVERABLE)"},
    };
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        if (strcmp(result, endings[i][0]) == 0)
            return endings[i][1];
    return "";
}

void overdue_words(long long seconds, char *words, size_t size)
{
    static const struct {
        long long seconds;
        const char *name;
    } units[] = {
        {365LL * 24 * 3600, "year"}, {24 * 3600, "day"}, {3600, "hour"}};
    long long span = seconds < 0 ? -seconds : seconds;
    size_t unit = 0;
    words[0] = '\0';
    while (unit < 2 && span < units[unit].seconds)
        unit++;
    long long count = span / units[unit].seconds;
    if (count > 0)
        snprintf(words, size, "%s %lld %s%s %s",
                 seconds < 0 ? "lies" : "passed", count, units[unit].name,
                 count == 1 ? "" : "s", seconds < 0 ? "ahead" : "ago");
}

/* Of a lock in memory that is freed, it matters who holds it. */
static bool is_free(const json_t *step)
{
    return strcmp(json_text(step, "call"), "free") == 0;
}

/* Why a call is not allowed, as far as the state of its object says so. */
static void reason_write(const json_t *step, char *words, size_t size)
{
    const char *holder = json_text(step, "holder");
    const char *end = forbidden_find(json_text(step, "result"))[1];
    bool itself = strcmp(holder, json_text(step, "thread")) == 0;
    if (*end && !(is_free(step) && *holder))
        snprintf(words, size, "%s", end);
    else if (*holder)
        snprintf(words, size, ", which %s holds", itself ? "it" : holder);
    else if (strstr(json_text(step, "call"), "unlock"))
        snprintf(words, size, ", which nobody holds");
    else if (is_free(step))
        snprintf(words, size, ", which is not allocated, or no longer");
    else
        snprintf(words, size, ": not allowed");
}

static void ending_write(const json_t *step, const char *result, char *words,
                         size_t size)
{
    char overdue[80];
    overdue_words(json_integer_value(json_object_get(step, "overdue")), overdue,
                  sizeof overdue);
    snprintf(words, size, "%s%s%s", ending_of(result),
             *overdue ? "; its deadline " : "", overdue);
}

/* An atomic operation for which memory had something newer. */
static void older_write(const json_t *step, char *words, size_t size)
{
    char newest[32];
    step_value(step, "newest", newest, sizeof newest);
    bool stores = strstr(json_text(step, "call"), "store");
    snprintf(words, size,
             stores ? " (behind a newer value, %s)"
                    : " (an older value; %s is newest)",
             newest);
}

void step_words(const json_t *step, const char *object, char *words,
                size_t size)
{
    const char *call = json_text(step, "call");
    const char *result = json_text(step, "result");
    char value[32];
    step_value(step, "value", value, sizeof value);
    if (json_object_get(step, "text")) {
        snprintf(words, size, "calls %s", json_text(step, "text"));
        return;
    }
    bool access = strcmp(call, "reads") == 0 || strcmp(call, "writes") == 0;
    if (strcmp(result, "beside") == 0) {
        snprintf(words, size, "%s memory that is nobody's", call);
        return;
    }
    if (access || *value) {
        bool older = strcmp(result, "older") == 0;
        int n =
            snprintf(words, size, "%s %s%s%s%s", call, object,
                     *value ? ": " : "", value, older ? "" : ending_of(result));
        if (older && n > 0 && (size_t)n < size)
            older_write(step, words + n, size - (size_t)n);
        return;
    }
    bool spurious = strcmp(result, "spurious") == 0;
    const char *phrase = phrase_of(call, spurious ? "" : result);
    int n;
    if (phrase && strstr(phrase, "%s")) {
        int before = (int)(strstr(phrase, "%s") - phrase);
        n = snprintf(words, size, "%.*s%s%s", before, phrase, object,
                     phrase + before + 2);
    } else if (phrase) {
        n = snprintf(words, size, "%s", phrase);
    } else {
        n = snprintf(words, size, "%s%s%s%s", call, *object ? " " : "", object,
                     strcmp(result, "blocks") == 0 ? ": waits" : "");
    }
    if (n <= 0 || (size_t)n >= size)
        return;
    if (step_is_forbidden(step))
        reason_write(step, words + n, size - (size_t)n);
    else
        ending_write(step, result, words + n, size - (size_t)n);
}
