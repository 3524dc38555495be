/* What a lesson's page says of a schedule (ladder/): the state after each step,
 * where it goes wrong, and that nothing of the code gets into the HTML. */
#include <criterion/criterion.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "judge/draw/ladder_steps.h"
#include "ladder/fault.h"
#include "ladder/section.h"
#include "ladder/state.h"
#include "tests/unit/json_of.h"

#define TRACE(finding, steps)                                                  \
    "{'finding':'" finding "','switches':2,'preemptions':1,'minimised':1,"     \
    "'threads':['the trial','a','b'],'steps':[" steps "]}"
#define STEP(n, thread, call, does, more)                                      \
    "{'n':" n ",'thread':" thread ",'call':'" call "','does':'" does "'" more  \
    "}"
#define ACCESS(n, thread, call, value)                                         \
    STEP(n, thread, call, call " `x`: " value,                                 \
         ",'object':'`x`','size':4,'value':'0x" value "','holds':[],"          \
         "'file':'x.c','line':7,'source':'x++;'")
#define LOCK(n, thread, call, does, holds)                                     \
    STEP(n, thread, "pthread_mutex_" call, does,                               \
         ",'object':'`m`','holds':[" holds "]")

#define LOST_UPDATE TRACE("race", A_READS "," B_READS "," B_WRITES "," A_WRITES)
#define A_READS ACCESS("4", "1", "reads", "0")
#define B_READS ACCESS("5", "2", "reads", "0")
#define B_WRITES ACCESS("7", "2", "writes", "1")
#define A_WRITES ACCESS("9", "1", "writes", "1")

#define DEADLOCK                                                               \
    TRACE("deadlock", A_HAS_M "," B_HAS_N "," B_WANTS_M "," A_WANTS_N)
#define A_HAS_M LOCK("1", "1", "lock", "locks `m`", "'`m`'")
#define B_HAS_N                                                                \
    STEP("2", "2", "pthread_mutex_lock", "locks `n`",                          \
         ",'object':'`n`','holds':['`n`']")
#define B_WANTS_M                                                              \
    STEP("3", "2", "pthread_mutex_lock", "waits for `m`",                      \
         ",'object':'`m`','result':'blocks','holds':['`n`']")
#define A_WANTS_N                                                              \
    STEP("4", "1", "pthread_mutex_lock", "waits for `n`",                      \
         ",'object':'`n`','result':'blocks','holds':[]")

#define LOST_WAKEUP TRACE("lost-wakeup", B_SIGNALS "," A_LOCKS "," A_WAITS)
#define B_SIGNALS                                                              \
    STEP("1", "2", "pthread_cond_signal", "signals `c`",                       \
         ",'object':'`c`','result':'nobody','holds':[]")
#define A_LOCKS LOCK("2", "1", "lock", "locks `m`", "'`m`'")
#define A_WAITS                                                                \
    STEP("3", "1", "pthread_cond_wait", "waits on `c`",                        \
         ",'object':'`c`','result':'blocks','holds':[]")

/* The state after the step `n`, its lines joined with commas. */
static const char *state_after(const char *json, json_int_t n)
{
    static char text[512];
    json_t *trace = json_of(json), *threads = json_array();
    json_t *steps = ladder_steps(trace, threads);
    struct state state;
    state_begin(&state, trace, steps);
    state_walk(&state, n);
    json_t *lines = state_lines(&state);
    text[0] = '\0';
    for (size_t i = 0; i < json_array_size(lines); i++) {
        strcat(text, i ? ", " : "");
        strcat(text, json_string_value(json_array_get(lines, i)));
    }
    json_decref(lines);
    state_end(&state);
    json_decref(steps);
    json_decref(threads);
    json_decref(trace);
    return text;
}

#define EXPECT_STATE(trace, n, expected)                                       \
    cr_expect_str_eq(state_after(trace, n), expected)

Test(ladder_state, values_are_those_after_the_step)
{
    EXPECT_STATE(LOST_UPDATE, 3, "");
    EXPECT_STATE(LOST_UPDATE, 4, "`x` = 0");
    EXPECT_STATE(LOST_UPDATE, 6, "`x` = 0");
    EXPECT_STATE(LOST_UPDATE, 7, "`x` = 1");
    EXPECT_STATE(LOST_UPDATE, 9, "`x` = 1");
}

Test(ladder_state, owners_and_who_waits)
{
    EXPECT_STATE(DEADLOCK, 1, "`m`: held by a");
    EXPECT_STATE(DEADLOCK, 2, "`m`: held by a, `n`: held by b");
    EXPECT_STATE(DEADLOCK, 3,
                 "`m`: held by a, `n`: held by b, b waits for `m`");
    /* The last wait was added after the fact and tells no locks. */
    EXPECT_STATE(DEADLOCK, 4,
                 "`m`: held by a, `n`: held by b, b waits for `m`, "
                 "a waits for `n`");
}

Test(ladder_state, a_wait_on_a_condition_lets_go_of_its_lock)
{
    EXPECT_STATE(LOST_WAKEUP, 2, "`m`: held by a");
    EXPECT_STATE(LOST_WAKEUP, 3, "`m`: free, a waits on `c`");
}

Test(ladder_state, who_goes_on_waits_no_more)
{
#define B_WAITS                                                                \
    STEP("2", "2", "pthread_mutex_lock", "waits for `m`",                      \
         ",'object':'`m`','result':'blocks','holds':[]")
#define A_UNLOCKS LOCK("3", "1", "unlock", "unlocks `m`", "")
#define B_LOCKS LOCK("4", "2", "lock", "locks `m`", "'`m`'")
    static const char trace[] =
        TRACE("race", A_HAS_M "," B_WAITS "," A_UNLOCKS "," B_LOCKS);
    EXPECT_STATE(trace, 3, "`m`: free, b waits for `m`");
    EXPECT_STATE(trace, 4, "`m`: held by b");
}

Test(ladder_state, a_semaphore_has_its_value)
{
#define A_TAKES                                                                \
    STEP("1", "1", "sem_wait", "takes one from `s`",                           \
         ",'object':'`s`','count':0,'holds':[]")
#define B_POSTS                                                                \
    STEP("2", "2", "sem_post", "adds one to `s`",                              \
         ",'object':'`s`','count':1,'holds':[]")
    static const char trace[] = TRACE("deadlock", A_TAKES "," B_POSTS);
    EXPECT_STATE(trace, 1, "`s` = 0");
    EXPECT_STATE(trace, 2, "`s` = 1");
}

Test(ladder_state, shared_reading_has_several_owners)
{
    static const char trace[] =
        TRACE("deadlock",
              LOCK("1", "1", "lock", "locks `m` to read", "'`m`'") "," LOCK(
                  "2", "2", "lock", "locks `m` to read", "'`m`'"));
    EXPECT_STATE(trace, 2, "`m`: held by a and b");
}

/* The number of the step that is marked, and why; 0: none. */
static json_int_t fault_of(const char *json, const char *findings, char *why)
{
    json_t *trace = json_of(json), *threads = json_array();
    json_t *found = json_of(findings);
    json_t *steps = ladder_steps(trace, threads);
    json_int_t n = 0;
    fault_mark(steps, threads, trace, found);
    for (size_t i = 0; i < json_array_size(steps); i++) {
        const json_t *step = json_array_get(steps, i);
        const json_t *fault = json_object_get(step, "fault");
        if (!fault)
            continue;
        n = json_integer_value(json_object_get(step, "from"));
        strcpy(why, json_string_value(fault));
    }
    json_decref(steps);
    json_decref(found);
    json_decref(threads);
    json_decref(trace);
    return n;
}

Test(ladder_fault, a_lost_update_is_the_write_over_another)
{
    char why[256] = "";
    cr_expect_eq(fault_of(LOST_UPDATE, "[]", why), 9);
    cr_expect_str_eq(why, "It writes over what b has written since it looked.");
}

Test(ladder_fault, the_wait_without_an_end)
{
    char why[256] = "";
    cr_expect_eq(fault_of(DEADLOCK, "[]", why), 4);
    cr_expect_str_eq(why, "From here on nobody can go on.");
    cr_expect_eq(fault_of(LOST_WAKEUP, "[]", why), 3);
    cr_expect_str_eq(why, "It waits for a signal that nobody will send.");
}

Test(ladder_fault, a_race_without_harm_is_its_later_access)
{
    char why[256] = "";
    json_int_t n =
        fault_of(TRACE("race", ACCESS("1", "1", "writes", "1") "," ACCESS(
                                   "2", "2", "reads",
                                   "1") "," LOCK("3", "2", "lock", "locks `m`",
                                                 "'`m`'")),
                 "[{'kind':'race','places':["
                 "{'thread':'b','does':'reads, holding no lock','line':7},"
                 "{'thread':'a','does':'writes, holding no lock','line':7}]}]",
                 why);
    cr_expect_eq(n, 2);
    cr_expect(strstr(why, "a data race"), "%s", why);
}

Test(ladder_fault, of_many_accesses_the_first_that_races)
{
    char why[256] = "";
    json_int_t n = fault_of(
        TRACE("race",
              ACCESS("1", "1", "writes", "1") "," ACCESS(
                  "2", "2", "writes",
                  "1") "," ACCESS("3", "2", "writes",
                                  "1") "," ACCESS("4", "2", "writes", "1")),
        "[{'kind':'race','places':["
        "{'thread':'b','does':'writes, holding no lock','line':7},"
        "{'thread':'a','does':'writes, holding no lock','line':7}]}]",
        why);
    cr_expect_eq(n, 2);
    cr_expect(strstr(why, "a data race"), "%s", why);
}

static char *page_of(const char *json, struct section section)
{
    char *text = NULL;
    size_t size;
    FILE *to = open_memstream(&text, &size);
    json_t *trace = json_of(json);
    section.trace = trace;
    section.trial = "it";
    cr_expect_eq(section_write(to, &section), 0);
    fclose(to);
    json_decref(trace);
    return text;
}

Test(ladder_page, nothing_of_the_code_is_obeyed)
{
    json_t *findings = json_of("[{'title':'it is <b>so</b> `a&b`'}]");
    char *page = page_of(
        TRACE("race",
              STEP("1", "1", "reads", "reads `v<int>`: 1",
                   ",'object':'`v<int>`','size':4,'value':'0x1',"
                   "'file':'x.c','line':3,'source':'if (a < b && c) <script>',"
                   "'holds':[]") "," STEP("2", "2", "writes",
                                          "writes `v<int>`: 2",
                                          ",'object':'`v<int>`','size':4,'"
                                          "value':'0x2','holds':[]")),
        (struct section){.findings = findings, .source = "x.c"});
    cr_expect(strstr(page, "if (a &lt; b &amp;&amp; c) &lt;script&gt;"), "%s",
              page);
    cr_expect(strstr(page, "<code>v&lt;int&gt;</code> = 1"), "%s", page);
    cr_expect(strstr(page, "it is &lt;b&gt;so&lt;/b&gt; <code>a&amp;b</code>"));
    cr_expect(!strstr(page, "<script>"));
    json_decref(findings);
    free(page);
}

Test(ladder_page, an_answer_without_source_tells_no_line)
{
    char *page = page_of(LOST_UPDATE, (struct section){0});
    cr_expect(!strstr(page, "x++;"), "%s", page);
    cr_expect(!strstr(page, "data-line"));
    cr_expect(!strstr(page, "ladder-bad"));
    cr_expect(strstr(page, "Nothing went wrong."));
    free(page);
}

Test(ladder_page, a_step_knows_its_line_and_thread)
{
    json_t *findings = json_array();
    char *page = page_of(
        LOST_UPDATE, (struct section){.findings = findings, .source = "x.c"});
    cr_expect(strstr(page, "<tr data-thread=\"0\" data-line=\"7\">"), "%s",
              page);
    cr_expect(strstr(page, "data-line=\"7\" class=\"ladder-bad\">"), "%s",
              page);
    json_decref(findings);
    free(page);
}

Test(ladder_page, the_step_that_is_marked_is_not_folded_away)
{
#define B_STORES(n) ACCESS(n, "2", "writes", "1")
    json_t *findings =
        json_of("[{'kind':'race','title':'a race','places':["
                "{'thread':'b','does':'writes, holding no lock','line':7}]}]");
    char *page = page_of(
        TRACE("race",
              B_STORES("1") "," B_STORES("2") "," B_STORES("3") "," B_STORES(
                  "4") "," B_STORES("5") "," ACCESS("6", "1", "reads", "1")),
        (struct section){.findings = findings, .source = "x.c"});
    cr_expect(strstr(page, "class=\"ladder-bad\"><th scope=\"row\">5</th>"),
              "%s", page);
    json_decref(findings);
    free(page);
}

Test(ladder_page, only_a_deadlock_has_a_drawing)
{
    char *text = NULL;
    size_t size;
    json_t *trace = json_of(DEADLOCK), *other = json_of(LOST_UPDATE);
    FILE *to = open_memstream(&text, &size);
    section_graph(to, &(struct section){.trace = other});
    fflush(to);
    cr_expect_eq(size, 0);
    section_graph(to, &(struct section){.trace = trace});
    fclose(to);
    cr_expect(strstr(text, "\"t b\" -> \"o m\" [label=\" waits for\"]"), "%s",
              text);
    cr_expect(strstr(text, "\"o m\" -> \"t a\" [label=\" held by\"]"));
    cr_expect(strstr(text, "\"t a\" -> \"o n\" [label=\" waits for\"]"));
    cr_expect(strstr(text, "\"o n\" -> \"t b\" [label=\" held by\"]"));
    free(text);
    json_decref(trace);
    json_decref(other);
}
