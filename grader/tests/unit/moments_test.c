/* Moments in texts (batch/intake/moments.h). */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/moment.h"
#include "batch/intake/moments.h"

static void expect(const char *text, const char *time, const char *standing)
{
    struct moment_place place;
    char found[MOMENT_TEXT];
    cr_assert(moment_find(text, &place), "%s", text);
    cr_expect_str_eq(moment_text(place.time, found), time, "%s: %s", text,
                     found);
    cr_expect_eq(place.end - place.start, strlen(standing), "%s", text);
    cr_expect_eq(strncmp(text + place.start, standing, strlen(standing)), 0,
                 "%s", text);
}

Test(moments, as_course_systems_write_them)
{
    setenv("TZ", "America/New_York", 1);
    expect("a_2026-11-20-13-45-12_b", "2026-11-20T18:45:12Z",
           "2026-11-20-13-45-12");
    expect("20261120134512_counter.c", "2026-11-20T18:45:12Z",
           "20261120134512");
    expect("20261120134512000", "2026-11-20T13:45:12Z", "20261120134512000");
    expect(":created_at: 2026-11-20 13:45:12.500000 Z", "2026-11-20T13:45:12Z",
           "2026-11-20 13:45:12.500000 Z");
    expect("2026-11-20 13:45:12 UTC", "2026-11-20T13:45:12Z",
           "2026-11-20 13:45:12 UTC");
    expect("2026-11-20 13:45:12-0500", "2026-11-20T18:45:12Z",
           "2026-11-20 13:45:12-0500");
    expect("x - Nov 20, 2026 145 PM", "2026-11-20T18:45:00Z",
           "Nov 20, 2026 145 PM");
    expect("Sunday, 22 November 2026, 1:45 PM", "2026-11-22T18:45:00Z",
           "22 November 2026, 1:45 PM");
    expect("June 5, 2026 at 12:01 AM", "2026-06-05T04:01:00Z",
           "June 5, 2026 at 12:01 AM");
}

Test(moments, what_is_none)
{
    static const char *const texts[] = {"",
                                        "2026-11-20",
                                        "Lab 1",
                                        "20261120",
                                        "2026-13-20-10-00",
                                        "2026-02-30-10-00",
                                        "12345-67890",
                                        "1999-01-01 10:00",
                                        "march 20",
                                        "202611201345120012",
                                        "Nov 20, 2026",
                                        "Mar 31, 2026 99 PM"};
    struct moment_place place;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        cr_expect_not(moment_find(texts[i], &place), "%s", texts[i]);
}
