/* What happens before what; see before.h. */
#include "explore/core/before.h"
#include "explore/core/digest.h"
#include "explore/core/schedule.h"
#include "explore/ground/pages.h"
#include "trial/tsan.h"

/* Rows of all clocks: first one for each thread. Addresses are found by
 * hashing; a slot counts only if it is of this schedule. */
enum { ROWS_MAX = 1 << 17, SLOTS = 1 << 16, COPIES = 4 };

bool clocks_on;

static uint32_t *cells;
static unsigned width = CLOCK_THREADS; /* of a row */
static unsigned rows;                  /* in use */
static uint32_t edges[FIBERS_MAX];
static unsigned age; /* of the schedule */

/* No memset() or memcpy() here, nor what a compiler would make one of:
 * ThreadSanitizer sees those. */
static void cells_set(uint32_t *to, const uint32_t *from, unsigned count)
{
    volatile uint32_t *cell = to;
    for (unsigned i = 0; to && i < count; i++)
        cell[i] = from ? from[i] : 0;
}

static void cells_join(uint32_t *to, const uint32_t *from, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        to[i] = to[i] < from[i] ? from[i] : to[i];
}

static struct slot {
    const void *at;
    unsigned age;
    clock_row row;
} * slots;

void before_setup(void)
{
    cells = pages_map((size_t)ROWS_MAX * 2 * FIBERS_MAX * sizeof *cells);
    slots = pages_map(SLOTS * sizeof *slots);
}

/* A row is a clock, and behind it what is known to be over. */
static uint32_t *cells_of(clock_row row)
{
    return cells + (size_t)row * 2 * width;
}

void before_clear(void)
{
    for (unsigned i = 0; rows > 0 && i < threads.count; i++)
        cells_set(cells_of(i), NULL, 2 * width);
    cells_set(edges, NULL, threads.count);
    rows = clocks_on ? FIBERS_MAX : 0;
    age++;
}

/* More threads than a row has room for: each row moves to its wider place, the
 * last first. */
static void widen(void)
{
    for (unsigned row = rows; row-- > 0;) {
        const uint32_t *from = cells_of(row);
        uint32_t *to = cells + (size_t)row * 2 * FIBERS_MAX;
        cells_set(to + FIBERS_MAX, from + width, width);
        cells_set(to + FIBERS_MAX + width, NULL, FIBERS_MAX - width);
        cells_set(to, from, width);
        cells_set(to + width, NULL, FIBERS_MAX - width);
    }
    width = FIBERS_MAX;
}

static clock_row row_make(void)
{
    if (rows == ROWS_MAX)
        schedule_stop(ENDING_CUT);
    return rows++;
}

bool clocks_have_room(void)
{
    return rows + COPIES <= ROWS_MAX;
}

clock_row clock_of_thread(unsigned thread)
{
    if (thread >= width)
        widen();
    return thread;
}

uint32_t clock_tick(void)
{
    const unsigned self = schedule.current->id;
    uint32_t *mine = cells_of(clock_of_thread(self));
    mine[width + self] = ++mine[self];
    return mine[self];
}

clock_row clock_copy(clock_row from)
{
    const clock_row row = row_make();
    cells_set(cells_of(row), cells_of(from), 2 * width);
    return row;
}

void clock_add(clock_row row, clock_row other)
{
    cells_join(cells_of(row), cells_of(other), 2 * width);
}

bool clock_has(clock_row row, unsigned thread, uint32_t moment)
{
    return thread < width && cells_of(row)[thread] >= moment;
}

bool clock_knows(clock_row row, unsigned thread, uint32_t moment)
{
    return thread < width && cells_of(row)[width + thread] >= moment;
}

void clock_digest(clock_row row, struct digest *digest)
{
    for (unsigned i = 0; i < 2 * width; i++)
        digest_word(digest, cells_of(row)[i]);
}

uint32_t clock_edges(unsigned thread)
{
    return edges[thread];
}

static struct slot *slot_of(const void *at)
{
    size_t i = (uintptr_t)at * 0x9e3779b97f4a7c15u >> 48;
    for (unsigned tries = 0; tries < SLOTS; tries++, i = (i + 1) % SLOTS)
        if (slots[i].age != age || slots[i].at == at)
            return &slots[i];
    schedule_stop(ENDING_CUT);
}

static bool clocks_run(void)
{
    return clocks_on && schedule.active;
}

void before_tell(const void *at)
{
    if (!clocks_run())
        return;
    const clock_row mine = clock_of_thread(schedule.current->id);
    struct slot *slot = slot_of(at);
    clock_tick();
    if (slot->age == age)
        clock_add(slot->row, mine);
    else
        *slot = (struct slot){at, age, clock_copy(mine)};
}

static void release(const void *at)
{
    before_tell(at);
    if (clocks_run())
        edges[schedule.current->id]++;
}

static void acquire(const void *at)
{
    if (!clocks_run())
        return;
    const unsigned self = schedule.current->id;
    const clock_row mine = clock_of_thread(self);
    const struct slot *slot = slot_of(at);
    if (slot->age == age)
        clock_add(mine, slot->row);
    clock_tick();
    edges[self]++;
}

void before_release(void *at)
{
    __tsan_release(at);
    release(at);
}

void before_acquire(void *at)
{
    __tsan_acquire(at);
    acquire(at);
}

void before_lock(void *lock, unsigned flags)
{
    __tsan_mutex_pre_lock(lock, flags);
    __tsan_mutex_post_lock(lock, flags, 0);
    acquire(lock);
}

void before_unlock(void *lock, unsigned flags)
{
    __tsan_mutex_pre_unlock(lock, flags);
    __tsan_mutex_post_unlock(lock, flags);
    release(lock);
}

void before_ask(const void *at)
{
    if (!clocks_run())
        return;
    const struct slot *slot = slot_of(at);
    if (slot->age == age)
        cells_join(cells_of(clock_of_thread(schedule.current->id)) + width,
                   cells_of(slot->row) + width, width);
}

void before_observe(unsigned thread)
{
    if (!clocks_run())
        return;
    const clock_row mine = clock_of_thread(schedule.current->id);
    const clock_row others = clock_of_thread(thread);
    cells_join(cells_of(mine) + width, cells_of(others) + width, width);
}
