/*
 * Which clients are made up from a contract; see client.h.
 *
 * The one idea: all clients of a shape (so many calls in each thread) after a
 * beginning are numbered, so that a number is enough to make one, and a sample
 * is some of the numbers.
 */
#include "trial/client.h"

static const struct contract *played;

/* The calls that a client may make after a beginning. Beside others: only those
 * that are worth it. */
struct choice {
    size_t beginning;
    bool alone;
};

static bool call_suits(const struct call *call, struct choice choice)
{
    return (choice.alone || !call->alone) &&
           (!call->after || call->after & 1u << choice.beginning);
}

static size_t calls_count(struct choice choice)
{
    size_t count = 0;
    for (const struct call *call = played->calls; call->function; call++)
        count += call_suits(call, choice);
    return count;
}

static const struct call *call_nth(size_t n, struct choice choice)
{
    const struct call *call = played->calls;
    while (!call_suits(call, choice) || n-- > 0)
        call++;
    return call;
}

/* What clients look like, the smallest first: the calls of each thread; at
 * first no thread comes, only what a beginning answers is of interest. Threads
 * that do the same are told apart by nothing, so those of one call are taken in
 * one order only. */
enum { SHAPES = 7, SHAPE_ALONE = 1, WHOLE_SHAPES = 3 };
static const unsigned char shapes[SHAPES][MOST_WORKERS] = {
    {0}, {1}, {1, 1}, {1, 1, 1}, {2, 1}, {2, 2}, {2, 1, 1},
};

/* Shares of what the smaller shapes left room for. */
static const unsigned char divisors[SHAPES] = {1, 1, 1, 3, 3, 2, 1};

static size_t power(size_t base, unsigned exponent)
{
    size_t result = 1;
    while (exponent-- > 0)
        result *= base;
    return result;
}

/* Ways to take so many of `count`, in no order, one more than once or not. */
static size_t ways_to_take(size_t count, unsigned taken)
{
    switch (taken) {
    case 0:
        return 1;
    case 1:
        return count;
    case 2:
        return count * (count + 1) / 2;
    default:
        return count * (count + 1) * (count + 2) / 6;
    }
}

static void shape_measure(int shape, unsigned *ordered, unsigned *single)
{
    *ordered = *single = 0;
    for (int i = 0; i < MOST_WORKERS; i++) {
        *ordered += shapes[shape][i] > 1 ? shapes[shape][i] : 0;
        *single += shapes[shape][i] == 1;
    }
}

/* Clients of a shape after a beginning. */
static size_t shape_size(int shape, size_t calls)
{
    unsigned ordered, single;
    shape_measure(shape, &ordered, &single);
    if (calls == 0 && ordered + single > 0)
        return 0;
    return power(calls, ordered) * ways_to_take(calls, single);
}

static struct choice choice_of(int shape, size_t beginning)
{
    return (struct choice){beginning, shape <= SHAPE_ALONE};
}

static size_t shape_total(int shape)
{
    size_t total = 0;
    for (size_t i = 0; played->beginnings[i][0].function; i++)
        total += shape_size(shape, calls_count(choice_of(shape, i)));
    return total;
}

static void call_give(struct client *client, unsigned thread, size_t nth,
                      struct choice choice)
{
    const struct call *call = call_nth(nth, choice);
    client->calls[thread][client->counts[thread]++] = call;
    client->may_wait |= call->may_wait;
}

/* The n-th way to take one call, of those from `least` on, for each of the
 * threads that make one. */
static void singles_give(struct client *client, int shape, size_t n,
                         struct choice choice)
{
    unsigned ordered, single;
    const size_t calls = calls_count(choice);
    size_t least = 0, left;
    shape_measure(shape, &ordered, &single);
    for (unsigned i = 0; i < MOST_WORKERS; i++) {
        if (shapes[shape][i] != 1)
            continue;
        single--;
        while (n >= (left = ways_to_take(calls - least, single))) {
            n -= left;
            least++;
        }
        call_give(client, i, least, choice);
    }
}

static void client_make(struct client *client, int shape, size_t n,
                        struct choice choice)
{
    const size_t calls = calls_count(choice);
    client->workers = 0;
    client->may_wait = false;
    client->counts[0] = client->counts[1] = client->counts[2] = 0;
    for (unsigned i = 0; i < MOST_WORKERS && shapes[shape][i]; i++) {
        client->workers++;
        for (int k = 0; shapes[shape][i] > 1 && k < shapes[shape][i]; k++) {
            call_give(client, i, n % calls, choice);
            n /= calls;
        }
    }
    singles_give(client, shape, n, choice);
}

/* How many clients of each shape there are to be: all small ones, and of the
 * others what there is room for. */
static size_t shapes_share(size_t wanted[SHAPES])
{
    size_t room = played->clients ? played->clients : CLIENTS, all = 0;
    for (int shape = 0; shape < SHAPES; shape++) {
        size_t total = shape_total(shape), share = room / divisors[shape];
        wanted[shape] = shape < WHOLE_SHAPES || total < share ? total : share;
        if (shape >= SHAPE_ALONE)
            room -= wanted[shape] < room ? wanted[shape] : room;
        all += wanted[shape];
    }
    return all;
}

void client_choose(const struct contract *contract, struct client *client)
{
    size_t wanted[SHAPES], beginning = 0, size;
    int shape = 0;
    played = contract;
    size_t n = trial_choose(shapes_share(wanted));
    while (n >= wanted[shape])
        n -= wanted[shape++];
    /* Where a shape has more than are wanted, those lie evenly among all. */
    n = n * shape_total(shape) / wanted[shape];
    while (n >= (size = shape_size(shape,
                                   calls_count(choice_of(shape, beginning))))) {
        n -= size;
        beginning++;
    }
    client->beginning = contract->beginnings[beginning];
    client_make(client, shape, n, choice_of(shape, beginning));
}
