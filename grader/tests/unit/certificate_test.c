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
    cr_expect(claims("{'schedules': 1234, 'every': 1, 'bound': 2}",
                     "all 1,234 schedules: nothing found"));
}

Test(certificate, code_that_does_not_repeat_itself)
{
    const char *figures =
        "{'schedules': 9, 'every': 1, 'bound': 2, 'diverged': 1}";
    cr_expect(claims(figures, "this proves nothing"));
    cr_expect(!claims(figures, "all "));
}
