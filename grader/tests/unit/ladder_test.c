/* Which steps the ladder draws (judge/draw/ladder.h), and what it says of them.
 */
#include <criterion/criterion.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "judge/draw/ladder.h"
#include "judge/find/trace.h"
#include "tests/unit/json_of.h"

static char *text;

static bool draws(const char *part)
{
    return strstr(text, part) != NULL;
}

static void draw(const char *json)
{
    json_t *trace = json_of(json);
    size_t size;
    free(text);
    FILE *file = open_memstream(&text, &size);
    ladder_write(file, trace);
    fclose(file);
    json_decref(trace);
}

#define STEP(thread, call, does)                                               \
    "{'n':1,'thread':" thread ",'call':'" call                                 \
    "','object':'`x`','does':'" does "'}"
#define TRACE(threads, steps)                                                  \
    "{'finding':'race','threads':[" threads "],'steps':[" steps "]}"

/* The body may do nothing that is recorded before its threads run. */
Test(ladder, the_first_to_step_need_not_be_the_first_thread)
{
    draw(
        TRACE("'keeper','reader','the trial'",
              STEP("0", "writes", "writes x: 1") "," STEP(
                  "1", "reads", "reads x: 1") "," STEP("2", "trial_join", "")));
    cr_expect(draws("writes x: 1"), "%s", text);
    cr_expect(draws("reads x: 1"), "%s", text);
}

Test(ladder, what_is_set_up_before_the_others_run_is_left_out)
{
    draw(TRACE("'the trial','reader','writer'",
               STEP("0", "writes", "sets up x") "," STEP(
                   "1", "reads", "reads x: 1") "," STEP("2", "writes",
                                                        "writes x: 2")));
    cr_expect(!draws("sets up x"), "%s", text);
    cr_expect(draws("writes x: 2"), "%s", text);
}

static const char *words_of(const char *json)
{
    static char words[320];
    json_t *step = json_of(json);
    step_words(step, "`x`", words, sizeof words);
    json_decref(step);
    return words;
}

#define WRONG(call, holder)                                                    \
    "{'thread':'a','call':'" call "','result':'wrong','holder':'" holder "'}"

Test(ladder, what_is_not_allowed_says_why)
{
    cr_expect_str_eq(words_of(WRONG("pthread_mutex_unlock", "b")),
                     "unlocks `x`, which b holds");
    cr_expect_str_eq(words_of(WRONG("pthread_mutex_unlock", "")),
                     "unlocks `x`, which nobody holds");
    cr_expect_str_eq(words_of(WRONG("pthread_mutex_lock", "a")),
                     "waits for `x`, which it holds");
    cr_expect_str_eq(words_of(WRONG("pthread_cond_destroy", "")),
                     "destroys `x`: not allowed");
    cr_expect_str_eq(words_of("{'call':'sem_wait','result':'gone'}"),
                     "waits for `x`, which is destroyed");
    cr_expect_str_eq(words_of("{'call':'sem_wait','result':'freed'}"),
                     "waits for `x`, whose memory was freed");
    cr_expect_str_eq(words_of("{'call':'sem_wait','result':'unmade'}"),
                     "waits for `x`, which could not be set up");
}

Test(ladder, a_deadline_that_can_hardly_be_meant_is_told)
{
    cr_expect_str_eq(words_of("{'thread':'a','call':'pthread_mutex_timedlock',"
                              "'result':'timeout','overdue':1000000000}"),
                     "gives up on `x`: its time is over; its deadline passed "
                     "31 years ago");
    cr_expect_str_eq(words_of("{'thread':'a','call':'sem_timedwait',"
                              "'result':'blocks','overdue':-90000}"),
                     "waits for `x`; its deadline lies 1 day ahead");
    cr_expect_str_eq(words_of("{'thread':'a','call':'sem_timedwait',"
                              "'result':'blocks','overdue':0}"),
                     "waits for `x`");
}

/* Calls of the contract, between a lock that one call keeps and the next. */
#define ANY(thread, n, call, does, more)                                       \
    "{'n':" n ",'thread':" thread ",'call':'" call "','does':'" does "'" more  \
    "}"
#define CALLED(thread, text, more)                                             \
    ANY(thread, "1", "calls", "calls " text, ",'text':'" text "'" more)
#define ANSWERED(thread, does, more)                                           \
    ANY(thread, "1", "answers", does, ",'text':'0'" more)
#define LOCKED(thread, does)                                                   \
    ANY(thread, "1", "pthread_mutex_lock", does,                               \
        ",'object':'`lock`','file':'a.c','line':26,'source':'lock();'")
#define KEEPING                                                                     \
    "'threads':['teller'],'steps':[" CALLED("0", "deposit(0)", "") "," LOCKED(      \
        "0",                                                                        \
        "locks `lock`") "," ANSWERED("0",                                           \
                                     "deposit(0) = EINVAL, and keeps `lock`, "      \
                                     "after line 26",                               \
                                     ",'kept':true") "," CALLED("0",                \
                                                                "deposit(5)",       \
                                                                "") "," LOCKED("0", \
                                                                               "waits for `lock`") "]"

Test(ladder, calls_of_the_contract_stand_between_the_steps)
{
    draw("{'finding':'misuse'," KEEPING "}");
    cr_expect_str_eq(
        text, "  step teller\n"
              "  ---- "
              "-----------------------------------------------------------"
              "------------\n"
              "       calls deposit(0)\n"
              "     1 26: lock();\n"
              "         locks `lock`\n"
              "       deposit(0) = EINVAL, and keeps `lock`, after line 26\n"
              "       calls deposit(5)\n"
              "     2 26: lock();\n"
              "         waits for `lock`\n");
}

Test(ladder, a_race_is_told_without_the_calls)
{
    draw("{'finding':'race'," KEEPING "}");
    cr_expect(!draws("deposit("), "%s", text);
    cr_expect(draws("waits for `lock`"), "%s", text);
}

Test(ladder, a_call_without_a_step_is_one_row)
{
    draw("{'finding':'misuse','threads':['a'],'steps':[" CALLED(
        "0", "get(1)", "") "," ANSWERED("0", "get(1) = ENOENT", "") "]}");
    cr_expect(!draws("calls get(1)"), "%s", text);
    cr_expect(draws("get(1) = ENOENT"), "%s", text);
}

#define AT(file, line, does)                                                   \
    ANY("0", "1", "sem_wait", does,                                            \
        ",'file':'" file "','line':" line ",'source':'wait();'")

Test(ladder, a_line_of_another_file_is_marked)
{
    draw("{'finding':'deadlock','threads':['a'],'steps':[" AT(
        "lessons/05_x/x.c", "7", "one") "," AT("grader/lessons/05_x/trials.c",
                                               "7", "two") "]}");
    cr_expect(draws("1 7: wait();"), "%s", text);
    cr_expect(draws("2 trials.c:7: wait();"), "%s", text);
    draw("{'finding':'deadlock','threads':['a'],'steps':[" AT(
        "src/x.c", "7", "one") "," AT("src/y.c", "7", "two") "]}");
    cr_expect(draws("1 x.c:7: wait();"), "%s", text);
    cr_expect(draws("2 y.c:7: wait();"), "%s", text);
}

#define TURN                                                                   \
    ANY("0", "1", "trylock", "finds `a` locked", "")                           \
    "," ANY("1", "1", "trylock", "finds `b` locked", "")

Test(ladder, what_threads_repeat_in_turn_is_folded)
{
    draw("{'finding':'livelock','threads':['x','y'],'steps':[" TURN "," TURN
         "," TURN "," TURN "]}");
    cr_expect(draws("(the same 3 times more)"), "%s", text);
    cr_expect_null(strstr(strstr(text, "`a`") + 1, "`a`"), "%s", text);
}

Test(ladder, what_threads_see_change_is_not_folded)
{
    draw("{'finding':'assertion','threads':['x','y'],'steps':[" ANY(
        "0", "1", "load", "reads 1",
        "") "," ANY("1", "1", "load", "reads 2",
                    "") "," ANY("0", "1", "load", "reads 3",
                                "") "," ANY("1", "1", "load", "reads 4",
                                            "") "," ANY("0", "1", "load",
                                                        "reads 5",
                                                        "") "," ANY("1", "1",
                                                                    "load",
                                                                    "reads 6",
                                                                    "") "]}");
    cr_expect(!draws("the same"), "%s", text);
}

Test(ladder, no_identifier_is_cut_in_two)
{
    draw("{'finding':'deadlock','threads':['a','b','c'],'steps':[" ANY(
        "0", "1", "x", "one",
        "") "," ANY("1", "1", "x", "two",
                    "") "," ANY("2", "1", "pthread_mutex_lock", "three",
                                ",'file':'x.c','line':9,'source':"
                                "'f(x)+first_of_the_two[i]+second_of_the_two[j]"
                                ";'") "]}");
    cr_expect(draws("first_of_the_two"), "%s", text);
    cr_expect(draws("second_of_the_two"), "%s", text);
}

/* Draws what fits into so many lines of a trace. */
static void draw_end(const char *json, const char *finding, size_t lines)
{
    json_t *trace = json_of(json), *of = json_of(finding);
    size_t size;
    free(text);
    FILE *file = open_memstream(&text, &size);
    ladder_write_end(file, trace, of, lines);
    fclose(file);
    json_decref(trace);
    json_decref(of);
}

#define LINE(n, thread, call, line, file)                                      \
    "{'n':" #n ",'thread':" #thread ",'call':'" call "','line':" #line         \
    ",'file':'" file "','source':'line " #line                                 \
    ";','object':'`x`','does':'step " #n "'}"

#define LOCK LINE(1, 0, "pthread_mutex_lock", 11, "x.c")
#define READ_A LINE(2, 0, "reads", 12, "x.c")
#define READ_B LINE(3, 1, "reads", 12, "x.c")
#define WRITE_A LINE(4, 0, "writes", 13, "x.c")
#define WRITE_B LINE(5, 1, "writes", 13, "x.c")
#define TRIALS_OWN LINE(6, 1, "sem_post", 99, "grader/lessons/1/trials.c")
#define UNLOCK LINE(7, 1, "pthread_mutex_unlock", 14, "x.c")
#define LONG_TRACE(head)                                                       \
    "{" head ",'threads':['a','b'],'steps':[" LOCK "," READ_A "," READ_B       \
    "," WRITE_A "," WRITE_B "," TRIALS_OWN "," UNLOCK "]}"

Test(ladder, what_comes_after_the_fault_is_left_out_first)
{
    draw_end(LONG_TRACE("'finding':'assertion','found':4"),
             "{'kind':'assertion','places':[]}", 5);
    cr_expect(draws("a step 4"), "%s", text);
    cr_expect(draws("b step 3"), "%s", text);
    cr_expect(!draws("step 5") && !draws("step 7"), "%s", text);
    cr_expect(draws("what comes before"), "%s", text);
}

Test(ladder, steps_that_the_trace_lacks_are_counted)
{
    draw("{'finding':'assertion','threads':['a','b'],'steps':[" LOCK
         "," LINE(3, 1, "sem_post", 12, "x.c") "," UNLOCK "]}");
    cr_expect(draws("   ... (1 step is left out)\n     2"), "%s", text);
    cr_expect(draws("   ... (3 steps are left out)\n     3"), "%s", text);
}

Test(ladder, a_picture_of_a_race_ends_with_its_second_access)
{
    draw_end(LONG_TRACE("'finding':'race','found':7"),
             "{'kind':'race','places':[{'thread':'c','does':'writes','line':13}"
             ",{'thread':'d','does':'reads','line':12}]}",
             5);
    cr_expect(draws("a step 4"), "%s", text);
    cr_expect(!draws("step 5"), "%s", text);
}

Test(ladder, the_trials_own_steps_make_room_for_others)
{
    draw_end(LONG_TRACE("'finding':'assertion'"),
             "{'kind':'assertion','places':[]}", 5);
    cr_expect(draws("b step 7"), "%s", text);
    cr_expect(draws("b step 5"), "%s", text);
    cr_expect(!draws("step 6"), "%s", text);
}

Test(ladder, what_fits_is_whole)
{
    draw_end(LONG_TRACE("'finding':'assertion','found':4"),
             "{'kind':'assertion','places':[]}", 40);
    cr_expect(draws("step 1") && draws("step 6") && draws("step 7"), "%s",
              text);
    cr_expect(!draws("what comes before"), "%s", text);
}
