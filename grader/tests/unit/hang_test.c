/* What a round that can't end is called, and who waits for whom
 * (judge/find/hang.c): the stress engine's rows are "blocked", and the judge
 * finds the kind. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "judge/find/evidence.h"
#include "tests/unit/json_of.h"

#define HOLDS(lock) "'holds': [{'object': '" lock "', 'at': '0x40'}]"
#define ROW(name, call, object, holds)                                         \
    "{'name': '" name "', 'state': 'waits', 'call': '" call                    \
    "', 'object': '" object "', 'at': '0x30', " holds "}"
#define BOTH(one, other) one "," other
#define NONE "'holds': []"
#define UNHEARD "'unheard_by': 'c', 'unheard_at': '0x50', " NONE
#define LOCK "0x1000"
#define OTHER "0x2000"
#define CONDITION "0x3000"
#define SEMAPHORE "0x4000"
#define COND_WAIT "pthread_cond_wait"
#define MUTEX_LOCK "pthread_mutex_lock"

/* The finding on these rows, owned by the caller. */
static json_t *found(const char *rows)
{
    static const struct settings settings = {.source = "counter.c",
                                             .path = "counter.c"};
    static const struct tsan_log nothing;
    char text[2048];
    snprintf(text, sizeof text,
             "[{'t': 'hang', 'kind': 'blocked', 'threads': [%s]}]", rows);
    struct symbols *symbols;
    cr_assert_eq(symbols_open("build/test/sample", &symbols), 0);
    json_t *observations = json_of(text), *findings = json_array();
    struct evidence evidence = {.settings = &settings,
                                .trial = "two",
                                .engine = "stress",
                                .raw = "two.stress.tsan",
                                .symbols = symbols,
                                .log = &nothing,
                                .observations = observations,
                                .findings = findings};
    hangs_find(&evidence);
    cr_assert_eq(json_array_size(findings), 1);
    json_t *finding = json_incref(json_array_get(findings, 0));
    json_decref(findings);
    json_decref(observations);
    symbols_close(symbols);
    return finding;
}

/* The kind is this, and it is told that the thread `name` does that. */
static void expect(const char *rows, const char *kind, const char *name,
                   const char *does)
{
    json_t *finding = found(rows);
    cr_expect_str_eq(json_string_value(json_object_get(finding, "kind")), kind,
                     "%s", rows);
    size_t i;
    json_t *place;
    bool told = false;
    json_array_foreach(json_object_get(finding, "places"), i, place)
    {
        const char *who = json_string_value(json_object_get(place, "thread"));
        const char *text = json_string_value(json_object_get(place, "does"));
        told |= strcmp(who, name) == 0 && strstr(text, does);
    }
    cr_expect(told, "%s: not told that %s %s", rows, name, does);
    json_decref(finding);
}

Test(hang, all_wait_for_a_signal_that_nobody_sent)
{
    expect(BOTH(ROW("a", COND_WAIT, CONDITION, NONE),
                ROW("b", COND_WAIT, CONDITION, NONE)),
           "deadlock", "a", "waits in pthread_cond_wait on ");
    expect(BOTH(ROW("a", "cnd_wait", CONDITION, HOLDS(OTHER)),
                ROW("b", "pthread_join", "0x0", NONE)),
           "deadlock", "b", "for a thread to end");
}

Test(hang, of_a_crowd_one_is_told_about)
{
    static const char other_lock[] =
        BOTH(ROW("a", COND_WAIT, CONDITION, NONE),
             ROW("a", COND_WAIT, CONDITION, HOLDS(LOCK)));
    static const char three[] =
        BOTH(ROW("a", COND_WAIT, CONDITION, "'calls': 1, " NONE),
             BOTH(ROW("a", COND_WAIT, CONDITION, "'calls': 7, " NONE),
                  ROW("a", COND_WAIT, CONDITION, "'calls': 1, " NONE)));
    json_t *finding = found(three);
    cr_expect_eq(json_array_size(json_object_get(finding, "places")), 1);
    json_decref(finding);
    expect(three, "deadlock", "a", " (3 of that name)");
    finding = found(other_lock);
    cr_expect_eq(json_array_size(json_object_get(finding, "places")), 2);
    json_decref(finding);
    expect(BOTH(ROW("a", COND_WAIT, CONDITION, NONE),
                BOTH("{'name': 'b', 'state': 'finished'}",
                     "{'name': 'b', 'state': 'finished', "
                     "'cancelled_at': '0x60'}")),
           "deadlock", "b", "was cancelled here");
}

Test(hang, the_signal_came_before_the_wait)
{
    expect(BOTH(ROW("a", COND_WAIT, CONDITION, UNHEARD),
                ROW("b", "pthread_join", "0x0", NONE)),
           "lost-wakeup", "c", "had sent its signal before");
    expect(BOTH(ROW("a", COND_WAIT, CONDITION, UNHEARD),
                ROW("b", "sem_wait", SEMAPHORE, NONE)),
           "deadlock", "b", "waits in sem_wait on ");
}

Test(hang, one_waits_for_what_is_no_signal)
{
    expect(BOTH(ROW("a", COND_WAIT, CONDITION, NONE),
                ROW("b", "sem_wait", SEMAPHORE, NONE)),
           "deadlock", "b", "waits in sem_wait on ");
    expect(BOTH(ROW("a", COND_WAIT, CONDITION, HOLDS(LOCK)),
                ROW("b", MUTEX_LOCK, LOCK, NONE)),
           "deadlock", "b", "which a holds");
}

Test(hang, the_signal_came_and_the_mutex_is_kept)
{
    expect(BOTH(ROW("a", COND_WAIT, CONDITION, HOLDS(LOCK)),
                ROW("b", COND_WAIT, LOCK, NONE)),
           "deadlock", "b", "which a holds");
    expect(BOTH(ROW("a", MUTEX_LOCK, OTHER, HOLDS(LOCK)),
                ROW("b", COND_WAIT, LOCK, HOLDS(OTHER))),
           "deadlock", "b", "which a holds");
}
