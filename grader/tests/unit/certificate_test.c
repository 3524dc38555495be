/* What a certificate claims (judge/find/certificate.h). */
#include <criterion/criterion.h>
#include <string.h>

#include "judge/find/certificate.h"
#include "tests/unit/json_of.h"

static bool claims(const char *figures, const char *words)
{
    json_t *told = json_of(figures), *text = certificate_make(told);
    bool does = strstr(json_string_value(text), words) != NULL;
    json_decref(text);
    json_decref(told);
    return does;
}

Test(certificate, every_schedule)
{
    cr_expect(claims("{'schedules': 1900, 'every': 1, 'bound': 2,"
                     " 'bound_schedules': 1234}",
                     "all 1,234 schedules: nothing found"));
    cr_expect(claims("{'schedules': 2, 'every': 1, 'bound_schedules': 1}",
                     "the only schedule there is: nothing found"));
}

Test(certificate, code_that_does_not_repeat_itself)
{
    const char *figures =
        "{'schedules': 9, 'every': 1, 'bound': 2, 'diverged': 1}";
    cr_expect(claims(figures, "this proves nothing"));
    cr_expect(!claims(figures, "all "));
}

Test(certificate, what_was_cut_is_never_all)
{
    const char *figures =
        "{'schedules': 2000, 'every': 0, 'bound': -1, 'cut': 1999,"
        " 'random': 900, 'spurious': 1, 'played': ['spurious'], 'beginnings': ["
        "{'steps': 250, 'bound': 2, 'schedules': 1336},"
        "{'steps': 1000, 'bound': 0, 'schedules': 1},"
        "{'steps': 4000, 'bound': 0, 'schedules': 1},"
        "{'steps': 16000, 'bound': -1, 'schedules': 0}]}";
    cr_expect(claims(figures, "2,000 schedules, 1,999 of them cut because"));
    cr_expect(claims(figures, "all 1,336 of at most 250 steps with at most 2 "
                              "preemptions, 1 spurious wakeup, the only one of "
                              "at most 4,000 steps with no preemption, "
                              "and 900 random ones of at most 16,000 steps"));
    cr_expect(!claims(figures, "all 2,000"));
    cr_expect(!claims(figures, "of at most 1,000"), "another says it, too");
}

Test(certificate, what_was_cut_for_its_threads)
{
    const char *figures =
        "{'schedules': 9, 'bound': -1, 'cut': 9, 'crowded': 1, 'dfs': 9,"
        " 'beginnings': [{'steps': 250, 'bound': -1, 'schedules': 0}]}";
    cr_expect(claims(figures, "cut because the code makes more than 1,024 "
                              "threads: nothing found in their beginnings"));
    cr_expect(!claims(figures, "goes on"));
}

Test(certificate, one_schedule_that_was_cut)
{
    const char *figures = "{'schedules': 1, 'bound': -1, 'cut': 1}";
    cr_expect(claims(figures, "1 schedule, cut before its end"));
}

Test(certificate, classes_of_schedules)
{
    cr_expect(
        claims("{'schedules': 90, 'every': 1, 'classes': 6}",
               "all behaviours: 6 classes of schedules, 90 schedules run, "
               "nothing found"));
    cr_expect(claims("{'schedules': 2, 'every': 1, 'classes': 1}",
                     "the only behaviour there is: nothing found"));
    cr_expect(claims("{'schedules': 3, 'every': 1, 'classes': 1,"
                     " 'failures': 1, 'played': ['failures']}",
                     "all behaviours with at most 1 failing call: 1 class of"));
}

Test(certificate, every_move_that_was_played)
{
    const char *figures =
        "{'bound_schedules': 40, 'every': 1, 'bound': 2, 'spurious': 1,"
        " 'timeouts': 1, 'interrupts': 2, 'failures': 1, 'held': 1, 'weak': 3,"
        " 'played': ['spurious', 'timeouts', 'interrupts', 'failures', 'held',"
        " 'weak']}";
    cr_expect(claims(figures,
                     "all 40 schedules with at most 1 spurious wakeup, 1 "
                     "timeout, 2 interrupted waits, 1 failing call, 1 reader "
                     "held back, 3 weak compare-exchanges that fail for no "
                     "reason: nothing found"));
}

Test(certificate, no_move_that_had_no_occasion)
{
    const char *figures =
        "{'schedules': 90, 'bound': 0, 'bound_schedules': 7, 'random': 83,"
        " 'spurious': 1, 'timeouts': 1, 'held': 1, 'played': ['held']}";
    cr_expect(claims(figures, "all 7 schedules with no preemption, at most 1 "
                              "reader held back, and 83 random ones: nothing"));
    cr_expect(!claims(figures, "timeout"));
}

Test(certificate, older_values_beside_preemptions)
{
    const char *some = "{'schedules': 90, 'bound': 2, 'bound_schedules': 7,"
                       " 'random': 83, 'weak_orders': 1, 'older': 1,"
                       " 'bound_older': 1}";
    const char *none = "{'schedules': 90, 'bound': 1, 'bound_schedules': 7,"
                       " 'random': 83, 'weak_orders': 1, 'older': 1}";
    const char *first = "{'schedules': 90, 'bound': 0, 'bound_schedules': 7,"
                        " 'random': 83, 'weak_orders': 1, 'older': 1,"
                        " 'bound_older': 1}";
    const char *newest = "{'bound_schedules': 7, 'every': 1, 'bound': 1,"
                         " 'weak_orders': 1}";
    cr_expect(claims(some, "all 7 schedules with at most 2 preemptions or "
                           "older values, and 83 random ones: nothing"));
    cr_expect(claims(none, "all 7 schedules with at most 1 preemption and no "
                           "older value, and 83 random ones: nothing"));
    cr_expect(claims(first, "all 7 schedules with no preemption and no older "
                            "value, and 83 random ones: nothing"));
    cr_expect(claims(newest, "all 7 schedules: nothing found; each atomic load "
                             "saw the newest value"));
}

Test(certificate, moves_of_a_search_without_a_bound)
{
    const char *figures = "{'schedules': 90, 'bound': -1, 'random': 83,"
                          " 'timeouts': 1, 'played': ['timeouts']}";
    cr_expect(claims(figures, "90 schedules, no bound completed, in each at "
                              "most 1 timeout: nothing found"));
}

Test(certificate, stopped_while_some_were_cut)
{
    const char *figures =
        "{'schedules': 400, 'bound': 1, 'bound_schedules': 12, 'random': 300,"
        " 'cut': 1, 'stopped': 1}";
    cr_expect(claims(figures, "and 300 random ones, 1 of them cut before its "
                              "end: nothing found; the search was stopped"));
    cr_expect(claims("{'schedules': 30, 'bound': -1, 'cut': 30}",
                     "30 schedules, 30 of them cut before their end"));
}

/* Does the line of a passed search say these words, in a trial of that verdict
 * in which another engine came to `other`? */
static bool line_says(const char *verdict, const char *other,
                      const char *other_verdict, const char *words)
{
    json_t *trial =
        json_pack("{s:s, s:[{s:s, s:s, s:s}, {s:s, s:s}]}", "verdict", verdict,
                  "engines", "engine", "explore", "verdict", "pass",
                  "certificate", "all 8 schedules: nothing found", "engine",
                  other, "verdict", other_verdict);
    const json_t *engine = json_array_get(json_object_get(trial, "engines"), 0);
    char said[CERTIFICATE_SIZE];
    certificate_beside(trial, engine, said);
    bool does = strcmp(said, words) == 0;
    json_decref(trial);
    return does;
}

Test(certificate, denies_no_failure)
{
    static const char proof[] = "all 8 schedules: nothing found";
    cr_expect(line_says("pass", "stress", "pass", proof));
    cr_expect(line_says("invalid", "stress", "invalid", proof));
    cr_expect(line_says("fail", "stress", "fail",
                        "seen with real threads, not in the schedules that "
                        "were searched"));
}

Test(certificate, names_the_round_of_real_threads)
{
    json_t *trial =
        json_pack("{s:s, s:[{s:s, s:s, s:s}, {s:s, s:s, s:i}]}", "verdict",
                  "fail", "engines", "engine", "explore", "verdict", "pass",
                  "certificate", "all 8 schedules: nothing found", "engine",
                  "stress", "verdict", "fail", "failed_in", 3);
    char said[CERTIFICATE_SIZE];
    certificate_beside(
        trial, json_array_get(json_object_get(trial, "engines"), 0), said);
    cr_expect_str_eq(said, "seen with real threads in round 3, not in the "
                           "schedules that were searched");
    json_decref(trial);
}

Test(certificate, claims_no_real_threads_for_another_seed)
{
    cr_expect(line_says("fail", "explore", "fail", ""));
}

Test(certificate, an_engine_without_one_says_nothing)
{
    json_t *trial = json_pack("{s:s}", "verdict", "fail");
    json_t *engine = json_object();
    char said[CERTIFICATE_SIZE] = "x";
    certificate_beside(trial, engine, said);
    cr_expect_str_empty(said);
    json_decref(trial);
    json_decref(engine);
}
