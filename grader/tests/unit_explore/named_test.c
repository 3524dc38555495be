/*
 * Named semaphores (explore/model/named.c), against what POSIX says of
 * sem_open(), sem_close() and sem_unlink().
 */
#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <semaphore.h>
#include <string.h>

#include "alone.h"
#include "explore/core/digest.h"
#include "explore/core/footprint.h"
#include "explore/core/object.h"
#include "explore/model/named.h"

sem_t *__wrap_sem_open(const char *, int, ...);
int __wrap_sem_close(sem_t *);
int __wrap_sem_unlink(const char *);
sem_t *__real_sem_open(const char *, int, ...);
int __real_sem_close(sem_t *);
int __real_sem_unlink(const char *);

/* The library's own, which only says that it was called. */
static sem_t library;
static unsigned library_calls;

sem_t *__real_sem_open(const char *name, int flags, ...)
{
    (void)name, (void)flags;
    library_calls++;
    return &library;
}

int __real_sem_close(sem_t *sem)
{
    (void)sem;
    library_calls++;
    return 0;
}

int __real_sem_unlink(const char *name)
{
    (void)name;
    library_calls++;
    return 0;
}

static void begin(void)
{
    alone_setup();
    named_clear();
}

TestSuite(named, .init = begin);

static sem_t *make(const char *name, int more, unsigned value)
{
    errno = 0;
    return __wrap_sem_open(name, O_CREAT | more, 0600, value);
}

static unsigned long count_of(sem_t *sem)
{
    const struct object *object = object_find(sem);
    cr_assert(object && object->kind == OBJECT_SEMAPHORE);
    return (unsigned long)object->count;
}

Test(named, none_exists_before_it_is_made)
{
    cr_expect_eq(__wrap_sem_open("/a", 0), SEM_FAILED);
    cr_expect_eq(errno, ENOENT);
    errno = 0;
    cr_expect_eq(__wrap_sem_unlink("/a"), -1);
    cr_expect_eq(errno, ENOENT);
    cr_expect_neq(make("/a", 0, 1), SEM_FAILED);
    cr_expect_eq(library_calls, 0u);
}

Test(named, a_name_leads_to_one_semaphore)
{
    sem_t *a = make("/a", 0, 3), *b = make("/b", O_EXCL, 0);
    cr_assert(a != SEM_FAILED && b != SEM_FAILED && a != b);
    cr_expect_eq(count_of(a), 3u);
    cr_expect_eq(make("/a", 0, 7), a);
    cr_expect_eq(count_of(a), 3u, "only the first gives a value");
    cr_expect_eq(__wrap_sem_open("/a", 0), a);
    cr_expect_eq(make("/a", O_EXCL, 1), SEM_FAILED);
    cr_expect_eq(errno, EEXIST);
}

Test(named, what_cannot_be_made_says_why)
{
    char longest[NAME_MAX + 2];
    memset(longest, 'n', sizeof longest);
    longest[sizeof longest - 1] = '\0';
    cr_expect_eq(make(longest, 0, 1), SEM_FAILED);
    cr_expect_eq(errno, ENAMETOOLONG);
    cr_expect_eq(make("/a", 0, (unsigned)SEM_VALUE_MAX + 1), SEM_FAILED);
    cr_expect_eq(errno, EINVAL);
    cr_expect_eq(make("", 0, 1), SEM_FAILED);
    cr_expect_eq(errno, EINVAL);
    cr_expect_eq(__wrap_sem_open("/a", 0), SEM_FAILED, "nothing was made");
}

/* POSIX: the semaphore lives on until all who have it open have closed it, and
 * the name is free at once. */
Test(named, an_unlinked_one_lives_until_it_is_closed)
{
    sem_t *old = make("/a", 0, 2);
    cr_assert_eq(__wrap_sem_open("/a", 0), old);
    cr_expect_eq(__wrap_sem_unlink("/a"), 0);
    cr_expect_eq(__wrap_sem_open("/a", 0), SEM_FAILED);
    sem_t *new = make("/a", O_EXCL, 5);
    cr_expect(new != SEM_FAILED &&new != old);
    cr_expect_eq(__wrap_sem_close(old), 0);
    cr_expect_not(object_find(old)->destroyed, "one has it open");
    cr_expect_eq(count_of(old), 2u);
    cr_expect_eq(__wrap_sem_close(old), 0);
    cr_expect(object_find(old)->destroyed);
    cr_expect_eq(count_of(new), 5u);
}

Test(named, a_closed_one_is_found_again_by_its_name)
{
    sem_t *a = make("/a", 0, 1);
    cr_expect_eq(__wrap_sem_close(a), 0);
    cr_expect_not(object_find(a)->destroyed);
    cr_expect_eq(__wrap_sem_open("/a", 0), a);
    cr_expect_eq(__wrap_sem_close(a), 0);
    cr_expect_eq(__wrap_sem_unlink("/a"), 0);
    cr_expect(object_find(a)->destroyed, "nobody can reach it any more");
}

Test(named, a_schedule_begins_without_any)
{
    sem_t *a = make("/a", 0, 1);
    named_clear();
    cr_expect_eq(__wrap_sem_open("/a", 0), SEM_FAILED);
    cr_expect_eq(make("/b", 0, 1), a, "its place is free");
}

static struct digest digest(void)
{
    struct digest now = {.open = false};
    named_digest(&now);
    return now;
}

Test(named, a_state_has_its_names)
{
    sem_t *a = make("/a", 0, 1);
    const struct digest once = digest();
    __wrap_sem_open("/a", 0);
    const struct digest twice = digest();
    cr_expect_not(digest_same(&once, &twice));
    __wrap_sem_close(a);
    const struct digest again = digest();
    cr_expect(digest_same(&once, &again));
    __wrap_sem_unlink("/a");
    const struct digest unlinked = digest();
    cr_expect_not(digest_same(&once, &unlinked));
}

/* @return Whether the latest step wrote there, for the reduced search. */
static bool wrote(const void *address)
{
    for (unsigned i = 0; i < footprint.count; i++)
        if (footprint.touches[i].from == (uintptr_t)address)
            return footprint.touches[i].writes;
    return false;
}

Test(named, each_call_says_what_it_touches)
{
    footprints_on = true;
    sem_t *a = make("/a", 0, 1);
    cr_expect(wrote(a));
    footprint.count = 0;
    __wrap_sem_open("/a", 0);
    cr_expect(wrote(a));
    footprint.count = 0;
    __wrap_sem_close(a);
    cr_expect(wrote(a));
    footprint.count = 0;
    __wrap_sem_unlink("/a");
    cr_expect(wrote(a));
}

Test(named, outside_of_a_schedule_they_are_the_systems)
{
    schedule.active = false;
    cr_expect_eq(__wrap_sem_open("/a", 0), &library);
    cr_expect_eq(__wrap_sem_close(&library), 0);
    cr_expect_eq(__wrap_sem_unlink("/a"), 0);
    cr_expect_eq(library_calls, 3u);
}
