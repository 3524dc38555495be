/*
 * Atomics of any size, which compilers leave to libatomic.
 *
 * The one idea: a call is one scheduling point; after it no other thread runs,
 * so its bytes may go piece by piece. Each piece goes through ThreadSanitizer's
 * hook for an atomic of its size, for it judges whether others access it
 * plainly; only the first has the memory order and draws the edge. They see
 * what is newest.
 */
#include "explore/model/atomics.h"
#include "explore/model/calls.h"
#include "explore/order/graph.h"

void __tsan_func_entry(const void *caller);
void __tsan_func_exit(void);
uint8_t __real___tsan_atomic8_load(const volatile uint8_t *, int);
void __real___tsan_atomic8_store(volatile uint8_t *, uint8_t, int);
uint8_t __real___tsan_atomic8_exchange(volatile uint8_t *, uint8_t, int);
uint64_t __real___tsan_atomic64_load(const volatile uint64_t *, int);
void __real___tsan_atomic64_store(volatile uint64_t *, uint64_t, int);
uint64_t __real___tsan_atomic64_exchange(volatile uint64_t *, uint64_t, int);

void __wrap___atomic_load(size_t, const volatile void *, void *, int);
void __wrap___atomic_store(size_t, volatile void *, const void *, int);
void __wrap___atomic_exchange(size_t, volatile void *, const void *, void *,
                              int);
bool __wrap___atomic_compare_exchange(size_t, volatile void *, void *,
                                      const void *, int, int);
bool __wrap___atomic_is_lock_free(size_t, const volatile void *);

enum { WORD = sizeof(uint64_t) };

/* ThreadSanitizer keeps little of each word: whole ones where they fit. */
static size_t piece_at(const volatile char *at, size_t left)
{
    return (uintptr_t)at % WORD == 0 && left >= WORD ? WORD : 1;
}

static uint64_t bytes_get(const volatile char *from, size_t size)
{
    uint64_t value = 0;
    for (size_t i = 0; i < size; i++)
        ((volatile char *)&value)[i] = from[i];
    return value;
}

static void bytes_put(volatile char *to, uint64_t value, size_t size)
{
    for (size_t i = 0; i < size; i++)
        to[i] = ((volatile char *)&value)[i];
}

static uint64_t piece_load(const volatile void *at, size_t size, int order)
{
    return size == WORD ? __real___tsan_atomic64_load(at, order)
                        : __real___tsan_atomic8_load(at, order);
}

static void piece_store(volatile void *at, uint64_t value, size_t size,
                        int order)
{
    if (size == WORD)
        __real___tsan_atomic64_store(at, value, order);
    else
        __real___tsan_atomic8_store(at, (uint8_t)value, order);
}

static uint64_t piece_swap(volatile void *at, uint64_t value, size_t size,
                           int order)
{
    return size == WORD
               ? __real___tsan_atomic64_exchange(at, value, order)
               : __real___tsan_atomic8_exchange(at, (uint8_t)value, order);
}

/* What one call does with each piece: stores `from` if that is given, and gives
 * `to` what was there. With both, the first piece is a read-modify-write. */
struct move_bytes {
    volatile char *at;
    const volatile char *from; /* or NULL */
    volatile char *to;         /* or NULL */
    size_t size;
    int order;
};

/* @return What was there, as a digest. */
static uint64_t bytes_move(const struct move_bytes *move, const void *pc)
{
    uint64_t digest = 0;
    int order = move->order;
    if (move->from && order_releases(move->order))
        before_release((void *)move->at);
    __tsan_func_entry(pc);
    for (size_t i = 0, n; i < move->size; i += n) {
        volatile char *at = move->at + i;
        n = piece_at(at, move->size - i);
        uint64_t old = bytes_get(at, n), new = old;
        if (move->from)
            new = bytes_get(move->from + i, n);
        if (!move->from)
            old = piece_load(at, n, order);
        else if (move->to && i == 0)
            old = piece_swap(at, new, n, order);
        else
            piece_store(at, new, n, order);
        if (move->to)
            bytes_put(move->to + i, old, n);
        digest = (digest ^ old) * 0x9e3779b97f4a7c15u;
        order = __ATOMIC_RELAXED;
    }
    __tsan_func_exit();
    if (move->to && order_acquires(move->order))
        before_acquire((void *)move->at);
    return digest;
}

static void announce(const char *call, const volatile void *at, size_t size,
                     bool writes, int order, const void *pc)
{
    argument_touch((const void *)at, size, pc);
    const struct op op = {.call = call,
                          .address = (const void *)at,
                          .pc = pc,
                          .order = order_word(order),
                          .size = (unsigned)size,
                          .writes = writes};
    if (!schedule.active)
        return;
    schedule_point(&op);
    trace_op(&op, NULL);
}

static bool same(const volatile char *at, const volatile char *wanted,
                 size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (at[i] != wanted[i])
            return false;
    return true;
}

void __wrap___atomic_load(size_t size, const volatile void *from, void *to,
                          int order)
{
    const void *pc = CALLER;
    argument_needed(to, size, true, pc);
    announce("atomic load", from, size, false, order, pc);
    const struct move_bytes move = {
        .at = (volatile char *)from, .to = to, .size = size, .order = order};
    uint64_t digest = bytes_move(&move, pc);
    if (schedule.active)
        schedule_glance(pc, (const void *)from, digest);
}

void __wrap___atomic_store(size_t size, volatile void *to, const void *from,
                           int order)
{
    const void *pc = CALLER;
    argument_needed(from, size, false, pc);
    announce("atomic store", to, size, true, order, pc);
    const struct move_bytes move = {
        .at = to, .from = from, .size = size, .order = order};
    bytes_move(&move, pc);
    schedule.changes++;
}

void __wrap___atomic_exchange(size_t size, volatile void *at, const void *from,
                              void *to, int order)
{
    const void *pc = CALLER;
    argument_needed(from, size, false, pc);
    argument_needed(to, size, true, pc);
    announce("atomic exchange", at, size, true, order, pc);
    const struct move_bytes move = {
        .at = at, .from = from, .to = to, .size = size, .order = order};
    bytes_move(&move, pc);
    schedule.changes++;
}

bool __wrap___atomic_compare_exchange(size_t size, volatile void *at,
                                      void *expected, const void *from,
                                      int order, int fail)
{
    const void *pc = CALLER;
    argument_needed(expected, size, false, pc);
    argument_needed(from, size, false, pc);
    announce("atomic compare-exchange", at, size, true, order, pc);
    bool done = same(at, expected, size);
    const struct move_bytes move = {.at = at,
                                    .from = done ? from : NULL,
                                    .to = expected,
                                    .size = size,
                                    .order = done ? order : fail};
    if (!done)
        argument_needed(expected, size, true, pc);
    uint64_t digest = bytes_move(&move, pc);
    if (done)
        schedule.changes++;
    else if (schedule.active)
        schedule_glance(pc, (const void *)at, digest);
    return done;
}

/* As libatomic answers for what no instruction does at once. */
bool __wrap___atomic_is_lock_free(size_t size, const volatile void *at)
{
    (void)at;
    return size <= WORD && (size & (size - 1)) == 0;
}
