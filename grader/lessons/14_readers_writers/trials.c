/**
 * @file 14_readers_writers.c
 * @brief Grades lesson 14: readers together, writers alone, nobody kept out.
 *
 * The body is a thread like any other and may be inside itself: then a trial
 * knows who is inside, who waits, and can ask who gets past whom. Where the
 * code's own speed decides who comes first, overtaking is counted.
 */
#include "rw_lock.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <string.h>

#include "trial/crowd.h"
#include "trial/trial.h"

/* How often one thread may pass a waiting one; rw_lock.h promises it. And steps
 * that take one of a crowd to where it waits. */
enum { PASSES = 2, STEPS = 20 };

/* The lock of the round, and what it guards: a writer writes both halves. */
static struct rw_lock *lock;
static struct {
    long left;
    long right;
} page;

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

/* False if there is no lock to try anything with. */
static bool lock_open(void)
{
    int error = rw_create(&lock);

    answer_check("rw_create()", error, 0);
    page.left = page.right = 0;
    trial_name(&page, sizeof page, "the page");
    return error == 0;
}

static void lock_discard(void)
{
    answer_check("rw_destroy()", rw_destroy(lock), 0);
}

static void read_in(void)
{
    answer_check("rw_read_lock()", rw_read_lock(lock), 0);
}

static void read_out(void)
{
    answer_check("rw_read_unlock()", rw_read_unlock(lock), 0);
}

static void write_in(void)
{
    answer_check("rw_write_lock()", rw_write_lock(lock), 0);
}

static void write_out(void)
{
    answer_check("rw_write_unlock()", rw_write_unlock(lock), 0);
}

/* More readers than a byte or a short counts to. Who is inside may try again
 * and is treated as any other. */
static void many_come_in(void)
{
    const size_t count = trial_size(USHRT_MAX + 1, 3);
    size_t in = 0, out = 0;

    while (in < count && rw_read_trylock(lock) == 0)
        in++;
    trial_expect(in == count,
                 "a reader's try, %zu readers and nobody else inside, failed",
                 in);
    answer_check("a writer's try, many readers inside,", rw_write_trylock(lock),
                 EBUSY);
    while (out < in && rw_read_unlock(lock) == 0)
        out++;
    trial_expect(out == in, "of %zu readers inside %zu could leave", in, out);
}

static void *clerk_main(void *unused)
{
    struct rw_lock *second = NULL;

    answer_check("a reader's unlock, nobody inside,", rw_read_unlock(lock),
                 EPERM);
    answer_check("a writer's unlock, nobody inside,", rw_write_unlock(lock),
                 EPERM);
    write_in();
    answer_check("a reader's try, a writer inside,", rw_read_trylock(lock),
                 EBUSY);
    answer_check("a writer's try, a writer inside,", rw_write_trylock(lock),
                 EBUSY);
    answer_check("a reader's unlock, a writer inside,", rw_read_unlock(lock),
                 EPERM);
    answer_check("rw_create()", rw_create(&second), 0);
    if (second) {
        answer_check("a writer's try of another, free lock",
                     rw_write_trylock(second), 0);
        answer_check("rw_write_unlock()", rw_write_unlock(second), 0);
        answer_check("rw_destroy()", rw_destroy(second), 0);
    }
    write_out();
    read_in();
    answer_check("a writer's try, a reader inside,", rw_write_trylock(lock),
                 EBUSY);
    answer_check("a writer's unlock, a reader inside,", rw_write_unlock(lock),
                 EPERM);
    answer_check("a reader's try, a reader inside,", rw_read_trylock(lock), 0);
    read_out();
    answer_check("a writer's try, one reader left,", rw_write_trylock(lock),
                 EBUSY);
    read_out();
    many_come_in();
    answer_check("a reader's unlock, all have left,", rw_read_unlock(lock),
                 EPERM);
    answer_check("a writer's try, nobody inside,", rw_write_trylock(lock), 0);
    write_out();
    return unused;
}

TRIAL(rules, "one thread alone finds every rule of rw_lock.h kept",
      .points = 10, .rounds = 1)
{
    if (!lock_open())
        return;
    trial_spawn("clerk", clerk_main, NULL);
    trial_run();
    lock_discard();
}

static void *write_page(void *turns)
{
    for (size_t i = *(size_t *)turns; i > 0; i--) {
        write_in();
        page.left++;
        page.right++;
        write_out();
    }
    return NULL;
}

static void *read_page(void *turns)
{
    for (size_t i = *(size_t *)turns; i > 0; i--) {
        read_in();
        trial_expect(page.left == page.right,
                     "a reader saw %ld on the left and %ld on the right",
                     page.left, page.right);
        read_out();
    }
    return NULL;
}

TRIAL(writers_alone, "while a writer is inside, nobody else is", .points = 10,
      .rounds = 60)
{
    size_t turns = trial_size(20, 1);

    if (!lock_open())
        return;
    trial_spawn("writer a", write_page, &turns);
    trial_spawn("writer b", write_page, &turns);
    trial_spawn("reader", read_page, &turns);
    trial_run();
    trial_expect(page.left == (long)(2 * turns),
                 "the page was written %ld times, not 2 x %zu", page.left,
                 turns);
    lock_discard();
}

/* How many readers are inside. Relaxed: it orders nothing for the lock. */
static atomic_int inside;

static void *read_and_look(void *unused)
{
    read_in();
    if (atomic_fetch_add_explicit(&inside, 1, memory_order_relaxed) > 0)
        trial_reached();
    atomic_fetch_sub_explicit(&inside, 1, memory_order_relaxed);
    read_out();
    return unused;
}

TRIAL(readers_together, "readers can be inside at the same time", .points = 10,
      .rounds = 60,
      .must_reach = "a second reader is inside before the first has left")
{
    if (!lock_open())
        return;
    atomic_init(&inside, 0);
    trial_spawn("reader a", read_and_look, NULL);
    trial_spawn("reader b", read_and_look, NULL);
    trial_run();
    lock_discard();
}

/* Inside, two readers wait for each other. */
static pthread_barrier_t meeting;

static void *read_and_meet(void *unused)
{
    read_in();
    pthread_barrier_wait(&meeting);
    read_out();
    return unused;
}

static void start_waiting(const char *name, void *(*start)(void *), void *arg)
{
    struct trial_thread *thread = trial_spawn(name, start, arg);

    trial_go();
    trial_until_blocked(thread);
    trial_expect(!trial_finished(thread),
                 "a %s got in beside the writer, or a writer beside a reader",
                 name);
}

TRIAL(readers_wake, "when a writer leaves, all waiting readers get in",
      .points = 5, .rounds = 60)
{
    if (!lock_open())
        return;
    pthread_barrier_init(&meeting, NULL, 2);
    write_in();
    start_waiting("reader a", read_and_meet, NULL);
    start_waiting("reader b", read_and_meet, NULL);
    write_out();
    trial_run();
    pthread_barrier_destroy(&meeting);
    lock_discard();
}

static void *write_once(void *unused)
{
    write_in();
    write_out();
    return unused;
}

/* Once more than it may pass a waiting thread. */
static void *read_repeatedly(void *unused)
{
    for (int i = 0; i <= PASSES; i++) {
        read_in();
        read_out();
    }
    return unused;
}

TRIAL(newcomers_wait, "new readers don't join the old ones past a writer",
      .points = 10, .rounds = 60)
{
    if (!lock_open())
        return;
    read_in();
    start_waiting("writer", write_once, NULL);
    struct trial_thread *newcomer =
        trial_spawn("new reader", read_repeatedly, NULL);
    trial_go();
    trial_until_blocked(newcomer);
    trial_expect(!trial_finished(newcomer),
                 "a new reader got in %d times before a writer that waited, "
                 "and nothing was going to stop it",
                 PASSES + 1);
    read_out();
    trial_run();
    lock_discard();
}

/* The tries of one thread while the body is inside. */
struct tries {
    int read[PASSES + 1]; /* what they returned */
    int write;
};

static void *try_repeatedly(void *arg)
{
    struct tries *tries = arg;

    tries->write = rw_write_trylock(lock);
    for (int i = 0; i <= PASSES; i++) {
        tries->read[i] = rw_read_trylock(lock);
        if (tries->read[i] == 0)
            read_out();
    }
    return NULL;
}

/* How many of the readers' tries got in. */
static int tries_count(const struct tries *tries)
{
    int count = 0;

    answer_check("a writer's try, somebody inside,", tries->write, EBUSY);
    for (int i = 0; i <= PASSES; i++)
        count += tries->read[i] == 0;
    return count;
}

static void passes_check(int count)
{
    trial_expect(count <= PASSES,
                 "%d tries of a reader got in before a writer that waited",
                 count);
}

/* A try that waits until the body leaves waits for ever, since the body waits
 * for it. */
static int tries_run(void)
{
    struct tries tries;
    struct trial_thread *thread = trial_spawn("trier", try_repeatedly, &tries);

    trial_go();
    trial_join(thread);
    return tries_count(&tries);
}

TRIAL(tries, "a try never waits, nor passes who waits again and again",
      .points = 8, .rounds = 40)
{
    if (!lock_open())
        return;
    write_in();
    int count = tries_run();
    trial_expect(count == 0, "%d tries got in beside a writer", count);
    write_out();

    read_in();
    start_waiting("writer", write_once, NULL);
    passes_check(tries_run());
    read_out();
    trial_run();
    lock_discard();
}

/* Readers or writers, as they come and go. */
struct kind {
    const char *names[3];
    void (*in)(void);
    int (*try_in)(struct rw_lock *lock);
    void (*out)(void);
};

static const struct kind readers = {
    {"reader", "reader a", "reader b"}, read_in, rw_read_trylock, read_out};
static const struct kind writers = {
    {"writer", "writer a", "writer b"}, write_in, rw_write_trylock, write_out};

/* One of them, and how many times others may be let in before it. */
struct visitor {
    const struct kind *kind;
    size_t turns;
    unsigned bound;
    bool stays; /* until it is told to leave, each time */
    sem_t leave;
};

static void *come_and_go(void *arg)
{
    struct visitor *self = arg;

    for (size_t i = self->turns; i > 0; i--) {
        trial_arrives();
        self->kind->in();
        trial_admitted(self->bound);
        if (self->stays)
            sem_wait(&self->leave);
        self->kind->out();
    }
    return NULL;
}

/* One comes again and again, the other has to get in once. */
static void line_up(const struct kind *again, const struct kind *once)
{
    struct visitor visitors[] = {
        {.kind = again, .turns = trial_size(20, PASSES + 2), .bound = PASSES},
        {.kind = once, .turns = 1, .bound = PASSES},
    };

    if (!lock_open())
        return;
    trial_spawn(again->names[0], come_and_go, &visitors[0]);
    trial_spawn(once->names[0], come_and_go, &visitors[1]);
    trial_run();
    lock_discard();
}

TRIAL(writer_gets_in, "a reader does not pass a writer again and again",
      .points = 6, .rounds = 60)
{
    line_up(&readers, &writers);
}

TRIAL(reader_gets_in, "a writer does not pass a reader again and again",
      .points = 6, .rounds = 60)
{
    line_up(&writers, &readers);
}

/* Two of them may hand the lock to each other. Each of the two may pass the
 * third one twice. */
TRIAL(writers_take_turns, "a writer does not pass a writer again and again",
      .points = 5, .rounds = 60, .schedules = 3000, .preemptions = 1,
      .sampled = true)
{
    struct visitor often = {.kind = &writers,
                            .turns = trial_size(20, PASSES + 2),
                            .bound = 2 * PASSES};
    struct visitor once = {.kind = &writers, .turns = 1, .bound = 2 * PASSES};

    if (!lock_open())
        return;
    trial_spawn("writer a", come_and_go, &often);
    trial_spawn("writer b", come_and_go, &often);
    trial_spawn("writer c", come_and_go, &once);
    trial_run();
    lock_discard();
}

/* Who come again and again, and who waits meanwhile. */
static const struct contest {
    const struct kind *again;
    const struct kind *once;
} contests[] = {
    {&writers, &readers},
    {&readers, &writers},
    {&writers, &writers},
};
enum { WRITER_WAITS = 1, CONTESTS = sizeof contests / sizeof contests[0] };

/* Starts one and waits until it is inside, or in line. */
static void start_visiting(struct visitor *visitor, const char *name,
                           void *(*start)(void *))
{
    struct trial_thread *thread = trial_spawn(name, start, visitor);

    trial_go();
    trial_until_blocked(thread);
}

/* Two are told to leave by turns; one of them or the third gets in then. */
TRIAL(two_take_turns, "two who take turns don't pass a third again and again",
      .points = 5, .rounds = 20, .calm = true)
{
    const struct contest *contest = &contests[trial_choose(CONTESTS)];
    struct visitor visitor = {.kind = contest->again,
                              .turns = PASSES + 2,
                              .bound = 2 * PASSES,
                              .stays = true};
    struct visitor a = visitor, b = visitor;
    struct visitor once = {
        .kind = contest->once, .turns = 1, .bound = 2 * PASSES};

    if (!lock_open())
        return;
    sem_init(&a.leave, 0, 0);
    sem_init(&b.leave, 0, 0);
    start_visiting(&a, contest->again->names[1], come_and_go);
    start_waiting(contest->once->names[0], come_and_go, &once);
    start_visiting(&b, contest->again->names[2], come_and_go);
    for (size_t i = visitor.turns; i > 0; i--) {
        sem_post(&a.leave);
        trial_until_rest();
        sem_post(&b.leave);
        trial_until_rest();
    }
    trial_run();
    sem_destroy(&a.leave);
    sem_destroy(&b.leave);
    lock_discard();
}

static void *leave_and_try(void *arg)
{
    struct visitor *self = arg;

    self->kind->in();
    sem_wait(&self->leave);
    self->kind->out();
    for (size_t i = self->turns; i > 0; i--) {
        trial_arrives();
        if (self->kind->try_in(lock) == 0) {
            trial_admitted(self->bound);
            self->kind->out();
        }
    }
    return NULL;
}

/* In the last story two writers wait. */
TRIAL(back_by_trying,
      "who tries to get back does not pass who waits again and again",
      .points = 5, .rounds = 20)
{
    size_t story = trial_choose(CONTESTS + 1);
    bool second = story == CONTESTS;
    const struct contest *contest = &contests[second ? WRITER_WAITS : story];
    struct visitor again = {
        .kind = contest->again, .turns = PASSES + 1, .bound = PASSES};
    struct visitor once = {.kind = contest->once, .turns = 1, .bound = PASSES};
    struct visitor before = once;

    if (!lock_open())
        return;
    sem_init(&again.leave, 0, 0);
    start_visiting(&again, contest->again->names[1], leave_and_try);
    if (second)
        start_waiting(contest->once->names[1], come_and_go, &before);
    start_waiting(contest->once->names[0], come_and_go, &once);
    sem_post(&again.leave);
    trial_run();
    sem_destroy(&again.leave);
    lock_discard();
}

static void pass_gate(pthread_mutex_t *gate)
{
    pthread_mutex_lock(gate);
    pthread_mutex_unlock(gate);
}

static void *write_gated(void *gate)
{
    write_in();
    pass_gate(gate);
    page.left++;
    page.right++;
    write_out();
    return NULL;
}

static void *read_gated(void *gate)
{
    read_in();
    pass_gate(gate);
    read_out();
    return NULL;
}

static void *read_in_crowd(void *number)
{
    (void)number;
    return read_page(&(size_t){1});
}

/* Starts a thread and goes on when none can. */
static struct trial_thread *start_and_rest(const char *name,
                                           void *(*start)(void *), void *arg)
{
    struct trial_thread *thread = trial_spawn(name, start, arg);

    trial_go();
    trial_until_rest();
    return thread;
}

/* With the writer they are so many that a number in a byte is that of the first
 * again, when somebody tries; and so many readers, when the writer is inside.
 */
TRIAL(hundreds_wait,
      "hundreds can wait, in their order, and all of them get in", .points = 5,
      .engines = TRIAL_EXPLORE, .schedules = 1, .calm = true, .sampled = true)
{
    pthread_mutex_t first = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_t second = PTHREAD_MUTEX_INITIALIZER;
    struct tries tries = {{EBUSY, EBUSY, EBUSY}, EBUSY};

    if (!lock_open())
        return;
    pthread_mutex_lock(&first);
    pthread_mutex_lock(&second);
    start_and_rest("first reader", read_gated, &first);
    start_waiting("writer", write_gated, &second);
    trial_gather(CROWD_BYTE - 1, STEPS, read_in_crowd);
    /* One of the crowd may have been stopped where it keeps others out: a try
     * that comes later is judged elsewhere. */
    bool tried =
        trial_finished(start_and_rest("trier", try_repeatedly, &tries));
    pthread_mutex_unlock(&first);
    trial_until_rest();
    start_and_rest("last reader", read_in_crowd, NULL);
    pthread_mutex_unlock(&second);
    trial_until_rest();
    trial_release();
    trial_run();
    if (tried)
        passes_check(tries_count(&tries));
    lock_discard();
    pthread_mutex_destroy(&first);
    pthread_mutex_destroy(&second);
}
