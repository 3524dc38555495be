/*
 * The recorder of steps (explore/core/trace.h), by what the judge reads.
 *
 * The lines go to the descriptor that Criterion may use itself, so that one is
 * kept aside while they go into a file.
 */
#include <criterion/criterion.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "explore/core/object.h"
#include "explore/core/schedule.h"
#include "explore/core/trace.h"
#include "toy.h"
#include "trial/observe.h"

static const char here[1], there[1]; /* places in the code */
static uint32_t word;
static json_t *head;  /* the line that announces the trace */
static json_t *steps; /* an array of the others */

/* Two threads stand; the first runs and is recorded. */
static void begin(void)
{
    toy_setup();
    schedule_begin();
    thread_make("first", NULL, NULL, NULL);
    thread_make("second", NULL, NULL, NULL);
    schedule.current = &threads.all[0];
    trace_begin();
}

TestSuite(trace, .init = begin);

static void lines_read(FILE *file)
{
    static char text[sizeof(struct observation) + 2];
    head = NULL;
    steps = json_array();
    while (fgets(text, sizeof text, file)) {
        json_error_t error;
        json_t *line = json_loads(text, 0, &error);
        cr_assert(line, "%s at column %d of: %s", error.text, error.column,
                  text);
        if (!head)
            head = line;
        else
            json_array_append_new(steps, line);
    }
    cr_assert(head);
}

/* Has the trace told, and reads it. */
static void told(const struct trace_head *of)
{
    FILE *file = tmpfile();
    cr_assert(file);
    int kept = dup(OBSERVE_FD);
    cr_assert_eq(dup2(fileno(file), OBSERVE_FD), OBSERVE_FD);
    trace_report(of);
    if (kept < 0)
        close(OBSERVE_FD);
    else
        dup2(kept, OBSERVE_FD);
    rewind(file);
    lines_read(file);
    fclose(file);
}

static void told_so(void)
{
    told(&(struct trace_head){.id = "7", .finding = "deadlock"});
}

static const json_t *member(unsigned i, const char *key)
{
    const json_t *step = json_array_get(steps, i);
    cr_assert(step, "no step %u", i);
    return json_object_get(step, key);
}

static const char *text(unsigned i, const char *key)
{
    const char *value = json_string_value(member(i, key));
    return value ? value : "-";
}

static long long number(unsigned i, const char *key)
{
    cr_assert(json_is_integer(member(i, key)), "%s of %u", key, i);
    return json_integer_value(member(i, key));
}

/* The address as the judge gets it. */
static const char *as_text(const void *address)
{
    static char shown[32];
    snprintf(shown, sizeof shown, "0x%lx", (unsigned long)address);
    return shown;
}

static struct op op_of(const char *call, const void *address, const void *pc)
{
    return (struct op){.call = call, .address = address, .pc = pc};
}

Test(trace, the_head_says_what_it_is)
{
    told(&(struct trace_head){.id = "1234",
                              .finding = "race",
                              .shows = "crash",
                              .switches = 5,
                              .preemptions = 3,
                              .minimised = true});
    cr_expect_str_eq(json_string_value(json_object_get(head, "t")), "trace");
    cr_expect_str_eq(json_string_value(json_object_get(head, "id")), "1234");
    cr_expect_str_eq(json_string_value(json_object_get(head, "finding")),
                     "race");
    cr_expect_str_eq(json_string_value(json_object_get(head, "shows")),
                     "crash");
    cr_expect_eq(json_integer_value(json_object_get(head, "switches")), 5);
    cr_expect_eq(json_integer_value(json_object_get(head, "preemptions")), 3);
    cr_expect_eq(json_integer_value(json_object_get(head, "steps")), 0);
    cr_expect_eq(json_integer_value(json_object_get(head, "minimised")), 1);
    cr_expect_eq(json_integer_value(json_object_get(head, "memory")), 0);
    cr_expect_eq(json_array_size(steps), 0);
}

Test(trace, steps_come_in_their_order_with_who_what_and_where)
{
    const struct op lock = op_of("pthread_mutex_lock", &word, here);
    const struct op wait = op_of("sem_wait", &head, there);
    trace_op(&lock, NULL);
    schedule.current = &threads.all[1];
    trace_op(&wait, "blocks");
    schedule.current = &threads.all[0];
    trace_end(&threads.all[0]);
    schedule.current = &threads.all[1];
    trace_end(&threads.all[1]);
    trace_end_holding(&word);
    told_so();
    static const char *const calls[] = {"pthread_mutex_lock", "sem_wait",
                                        "returns", "ends", "ends holding"};
    static const char *const names[] = {"first", "second", "first", "second",
                                        "second"};
    cr_assert_eq(json_array_size(steps), 5);
    for (unsigned i = 0; i < 5; i++) {
        cr_expect_str_eq(text(i, "t"), "step");
        cr_expect_eq(number(i, "n"), i + 1);
        cr_expect_str_eq(text(i, "call"), calls[i]);
        cr_expect_str_eq(text(i, "thread"), names[i]);
    }
    cr_expect_str_eq(text(0, "object"), as_text(&word));
    cr_expect_str_eq(text(0, "at"), as_text(here));
    cr_expect_str_eq(text(0, "result"), "-");
    cr_expect_str_eq(text(1, "at"), as_text(there));
    cr_expect_str_eq(text(1, "result"), "blocks");
    cr_expect_str_eq(text(2, "object"), "-");
    cr_expect_str_eq(text(2, "at"), "-");
    cr_expect_str_eq(text(4, "object"), as_text(&word));
    cr_expect_not(member(0, "value"), "a call has none");
    cr_expect_not(member(0, "count"));
    cr_expect_not(member(0, "holder"));
}

Test(trace, a_read_shows_what_was_there_and_a_write_what_it_left)
{
    word = 5;
    trace_access(&word, sizeof word, false, here);
    word = 6; /* not what was read */
    trace_access(&word, sizeof word, true, here);
    word = 7; /* the write itself */
    const struct op next = op_of("sched_yield", NULL, there);
    trace_op(&next, NULL);
    word = 8; /* comes too late */
    trace_access(&word, sizeof word, true, here);
    word = 9; /* the last step has happened, too */
    told_so();
    static const char *const values[] = {"0x5", "0x7", "-", "0x9"};
    static const char *const calls[] = {"reads", "writes", "sched_yield",
                                        "writes"};
    for (unsigned i = 0; i < 4; i++) {
        cr_expect_str_eq(text(i, "value"), values[i]);
        cr_expect_str_eq(text(i, "call"), calls[i]);
    }
    cr_expect_eq(number(0, "size"), sizeof word);
    cr_expect_not(member(2, "size"));
}

Test(trace, a_value_has_eight_bytes_at_most)
{
    static const uint64_t pair[2] = {0x1122334455667788, 9};
    trace_access(pair, 8, false, here);
    trace_access(pair, 16, false, here);
    trace_access(pair, 2, false, here);
    told_so();
    cr_expect_str_eq(text(0, "value"), "0x1122334455667788");
    cr_expect_not(member(1, "value"));
    cr_expect_not(member(1, "size"));
    cr_expect_str_eq(text(2, "value"), "0x7788");
}

Test(trace, an_atomic_operation_shows_its_value)
{
    struct op op = op_of("atomic load", &word, here);
    op.size = 4;
    trace_op(&op, NULL);
    trace_value(42);
    told_so();
    cr_expect_str_eq(text(0, "value"), "0x2a");
    cr_expect_eq(number(0, "size"), 4);
}

Test(trace, locks_and_semaphores_are_shown_as_they_stand)
{
    static int a, b;
    const struct op post = op_of("sem_post", &word, here);
    struct object *semaphore = object_make(&word, OBJECT_SEMAPHORE);
    struct object *first = object_make(&a, OBJECT_MUTEX);
    struct object *second = object_make(&b, OBJECT_MUTEX);
    semaphore->count = 3;
    cr_assert(thread_hold(first, here, 0) && thread_hold(second, here, 0));
    trace_op(&post, NULL);
    semaphore->count = 4;
    thread_release(first);
    trace_op(&post, NULL);
    semaphore->destroyed = true;
    thread_release(second);
    trace_op(&post, NULL);
    told_so();
    cr_expect_eq(number(0, "count"), 3);
    cr_expect_eq(number(1, "count"), 4);
    cr_expect_not(member(2, "count"), "it is no more");
    const json_t *holds = member(0, "holds");
    cr_assert_eq(json_array_size(holds), 2);
    cr_expect_str_eq(json_string_value(json_array_get(holds, 0)), as_text(&a));
    cr_expect_str_eq(json_string_value(json_array_get(holds, 1)), as_text(&b));
    cr_assert_eq(json_array_size(member(1, "holds")), 1);
    cr_expect_str_eq(json_string_value(json_array_get(member(1, "holds"), 0)),
                     as_text(&b));
    cr_expect_eq(json_array_size(member(2, "holds")), 0);
}

Test(trace, a_wrong_call_tells_who_holds_the_lock)
{
    const struct op unlock = op_of("pthread_mutex_unlock", &word, here);
    struct object *mutex = object_make(&word, OBJECT_MUTEX);
    trace_wrong(&unlock, &threads.all[1]);
    trace_wrong(&unlock, NULL);
    mutex->destroyed = true;
    trace_wrong(&unlock, NULL);
    mutex->failed = true;
    trace_wrong(&unlock, NULL);
    mutex->freed = true;
    trace_wrong(&unlock, NULL);
    told_so();
    cr_expect_str_eq(text(0, "result"), "wrong");
    cr_expect_str_eq(text(0, "holder"), "second");
    cr_expect_str_eq(text(1, "holder"), "-");
    cr_expect_str_eq(text(2, "result"), "gone");
    cr_expect_str_eq(text(3, "result"), "unmade");
    cr_expect_str_eq(text(4, "result"), "freed");
}

Test(trace, two_accesses_that_race_are_both_told)
{
    struct op reads = op_of("reads", &word, here);
    struct op writes = op_of("writes", &word, there);
    struct object *mutex = object_make(&head, OBJECT_MUTEX);
    reads.size = writes.size = sizeof word;
    writes.writes = true;
    word = 3;
    schedule.current = &threads.all[1];
    cr_assert(thread_hold(mutex, here, 0));
    trace_due(&reads, &threads.all[0]);
    trace_due(&writes, &threads.all[1]);
    word = 4;
    told_so();
    cr_expect_str_eq(text(0, "thread"), "first");
    cr_expect_str_eq(text(1, "thread"), "second");
    cr_expect_str_eq(text(0, "result"), "races");
    cr_expect_str_eq(text(1, "result"), "races");
    cr_expect_str_eq(text(0, "value"), "0x3");
    cr_expect_not(member(1, "value"), "it has not happened");
    cr_expect_eq(json_array_size(member(0, "holds")), 0);
    cr_expect_eq(json_array_size(member(1, "holds")), 1, "its own locks");
}

Test(trace, a_crash_is_the_result_of_the_access_recorded_last)
{
    trace_access(&word, sizeof word, true, here);
    trace_crash(here, false);
    told_so();
    cr_expect_str_eq(text(0, "result"), "crashes");
    cr_expect_not(member(0, "value"));
    trace_begin();
    trace_access(&word, sizeof word, true, here);
    schedule.current = &threads.all[1];
    trace_crash(here, false);
    told_so();
    cr_expect_str_eq(text(0, "result"), "-", "it was another thread's");
    cr_expect_str_eq(text(1, "result"), "crashes");
}

Test(trace, a_crash_in_a_call_is_a_step_of_its_own)
{
    trace_access(&word, sizeof word, true, here);
    trace_crash(here, true);
    told_so();
    cr_expect_str_eq(text(0, "result"), "-");
    cr_expect_str_eq(text(1, "call"), "crashes");
    cr_expect_str_eq(text(1, "result"), "crashes");
}

Test(trace, only_what_is_asked_for_is_recorded)
{
    const struct op op = op_of("sem_wait", &word, here);
    trace_op(&op, NULL);
    trace_on = false;
    trace_op(&op, NULL);
    trace_access(&word, sizeof word, false, here);
    trace_wrong(&op, NULL);
    trace_due(&op, &threads.all[1]);
    trace_end(&threads.all[0]);
    told_so();
    cr_expect_eq(json_array_size(steps), 1);
    trace_begin();
    told_so();
    cr_expect_eq(json_array_size(steps), 0);
}

static void record(unsigned count)
{
    trace_begin();
    for (unsigned i = 0; i < count; i++) {
        word = i;
        trace_access(&word, sizeof word, false, here);
    }
    told_so();
    cr_expect_eq(json_integer_value(json_object_get(head, "steps")), count);
}

Test(trace, the_middle_of_a_long_one_is_left_out)
{
    enum { FIRST = 400, LAST = 200 };
    record(FIRST + LAST);
    cr_assert_eq(json_array_size(steps), FIRST + LAST);
    record(FIRST + LAST + 77);
    cr_assert_eq(json_array_size(steps), FIRST + LAST);
    for (unsigned i = 0; i < FIRST + LAST; i++) {
        char value[16];
        unsigned nth = i < FIRST ? i : i + 77;
        snprintf(value, sizeof value, "0x%x", nth);
        cr_expect_eq(number(i, "n"), nth + 1);
        cr_expect_str_eq(text(i, "value"), value);
    }
}

Test(trace, a_long_one_is_told_up_to_where_it_went_wrong)
{
    trace_begin();
    for (unsigned i = 0; i < 1000; i++) {
        trace_access(&word, sizeof word, false, here);
        if (i + 1 == 900)
            trace_found();
    }
    told_so();
    cr_assert_eq(json_array_size(steps), 600);
    cr_expect_eq(number(399, "n"), 400);
    cr_expect_eq(number(400, "n"), 701);
    cr_expect_eq(number(599, "n"), 900);
}

Test(trace, an_answer_tells_which_call_it_is_of)
{
    trace_call("calls", "outer()", here);
    trace_call("calls", "inner()", here);
    schedule.current = &threads.all[1];
    trace_call("calls", "other()", here);
    schedule.current = &threads.all[0];
    trace_call("answers", "1", here);
    trace_call("calls", "inner()", here);
    trace_call("answers", "2", here);
    trace_call("answers", "3", here);
    told_so();
    cr_expect_not(member(0, "of"));
    cr_expect_eq(number(3, "of"), 2);
    cr_expect_eq(number(5, "of"), 5);
    cr_expect_eq(number(6, "of"), 1);
    cr_expect_str_eq(text(6, "text"), "3");
}

Test(trace, an_endless_one_is_cut)
{
    enum { ROOM = 1 << 16 };
    trace_begin();
    for (unsigned i = 0; i < ROOM + 100; i++) {
        word = i;
        trace_access(&word, sizeof word, false, here);
        trace_value(i);
    }
    told_so();
    cr_expect_eq(json_integer_value(json_object_get(head, "steps")), ROOM);
    cr_expect_eq(number(599, "n"), ROOM);
    cr_expect_str_eq(text(599, "value"), "0xffff");
}
