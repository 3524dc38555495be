/* The table of objects (explore/core/object.h). */
#include <criterion/criterion.h>
#include <string.h>

#include "explore/core/object.h"
#include "explore/core/thread.h"
#include "toy.h"

TestSuite(object, .init = toy_setup);

enum { TABLE = 1 << 16 };

/* Nothing of the student's is touched: any number will do for an address. */
static const void *address(unsigned long n)
{
    return (const void *)(0x10000 + n);
}

Test(object, what_was_made_is_found)
{
    struct object *mutex = object_make(address(0), OBJECT_MUTEX);
    cr_assert(mutex);
    cr_expect_eq(object_find(address(0)), mutex);
    cr_expect_eq(mutex->address, address(0));
    cr_expect_eq(mutex->kind, OBJECT_MUTEX);
    cr_expect_null(object_find(address(1)));
    cr_expect_null(object_find(address(4)));
    cr_expect_null(object_find(NULL));
}

Test(object, made_again_it_is_fresh)
{
    struct object *object = object_make(address(0), OBJECT_SEMAPHORE);
    object->count = 3;
    object->destroyed = true;
    cr_expect_eq(object_make(address(0), OBJECT_MUTEX), object);
    cr_expect_eq(object->kind, OBJECT_MUTEX);
    cr_expect_eq(object->count, 0);
    cr_expect_not(object->destroyed);
}

Test(object, a_new_schedule_knows_none)
{
    for (unsigned round = 0; round < 3; round++) {
        for (unsigned long i = 0; i < 100; i++)
            cr_assert_null(object_find(address(i * 8)));
        for (unsigned long i = 0; i < 100; i++)
            object_make(address(i * 8), OBJECT_COND)->count = 7;
        cr_expect_eq(object_find(address(8))->count, 7);
        objects_clear();
        cr_expect_null(objects_drop(address(0), 800));
    }
}

/* @return How many of the table's objects are not what they were made as. */
static unsigned long mistaken(unsigned long stride)
{
    unsigned long count = 0;
    for (unsigned long i = 0; i < TABLE; i++) {
        const struct object *object = object_find(address(i * stride));
        count += !object || object->address != address(i * stride) ||
                 object->count != i;
    }
    return count;
}

/* Half of all slots are taken then, so most lie in another's way. */
Test(object, a_full_table_mistakes_none_and_takes_no_more)
{
    static const unsigned long strides[] = {1, 4, 40, 4096, 1ul << 26};
    for (unsigned s = 0; s < sizeof strides / sizeof strides[0]; s++) {
        unsigned long stride = strides[s];
        objects_clear();
        for (unsigned long i = 0; i < TABLE; i++) {
            struct object *object =
                object_make(address(i * stride), OBJECT_MUTEX);
            cr_assert(object);
            object->count = (unsigned)i;
        }
        cr_expect_eq(mistaken(stride), 0, "stride %lu", stride);
        cr_expect_null(object_find(address(TABLE * stride)));
        cr_expect_null(object_make(address(TABLE * stride), OBJECT_MUTEX));
        cr_expect_null(object_find(address(TABLE * stride)));
        cr_expect(object_make(address(stride), OBJECT_SPIN), "it has a place");
    }
}

Test(object, freed_memory_takes_its_objects_along)
{
    struct object *before = object_make(address(63), OBJECT_MUTEX);
    struct object *first = object_make(address(64), OBJECT_MUTEX);
    struct object *last = object_make(address(127), OBJECT_SEMAPHORE);
    struct object *after = object_make(address(128), OBJECT_MUTEX);
    cr_expect_null(objects_drop(address(64), 64));
    cr_expect_not(before->destroyed);
    cr_expect(first->destroyed);
    cr_expect(last->destroyed);
    cr_expect_not(after->destroyed);
    cr_expect_eq(object_find(address(64)), first, "known as destroyed");
    cr_expect_null(objects_drop(address(63), 0));
    cr_expect_not(before->destroyed);
}

Test(object, what_is_in_use_is_told)
{
    struct thread *thread = thread_make(NULL, NULL, NULL, NULL);
    struct object *idle = object_make(address(0), OBJECT_MUTEX);
    struct object *used = object_make(address(8), OBJECT_MUTEX);
    used->owner = thread;
    cr_expect_eq(objects_drop(address(0), 16), used);
    cr_expect(idle->destroyed);
    cr_expect_not(used->destroyed);
    used->owner = NULL;
    used->readers = 1;
    cr_expect(object_busy(used));
    used->readers = 0;
    used->waiting = 1;
    cr_expect(object_busy(used));
    used->destroyed = true;
    cr_expect_not(object_busy(used));
    used->destroyed = false;
    used->waiting = 0;
    cr_expect_not(object_busy(used));
    thread->waiting_on = used->address;
    cr_expect(object_busy(used));
    cr_expect_null(objects_drop(address(0), 8), "that is another");
}

/* POSIX: a condition may be destroyed once its waiters were woken. */
Test(object, a_woken_waiter_does_not_keep_its_condition)
{
    struct thread *thread = thread_make(NULL, NULL, NULL, NULL);
    struct object *cond = object_make(address(0), OBJECT_COND);
    thread->waiting_on = cond->address;
    cr_expect_not(object_busy(cond));
    cond->waiting = 1;
    cr_expect(object_busy(cond));
}

Test(object, bytes)
{
    unsigned char bytes[16] = {0};
    cr_expect(bytes_zero(bytes, sizeof bytes));
    bytes_set(bytes + 4, 0xa5, 8);
    cr_expect(bytes_zero(bytes, 4));
    cr_expect_not(bytes_zero(bytes, 5));
    cr_expect_not(bytes_zero(bytes + 11, 5));
    cr_expect(bytes_zero(bytes + 12, 4));
    cr_expect_eq(bytes[4], 0xa5);
    cr_expect(bytes_zero(bytes + 4, 0));
}
