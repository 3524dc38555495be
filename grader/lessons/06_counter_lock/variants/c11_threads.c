/* Variant: the crew and its lock are those of C11's <threads.h>. */
#include "numbers.h"

#include <errno.h>
#include <threads.h>

static long counter = 0;
static mtx_t lock;
static once_flag once = ONCE_FLAG_INIT;
static int made;

static void make(void)
{
    made = mtx_init(&lock, mtx_plain);
}

/* Error numbers for C11's answers. */
static int take(void)
{
    call_once(&once, make);
    if (made == thrd_nomem) {
        return ENOMEM;
    }
    return made == thrd_success && mtx_lock(&lock) == thrd_success ? 0 : EINVAL;
}

static int give(void)
{
    return mtx_unlock(&lock) == thrd_success ? 0 : EINVAL;
}

int increment_counter(long *number)
{
    int error = take();
    if (error != 0) {
        return error;
    }
    counter++;
    *number = counter;
    return give();
}

int counter_value(long *value)
{
    int error = take();
    if (error != 0) {
        return error;
    }
    *value = counter;
    return give();
}

static int member_main(void *number)
{
    return increment_counter(number);
}

int crew_run(size_t count, long numbers[])
{
    thrd_t members[CREW_MAX];
    size_t created = 0;
    int error = 0;

    if (count == 0 || count > CREW_MAX) {
        return EINVAL;
    }
    while (created < count && error == 0) {
        int result =
            thrd_create(&members[created], member_main, &numbers[created]);
        error = result == thrd_success ? 0
                : result == thrd_nomem ? ENOMEM
                                       : EAGAIN;
        created += error == 0;
    }
    for (size_t i = 0; i < created; i++) {
        int failed;
        if (thrd_join(members[i], &failed) != thrd_success) {
            failed = EINVAL;
        }
        error = error != 0 ? error : failed;
    }
    return error;
}
