/**
 * @file 21_lock_free_stack.c
 * @brief Grades lesson 21: no value lost, none twice, and nobody waits.
 *
 * A trial notes which values came out, takes the rest off in the end, and
 * counts: each value that went in must have come out once. `wanted` is the
 * trial's own function; in it a call can be stopped in its middle, while others
 * do what makes the stack look as if nothing had happened.
 */
#include "stack.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <string.h>

#include "trial/trial.h"

enum { VALUES = 400, MOST = 1000000 };

/* The stack of the round. */
static struct stack *stack;

static const char *error_name(int error)
{
    const char *name = strerrorname_np(error);

    return name ? name : "an unknown error";
}

static void answer_check(const char *call, int answer, int right)
{
    trial_expect(answer == right, "%s returned %s, not %s", call,
                 error_name(answer), error_name(right));
}

static void push_check(long value)
{
    answer_check("stack_push()", stack_push(stack, value), 0);
}

static void pop_check(long right)
{
    long value = -1;

    answer_check("stack_pop()", stack_pop(stack, &value), 0);
    trial_expect(value == right, "stack_pop() took %ld, not %ld, off the stack",
                 value, right);
}

/* Makes a stack with the values 0 to count - 1; the last one is at the top. */
static bool stack_open(size_t capacity, long count)
{
    int error = stack_create(&stack, capacity);

    answer_check("stack_create()", error, 0);
    for (long value = 0; error == 0 && value < count; value++)
        push_check(value);
    return error == 0;
}

static void stack_close(void)
{
    answer_check("stack_destroy()", stack_destroy(stack), 0);
}

/* What one thread got off the stack: how often each value. */
struct catch
{
    size_t turns;
    long value; /* to push, if it pushes: this one and those that follow */
    unsigned char
        times[VALUES]; /* up to 2; small, for each schedule clears it */
};

static void caught(struct catch *catch, long value)
{
    trial_expect(value >= 0 && value < VALUES,
                 "%ld came off the stack, which nobody had pushed", value);
    if (value >= 0 && value < VALUES)
        catch->times[value] += catch->times[value] < 2;
}

static void *push_some(void *arg)
{
    struct catch *self = arg;

    for (size_t i = 0; i < self->turns; i++)
        push_check(self->value + (long)i);
    return NULL;
}

static void *pop_some(void *arg)
{
    struct catch *self = arg;

    for (size_t i = 0; i < self->turns; i++) {
        long value = -1;
        answer_check("stack_pop()", stack_pop(stack, &value), 0);
        caught(self, value);
    }
    return NULL;
}

/* Takes what is left. Bounded: a broken stack may have no end. */
static void pop_rest(struct catch *catch)
{
    long value = -1;

    for (int i = 0; i < VALUES && stack_pop(stack, &value) == 0; i++)
        caught(catch, value);
}

/* Each of the values 0 to count - 1 came out once. */
static void count_check(long count, const struct catch catches[], size_t size)
{
    for (long value = 0; value < count; value++) {
        int times = 0;
        for (size_t i = 0; i < size; i++)
            times += catches[i].times[value];
        trial_expect(times == 1, "value %ld went in once and came out %s",
                     value, times == 0 ? "never" : "more than once");
    }
}

static bool is_even(long value, void *unused)
{
    (void)unused;
    return value % 2 == 0;
}

static void pop_if_check(const char *what, int right_answer, long right)
{
    long value = -7;

    answer_check(what, stack_pop_if(stack, is_even, NULL, &value),
                 right_answer);
    trial_expect(value == right, "%s stored %ld, not %ld", what, value, right);
}

/* What is on one stack takes up no room on another. */
static void stacks_apart_check(void)
{
    struct stack *first = stack;

    if (!stack_open(3, 0)) {
        stack = first;
        return;
    }
    for (long i = 1; i <= 3; i++) {
        push_check(i);
        answer_check("stack_push() on another stack", stack_push(first, 4 - i),
                     0);
    }
    for (long i = 3, value = -7; i >= 1; i--) {
        pop_check(i);
        answer_check("stack_pop() from another stack", stack_pop(first, &value),
                     0);
        trial_expect(value == 4 - i,
                     "stack_pop() took %ld, not %ld, off another stack", value,
                     4 - i);
    }
    stack_close();
    stack = first;
}

static void *clerk_main(void *unused)
{
    struct stack *none = NULL;
    long value = -7;

    answer_check("stack_create() for 0 values", stack_create(&none, 0), EINVAL);
    answer_check("stack_create() for 2^32 + 5 values",
                 stack_create(&none, (1UL << 32) + 5), EINVAL);
    push_check(LONG_MIN);
    push_check(1L << 40);
    pop_check(1L << 40);
    pop_if_check("stack_pop_if() of an even value, with LONG_MIN at the top", 0,
                 LONG_MIN);
    for (int turn = 0; turn < 2; turn++) {
        answer_check("stack_pop() when it is empty", stack_pop(stack, &value),
                     ENOENT);
        trial_expect(value == -7, "a call that failed has stored %ld", value);
        pop_if_check("stack_pop_if() when it is empty", ENOENT, -7);
        for (long i = 1; i <= 3; i++)
            push_check(i);
        answer_check("stack_push() when it is full", stack_push(stack, 4),
                     ENOSPC);
        pop_if_check("stack_pop_if() of an even value, with 3 at the top",
                     EAGAIN, -7);
        pop_check(3);
        pop_if_check("stack_pop_if() of an even value, with 2 at the top", 0,
                     2);
        pop_check(1);
    }
    stacks_apart_check();
    return unused;
}

TRIAL(rules, "one thread alone finds every rule of `stack.h` kept", .points = 5,
      .rounds = 3)
{
    if (!stack_open(3, 0))
        return;
    trial_spawn("clerk", clerk_main, NULL);
    trial_run();
    stack_close();
}

static void *push_and_pop(void *arg)
{
    push_some(arg);
    return pop_some(arg);
}

static void *pop_the_rest(void *arg)
{
    pop_rest(arg);
    return NULL;
}

/* What is left is popped under the name of one who pushed it: a picture needs
 * no third column, then. */
TRIAL(pushes_meet, "of values pushed at the same time none is lost",
      .points = 10)
{
    size_t turns = trial_size(VALUES / 2, 1);
    struct catch self[2] = {{.turns = turns, .value = 0},
                            {.turns = turns, .value = (long)turns}};

    if (!stack_open(2 * turns, 0))
        return;
    trial_spawn("first", push_and_pop, &self[0]);
    trial_spawn("second", turns > 1 ? push_and_pop : push_some, &self[1]);
    trial_run();
    trial_spawn("second", pop_the_rest, &self[1]);
    trial_run();
    count_check((long)(2 * turns), self, 2);
    stack_close();
}

/* There is a value below whatever comes meanwhile. */
static void *pop_both(void *unused)
{
    long value = -1;

    answer_check("stack_pop()", stack_pop(stack, &value), 0);
    if (value == 1)
        pop_check(0);
    return unused;
}

static void pop_below(void)
{
    struct catch self = {.turns = 1, .value = 1}, rest = {0};

    if (!stack_open(2, 1))
        return;
    trial_spawn("first", push_some, &self);
    trial_spawn("second", pop_both, NULL);
    trial_run();
    pop_rest(&rest);
    stack_close();
}

TRIAL(pops_meet, "no value is popped twice", .points = 10)
{
    if (trial_choose(2) == 1) {
        pop_below();
        return;
    }
    size_t turns = trial_size(VALUES / 2, 1);
    struct catch self[2] = {{.turns = turns}, {.turns = turns}};

    if (!stack_open(2 * turns, (long)(2 * turns)))
        return;
    trial_spawn("first", pop_some, &self[0]);
    trial_spawn("second", pop_some, &self[1]);
    trial_run();
    count_check((long)(2 * turns), self, 2);
    stack_close();
}

/* Wants small values only, and waits at a gate before it says so. */
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;

static bool is_small(long value, void *unused)
{
    (void)unused;
    pthread_mutex_lock(&gate);
    pthread_mutex_unlock(&gate);
    return value < 5;
}

static void *pop_if_small(void *answer)
{
    long value = -1;

    *(int *)answer = stack_pop_if(stack, is_small, NULL, &value);
    return NULL;
}

static void *pop_and_push_9(void *unused)
{
    pop_check(0);
    push_check(9);
    return unused;
}

/* As above, when another value was on top of it for a moment. */
static void *cover_and_push_9(void *unused)
{
    push_check(7);
    pop_check(7);
    return pop_and_push_9(unused);
}

/* Starts a thread, and goes on when it has finished or can't go on. */
static struct trial_thread *start(const char *name, void *(*work)(void *),
                                  void *arg)
{
    struct trial_thread *thread = trial_spawn(name, work, arg);

    trial_go();
    trial_until_blocked(thread);
    return thread;
}

/* The new value may well lie where the old one was. It is not small. */
static void meanwhile(size_t capacity, void *(*others_work)(void *))
{
    int answer = -1;

    if (!stack_open(capacity, 1))
        return;
    pthread_mutex_lock(&gate);
    start("careful", pop_if_small, &answer);
    trial_expect(trial_finished(start("other", others_work, NULL)),
                 "pop and push wait for a thread that stopped in `wanted`");
    pthread_mutex_unlock(&gate);
    trial_run();
    trial_expect(answer == EAGAIN,
                 "stack_pop_if() returned %s: it took 0, which was popped "
                 "meanwhile, or 9, about which it did not ask",
                 error_name(answer));
    pop_check(9);
    stack_close();
}

/* Written before the value is pushed, read after it was popped. */
static long notes[2];

static void *write_and_push(void *arg)
{
    struct catch *self = arg;

    notes[self->value] = 100 + self->value;
    return push_some(self);
}

static bool read_note(long value, void *unused)
{
    (void)unused;
    if (value == 0 || value == 1)
        trial_expect(notes[value] == 100 + value,
                     "note %ld is %ld, though it was written before", value,
                     notes[value]);
    return true;
}

/* Reads the note of what it is asked about, and wants nothing. */
static bool only_read(long value, void *unused)
{
    read_note(value, unused);
    return false;
}

static void *ask(void *unused)
{
    long value = -1;
    int answer = stack_pop_if(stack, only_read, NULL, &value);

    trial_expect(answer == EAGAIN || answer == ENOENT,
                 "stack_pop_if() returned %s, and nothing was wanted",
                 error_name(answer));
    return unused;
}

static void *pop_and_write(void *arg)
{
    pop_check(0);
    return write_and_push(arg);
}

/* The one node goes from the old value to a new one while somebody asks: if it
 * is asked about the new one, that was at the top. */
static void asked_meanwhile(void)
{
    struct catch other = {.turns = 1, .value = 1};

    notes[0] = 100;
    notes[1] = 0;
    if (!stack_open(1, 1))
        return;
    trial_spawn("careful", ask, NULL);
    trial_spawn("other", pop_and_write, &other);
    trial_run();
    pop_check(1);
    stack_close();
}

TRIAL(another_at_the_top, "a value that came to the top meanwhile is noticed",
      .points = 15, .rounds = 20)
{
    meanwhile(1, pop_and_push_9);
    meanwhile(2, cover_and_push_9);
    asked_meanwhile();
}

/* What `wanted` does when it is asked. */
struct asked {
    struct stack *other;
    long last;  /* about which it was asked */
    long turns; /* that it has still to do */
};

/* Something else is at the top each time it has said yes. */
static bool push_the_next(long value, void *arg)
{
    struct asked *self = arg;

    self->last = value;
    if (self->turns > 0) {
        self->turns--;
        push_check(value + 1);
    }
    return true;
}

static bool ask_another_stack(long value, void *arg)
{
    struct asked *self = arg;
    long taken = -1;

    self->last = value;
    answer_check("stack_pop_if() of another stack",
                 stack_pop_if(self->other, is_even, NULL, &taken), 0);
    trial_expect(taken == 2, "stack_pop_if() took %ld, not 2, off another one",
                 taken);
    return true;
}

/* The node at the top has another value when all is done. */
static bool pop_and_push_often(long value, void *arg)
{
    struct asked *self = arg;

    self->last = value;
    for (; self->turns > 0; self->turns--) {
        pop_check(value);
        push_check(self->turns == 1 ? 9 : value);
    }
    return value < 5;
}

static void asked_check(bool (*wanted)(long, void *), struct asked *self,
                        int right_answer, long right)
{
    long value = -7;
    int answer = stack_pop_if(stack, wanted, self, &value);

    answer_check("stack_pop_if()", answer, right_answer);
    trial_expect(answer != 0 || (value == right && self->last == right),
                 "stack_pop_if() took %ld, not %ld, and asked last about %ld",
                 value, right, self->last);
}

static void *ask_while_it_changes(void *arg)
{
    struct asked *self = arg;

    for (long turns = 1; turns <= (long)trial_size(256, 4); turns *= 2) {
        push_check(0);
        self->turns = turns;
        asked_check(pop_and_push_often, self, EAGAIN, 9);
        pop_check(9);
    }
    return NULL;
}

static void *ask_often(void *arg)
{
    struct asked *self = arg;
    long turns = (long)trial_size(20, 3);

    push_check(0);
    self->turns = turns;
    asked_check(push_the_next, self, 0, turns);
    for (long i = turns - 1; i >= 0; i--)
        pop_check(i);
    push_check(6);
    asked_check(ask_another_stack, self, 0, 6);
    return NULL;
}

/* First what is soon told: one node, one thread. */
TRIAL(asked_again, "`wanted` may use stacks, and is asked as often as needed",
      .points = 5, .rounds = 1)
{
    struct asked self = {.last = -1};
    struct stack *large;

    if (!stack_open(trial_size(MOST, 5), 0))
        return;
    trial_spawn("careful", ask_while_it_changes, &self);
    trial_run();
    large = stack;
    if (!stack_open(1, 0))
        return;
    push_check(2);
    self.other = stack;
    stack = large;
    trial_spawn("careful", ask_often, &self);
    trial_run();
    stack_close();
    stack = self.other;
    stack_close();
}

/* What was popped goes back, if there is room. */
static void *pop_and_push(void *arg)
{
    struct catch *self = arg;
    long value = -1;

    for (size_t i = 0; i < self->turns; i++)
        if (stack_pop(stack, &value) == 0 && stack_push(stack, value) != 0)
            caught(self, value);
    return NULL;
}

TRIAL(nodes_go_round, "a value stays whole when its node is used again",
      .points = 10, .preemptions = 2, .schedules = 4000, .sampled = true)
{
    size_t turns = trial_size(200, 1);
    struct catch self[4] = {{.turns = 1}, {.turns = turns}, {.turns = turns}};

    if (!stack_open(3, 3))
        return;
    trial_spawn("first", pop_some, &self[0]);
    trial_spawn("second", pop_and_push, &self[1]);
    trial_spawn("third", turns > 1 ? pop_and_push : pop_some, &self[2]);
    trial_run();
    pop_rest(&self[3]);
    count_check(3, self, 4);
    stack_close();
}

/* Afterwards the stack is filled: each node that is free is used, then. Its
 * schedules are long: so many of them take less than a second. */
TRIAL(nodes_come_back, "there is room for as many values as before",
      .points = 10, .preemptions = 2, .schedules = 4000, .sampled = true)
{
    enum { CAPACITY = 4 };
    struct catch self[5] = {{.turns = 1, .value = 0},
                            {.turns = 1, .value = 1},
                            {.turns = 1, .value = 2},
                            {.turns = 2, .value = 3}};

    if (!stack_open(CAPACITY, 0))
        return;
    trial_spawn("first", push_some, &self[0]);
    trial_spawn("second", push_and_pop, &self[1]);
    trial_spawn("third", push_some, &self[2]);
    trial_run();
    push_some(&self[3]);
    answer_check("stack_push() when it is full", stack_push(stack, 9), ENOSPC);
    pop_rest(&self[4]);
    count_check(CAPACITY + 1, self, 5);
    stack_close();
}

/* Once it reads the note when it is asked, then when it has the value. */
static void *pop_and_read(void *arg)
{
    struct catch *self = arg;
    long value = -1;

    if (stack_pop_if(stack, read_note, NULL, &value) == 0)
        caught(self, value);
    for (size_t i = 1; i < self->turns; i++)
        if (stack_pop(stack, &value) == 0 && read_note(value, NULL))
            caught(self, value);
    return NULL;
}

TRIAL(written_before, "what was written before a push is read after the pop",
      .points = 10)
{
    struct catch self[4] = {{.turns = 1, .value = 0},
                            {.turns = 1, .value = 1},
                            {.turns = trial_size(50, 2)}};

    if (!stack_open(2, 0))
        return;
    notes[0] = notes[1] = 0;
    trial_spawn("writer of 0", write_and_push, &self[0]);
    trial_spawn("writer of 1", write_and_push, &self[1]);
    trial_spawn("reader", pop_and_read, &self[2]);
    trial_run();
    pop_rest(&self[3]);
    count_check(2, self, 4);
    stack_close();
}
