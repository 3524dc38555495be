/* The stress engine's books: who holds what (stress/registry.h). */
#include <criterion/criterion.h>
#include <sched.h>
#include <time.h>

#include "stress/real.h"
#include "stress/registry.h"

/* In a probe the linker provides these. */
int __real_nanosleep(const struct timespec *time, struct timespec *rest)
{
    return nanosleep(time, rest);
}

int __real_sched_yield(void)
{
    return sched_yield();
}

static int first, second, third;
static const void *const here = &first;

static void round_begin(void)
{
    registry_begin(1);
}

TestSuite(registry, .init = round_begin);

Test(registry, a_round_begins_with_its_body_alone)
{
    cr_assert_eq(registry_row(0), thread_self);
    cr_expect_null(registry_row(1));
    cr_assert(registry_add("a"));
    registry_begin(2);
    cr_expect_null(registry_row(1));
}

Test(registry, what_is_taken_is_held_until_it_is_released)
{
    holds_add(&first, here);
    holds_add(&second, here);
    cr_expect(holds_has(&first));
    cr_expect(holds_has(&second));
    cr_expect_not(holds_has(&third));
    cr_expect(holds_remove(&first), "out of order");
    cr_expect_not(holds_has(&first));
    cr_expect(holds_has(&second));
    cr_expect(holds_remove(&second));
    cr_expect_eq(atomic_load(&thread_self->hold_count), 0);
}

Test(registry, what_is_not_held_cannot_be_released)
{
    cr_expect_not(holds_remove(&first));
    holds_add(&first, here);
    cr_expect_not(holds_remove(&second));
    cr_expect(holds_remove(&first));
    cr_expect_not(holds_remove(&first));
}

Test(registry, a_recursive_lock_is_held_once_for_each_time)
{
    holds_add(&first, here);
    holds_add(&second, here);
    holds_add(&first, &third);
    cr_expect(holds_remove(&first));
    cr_assert(holds_has(&first));
    cr_expect_eq(atomic_load(&thread_self->holds[0].at), here,
                 "the latest goes first");
    cr_expect(holds_remove(&first));
    cr_expect_not(holds_has(&first));
    cr_expect(holds_has(&second));
}

Test(registry, others_hold_is_told_from_ones_own)
{
    struct trial_thread *self = thread_self, *other = registry_add("other");
    holds_add(&first, here);
    cr_expect(registry_held(&first, other));
    cr_expect_not(registry_held(&first, self));
    cr_expect_not(registry_held(&second, other));
    cr_expect(registry_held(&first, NULL));
}

/* More locks than the books have lines for: they count on. */
Test(registry, a_thread_with_very_many_locks)
{
    static char locks[MAX_HOLDS + 5];
    for (int i = 0; i < MAX_HOLDS + 5; i++)
        holds_add(&locks[i], here);
    cr_expect_eq(atomic_load(&thread_self->hold_count), MAX_HOLDS + 5);
    for (int i = MAX_HOLDS + 4; i >= 0; i--)
        cr_expect(holds_remove(&locks[i]), "lock %d", i);
    cr_expect_eq(atomic_load(&thread_self->hold_count), 0);
    cr_expect_not(holds_remove(&locks[0]));
}

Test(registry, very_many_locks_released_in_the_order_they_were_taken)
{
    static char locks[MAX_HOLDS + 5];
    for (int i = 0; i < MAX_HOLDS + 5; i++)
        holds_add(&locks[i], here);
    for (int i = 0; i < MAX_HOLDS + 5; i++) {
        cr_expect(holds_remove(&locks[i]), "lock %d", i);
        cr_expect_not(holds_has(&locks[i]), "lock %d", i);
    }
    cr_expect_eq(atomic_load(&thread_self->hold_count), 0);
    cr_expect_not(holds_remove(&locks[0]));
}

Test(registry, rows_run_out)
{
    for (int i = 1; i < MAX_THREADS; i++)
        cr_assert(registry_add("thread"), "row %d", i);
    cr_expect_null(registry_add("one too many"));
    cr_expect_null(registry_add("two too many"));
    cr_expect_null(registry_row(MAX_THREADS));
    cr_expect(registry_row(MAX_THREADS - 1));
}

Test(registry, a_row_is_clean_when_it_is_used_again)
{
    struct trial_thread *row = registry_add("a");
    atomic_store(&row->joined, true);
    atomic_store(&row->hold_count, 3);
    atomic_store(&row->calls, 99);
    registry_begin(1);
    cr_assert_eq(registry_add(NULL), row);
    cr_expect_not(atomic_load(&row->joined));
    cr_expect_eq(atomic_load(&row->hold_count), 0);
    cr_expect_eq(atomic_load(&row->calls), 0);
    cr_expect_str_eq(row->name, "thread 1");
    cr_expect_eq(atomic_load(&row->state), THREAD_RUNS);
}

Test(registry, the_seed_decides_the_randomness)
{
    uint64_t random[3];
    for (int i = 0; i < 3; i++) {
        registry_begin(i == 2 ? 8 : 7);
        random[i] = registry_add("a")->random;
    }
    cr_expect_eq(random[0], random[1]);
    cr_expect_neq(random[0], random[2]);
}
