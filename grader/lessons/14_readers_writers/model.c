/**
 * @file 14_readers_writers/model.c
 * @brief The contract of rw_lock.h, as a page that visitors read and write.
 *
 * A visitor comes in, reads the page or writes the next number on it, and
 * leaves. That counts as one call. Who stays inside is the trial's own thread
 * alone: so nobody waits for a lock that he has himself, and who has come in is
 * who leaves.
 */
#include "rw_lock.h"

#include <errno.h>
#include <stdio.h>

#include "trial/contract.h"

enum {
    CREATE = 1,
    DESTROY,
    READ,        /* a visit */
    READ_TRY,    /* a visit, if it is possible */
    READ_IN,     /* the first half of a visit */
    READ_TRY_IN, /* and if it is possible */
    READ_OUT,    /* the second half */
    READ_NONE,   /* the second half without a first */
    WRITE,
    WRITE_TRY,
    WRITE_IN,
    WRITE_OUT,
    WRITE_NONE,
};
enum { ALONE = 1 }; /* of a try: no other call is under way, and nobody waits */

/* Second argument: at another lock, which is one visitor's only, the first that
 * asks; other such calls are left out. What goes on at the first lock is no
 * business of the other. */
enum { OTHER = 1, LOCKS };
enum { SEEN, LEFT_OUT }; /* what a call stores */

struct place {
    bool made;
    bool writing; /* the trial's thread is inside */
    long readers; /* ... so many times */
    long page;
};

struct state {
    struct place places[LOCKS];
};

static struct rw_lock *locks[LOCKS];
static long pages[LOCKS];
static struct role at_other;

/* Writers that are on their way in. Seen by no engine: it orders nothing. */
#define UNSEEN __attribute__((no_sanitize("thread"), noinline))
static long coming;

UNSEEN static void coming_set(long change)
{
    __atomic_add_fetch(&coming, change, __ATOMIC_SEQ_CST);
}

UNSEEN static bool writer_waits(void)
{
    return coming > 0;
}

static bool create(struct call *call)
{
    struct rw_lock **lock = &locks[call->with[1]];

    *lock = NO_OBJECT;
    pages[call->with[1]] = 0;
    coming_set(-coming);
    role_open(&at_other);
    call->answer = rw_create(lock);
    return created(call, *lock);
}

static void come_in(struct call *call)
{
    struct rw_lock *lock = locks[call->with[1]];

    switch (call->function) {
    case READ:
    case READ_IN:
        call->answer = rw_read_lock(lock);
        break;
    case READ_TRY:
    case READ_TRY_IN:
        call->answer = rw_read_trylock(lock);
        break;
    case WRITE_TRY:
        call->answer = rw_write_trylock(lock);
        break;
    default:
        coming_set(1);
        call->answer = rw_write_lock(lock);
        coming_set(-1);
    }
}

static void visit(struct call *call)
{
    bool writes = call->function == WRITE || call->function == WRITE_TRY;
    struct rw_lock *lock = locks[call->with[1]];
    long *page = &pages[call->with[1]];

    come_in(call);
    if (call->answer != 0)
        return;
    call->stored[SEEN] = writes ? ++*page : *page;
    call->answer = writes ? rw_write_unlock(lock) : rw_read_unlock(lock);
}

static bool run(struct call *call)
{
    struct rw_lock *lock = locks[call->with[1]];

    if (call->function == CREATE)
        return create(call);
    if (call->with[1] == OTHER && !role_mine(&at_other)) {
        call->stored[LEFT_OUT] = true;
        return true;
    }
    switch (call->function) {
    case DESTROY:
        call->answer = rw_destroy(lock);
        return true;
    case READ_IN:
    case READ_TRY_IN:
    case WRITE_IN:
        come_in(call);
        return true;
    case READ_OUT:
    case READ_NONE:
        call->answer = rw_read_unlock(lock);
        return true;
    case WRITE_OUT:
    case WRITE_NONE:
        call->answer = rw_write_unlock(lock);
        return true;
    default:
        visit(call);
        return true;
    }
}

/* A visitor who is let in at last sees and leaves what is on the page. */
static enum call_fit visit_fits(struct place *place, const struct call *call)
{
    if (call->function == WRITE || call->function == WRITE_TRY)
        place->page++;
    return call->stored[SEEN] == place->page ? call_answers(call, 0)
                                             : CALL_DIFFERS;
}

/* A reader waits for a writer who is inside, or who waits: it does so at rest
 * as long as somebody is inside. */
static enum call_fit read_fits(struct place *place, const struct call *call)
{
    if (place->writing)
        return CALL_WAITS;
    if (!call->answered)
        return place->readers > 0 && writer_waits() ? CALL_WAITS : CALL_FITS;
    return visit_fits(place, call);
}

static enum call_fit write_fits(struct place *place, const struct call *call)
{
    if (place->writing || place->readers > 0)
        return CALL_WAITS;
    return visit_fits(place, call);
}

static enum call_fit try_fits(struct place *place, const struct call *call)
{
    bool room =
        !place->writing && (call->function == READ_TRY || place->readers == 0);

    if (!call->answered)
        return CALL_FITS;
    if (call->answer == EBUSY && call->stored[SEEN] == UNTOUCHED)
        return room && call->with[0] == ALONE ? CALL_DIFFERS : CALL_FITS;
    return room ? visit_fits(place, call) : CALL_DIFFERS;
}

static enum call_fit fits(void *of, const struct call *call)
{
    struct place *place = &((struct state *)of)->places[call->with[1]];

    if (call->answered && call->stored[LEFT_OUT] != UNTOUCHED)
        return CALL_FITS;
    switch (call->function) {
    case CREATE:
        place->made = true;
        return call_creates(call);
    case DESTROY:
        if (!place->made)
            return CALL_WAITS;
        return call_answers(call, 0);
    case READ_IN:
    case READ_TRY_IN:
        place->readers++;
        return call_answers(call, 0);
    case WRITE_IN:
        place->writing = true;
        return call_answers(call, 0);
    case READ_OUT:
        return place->readers-- > 0 ? call_answers(call, 0) : CALL_WAITS;
    case WRITE_OUT:
        if (!place->writing)
            return CALL_WAITS;
        place->writing = false;
        return call_answers(call, 0);
    case READ_NONE:
    case WRITE_NONE:
        return call_answers(call, EPERM);
    case READ:
        return read_fits(place, call);
    case WRITE:
        return write_fits(place, call);
    default:
        return try_fits(place, call);
    }
}

static const char *const names[] = {
    [CREATE] = "rw_create(&%s)",          [DESTROY] = "rw_destroy(%s)",
    [READ] = "rw_read_lock(%s)",          [READ_TRY] = "rw_read_trylock(%s)",
    [READ_IN] = "rw_read_lock(%s)",       [READ_TRY_IN] = "rw_read_trylock(%s)",
    [READ_OUT] = "rw_read_unlock(%s)",    [READ_NONE] = "rw_read_unlock(%s)",
    [WRITE] = "rw_write_lock(%s)",        [WRITE_TRY] = "rw_write_trylock(%s)",
    [WRITE_IN] = "rw_write_lock(%s)",     [WRITE_OUT] = "rw_write_unlock(%s)",
    [WRITE_NONE] = "rw_write_unlock(%s)",
};

static void tell(const struct call *call, char *text, size_t size)
{
    const char *lock = call->with[1] == OTHER ? "other" : "lock";
    bool writes = call->function == WRITE || call->function == WRITE_TRY;
    bool visits =
        writes || call->function == READ || call->function == READ_TRY;

    if (call->answered && call->stored[LEFT_OUT] != UNTOUCHED) {
        snprintf(text, size, "(the other lock is not his)");
        return;
    }
    int length = snprintf(text, size, names[call->function], lock);
    if (!visits || call->stored[SEEN] == UNTOUCHED)
        return;
    length += snprintf(text + length, size - (size_t)length, ", %s %ld, ",
                       writes ? "writes" : "reads", call->stored[SEEN]);
    snprintf(text + length, size - (size_t)length,
             names[writes ? WRITE_OUT : READ_OUT], lock);
}

enum { READERS = 0x04, FEWER = 0x0b, NO_READER = 0x09, NO_WRITER = 0x07 };
enum { ONE = 0x0f, TWO = 0x10 };
static const struct call beginnings[][BEGINNING_CALLS] = {
    {{.function = CREATE}},
    {{.function = CREATE}, {.function = READ_IN}},
    {{.function = CREATE}, {.function = READ_IN}, {.function = READ_TRY_IN}},
    {{.function = CREATE}, {.function = WRITE_IN}},
    {{.function = CREATE}, {.function = READ_IN}, {CREATE, .with = {0, OTHER}}},
    {{0}},
};

static const struct call calls[] = {
    {.function = READ, .may_wait = true, .after = FEWER},
    {.function = WRITE, .may_wait = true, .after = FEWER},
    {.function = READ_TRY, .after = FEWER},
    {.function = WRITE_TRY, .after = FEWER},
    {.function = READ, .may_wait = true, .alone = true, .after = READERS},
    {.function = WRITE, .may_wait = true, .alone = true, .after = READERS},
    {READ_TRY, .with = {ALONE}, .alone = true, .after = ONE},
    {WRITE_TRY, .with = {ALONE}, .alone = true, .after = ONE},
    {.function = WRITE, .may_wait = true, .after = TWO},
    {READ, .with = {0, OTHER}, .after = TWO},
    {WRITE_TRY, .with = {ALONE, OTHER}, .after = TWO},
    {.function = READ_NONE, .alone = true, .after = NO_READER},
    {.function = WRITE_NONE, .alone = true, .after = NO_WRITER},
    {0},
};

/* Those who are not inside "wait", so that they are left out. */
static const struct call releases[] = {
    {.function = READ_OUT, .may_wait = true},
    {.function = WRITE_OUT, .may_wait = true},
    {0},
};

static const struct call ends[] = {
    {.function = WRITE_OUT, .may_wait = true},
    {.function = READ_OUT, .may_wait = true},
    {READ_TRY, .with = {ALONE}},
    {.function = READ_OUT, .may_wait = true},
    {WRITE_TRY, .with = {ALONE}},
    {.function = READ_NONE},
    {.function = WRITE_NONE},
    {READ_TRY, .with = {ALONE}},
    {.function = DESTROY},
    {DESTROY, .with = {0, OTHER}, .may_wait = true},
    {0},
};

static const struct contract lock_contract = {
    .state_size = sizeof(struct state),
    .run = run,
    .fits = fits,
    .tell = tell,
    .beginnings = beginnings,
    .calls = calls,
    .releases = releases,
    .ends = ends,
    .asleep = true,
    .clients = 60,
};

CONTRACT(contract,
         "whatever visitors call at once, one after the other could have "
         "called",
         &lock_contract, .points = 10);

/* One visitor who is inside, and one who comes, waits perhaps, and goes. */
static const struct call few_beginnings[][BEGINNING_CALLS] = {
    {{.function = CREATE}, {.function = WRITE_IN}},
    {{0}},
};

static const struct call few_calls[] = {
    {.function = READ, .may_wait = true},
    {.function = WRITE, .may_wait = true},
    {0},
};

static const struct call few_ends[] = {
    {.function = WRITE_OUT, .may_wait = true},
    {WRITE_TRY, .with = {ALONE}},
    {.function = DESTROY},
    {0},
};

static const struct contract failing_contract = {
    .state_size = sizeof(struct state),
    .run = run,
    .fits = fits,
    .tell = tell,
    .beginnings = few_beginnings,
    .calls = few_calls,
    .releases = releases,
    .ends = few_ends,
    .may_fail = call_any_error,
    .clients = 4,
};

CONTRACT(contract_fails,
         "what can't be made is reported, and leaves nothing behind",
         &failing_contract, .points = 5, .failing_calls = true);
