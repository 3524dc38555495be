/* Which memory more than one thread uses (explore/search/shared.h). */
#include <criterion/criterion.h>

#include "explore/search/shared.h"

static char bytes[256];

static void begin(void)
{
    shared_forget();
    shared_begin();
}

TestSuite(shared, .init = begin);

Test(shared, what_two_threads_only_read_is_not)
{
    cr_expect_not(shared_note(bytes, 4, 1, false));
    cr_expect_not(shared_note(bytes, 4, 2, false));
    cr_expect_not(shared_holds(bytes, 4));
}

Test(shared, what_one_thread_alone_writes_is_not)
{
    cr_expect_not(shared_note(bytes, 4, 1, true));
    cr_expect_not(shared_note(bytes, 4, 1, false));
    cr_expect_not(shared_holds(bytes, 4));
}

Test(shared, a_writer_and_a_reader_share_in_either_order)
{
    shared_note(bytes, 4, 1, true);
    cr_expect(shared_note(bytes, 4, 2, false));
    shared_note(bytes + 8, 4, 1, false);
    cr_expect(shared_note(bytes + 8, 4, 2, true));
    cr_expect(shared_holds(bytes, 1));
    cr_expect(shared_holds(bytes + 11, 1));
    cr_expect_not(shared_holds(bytes + 4, 4));
}

Test(shared, only_the_first_time_is_news)
{
    shared_note(bytes, 8, 1, true);
    cr_expect(shared_note(bytes, 8, 2, true));
    cr_expect_not(shared_note(bytes, 8, 3, true));
}

Test(shared, parts_of_an_access_count)
{
    shared_note(bytes, 8, 1, true);
    cr_expect(shared_note(bytes + 6, 4, 2, false));
    cr_expect(shared_holds(bytes, 8));
    cr_expect_not(shared_holds(bytes, 6));
}

Test(shared, uses_in_different_schedules_are_of_different_things)
{
    shared_note(bytes, 4, 1, true);
    shared_begin();
    cr_expect_not(shared_note(bytes, 4, 2, true));
    cr_expect_not(shared_holds(bytes, 4));
}

Test(shared, what_was_shared_once_stays_so)
{
    shared_note(bytes, 4, 1, true);
    shared_note(bytes, 4, 2, true);
    shared_begin();
    cr_expect(shared_holds(bytes, 4));
    shared_forget();
    cr_expect_not(shared_holds(bytes, 4));
}
