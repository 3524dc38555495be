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
