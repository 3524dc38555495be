/* Which finding explains others, and comes before them (judge/find/findings.h).
 */
#include <criterion/criterion.h>
#include <string.h>

#include "json_of.h"
#include "judge/find/findings.h"

/* The findings' titles, in their order. */
static const char *ordered(const char *findings)
{
    static char titles[256];
    json_t *all = json_of(findings);
    size_t i;
    const json_t *finding;
    titles[0] = '\0';
    findings_order(all);
    json_array_foreach(all, i, finding)
    {
        strcat(titles, i ? "; " : "");
        strcat(titles, json_string_value(json_object_get(finding, "title")));
    }
    json_decref(all);
    return titles;
}

Test(findings, a_lock_that_was_not_taken_comes_before_the_race)
{
    cr_expect_str_eq(ordered("[{'kind':'race','title':'R'},"
                             "{'kind':'race','title':'S'},"
                             "{'kind':'misuse','title':'T unlocks a mutex that "
                             "it does not hold'}]"),
                     "T unlocks a mutex that it does not hold; R; S");
    cr_expect_str_eq(ordered("[{'kind':'race','title':'R'},"
                             "{'kind':'misuse','title':'T waits without "
                             "holding the mutex'}]"),
                     "T waits without holding the mutex; R");
}

Test(findings, all_else_stays_where_it_is)
{
    cr_expect_str_eq(ordered("[{'kind':'race','title':'R'},"
                             "{'kind':'misuse','title':'T locks a mutex that "
                             "it already holds'}]"),
                     "R; T locks a mutex that it already holds");
    cr_expect_str_eq(ordered("[{'kind':'race','title':'R'},"
                             "{'kind':'assertion','title':'a does not hold'}]"),
                     "R; a does not hold");
    cr_expect_str_eq(ordered("[]"), "");
}
