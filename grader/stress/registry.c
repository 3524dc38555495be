/* The books of a round (see registry.h). */
#include "stress/registry.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "stress/perturb.h"

static struct trial_thread rows[MAX_THREADS];
static atomic_size_t row_count; /* rows ever used in this round */
static uint64_t round_seed;

__thread struct trial_thread *thread_self;

static void row_clear(struct trial_thread *row)
{
    atomic_store(&row->tid, 0);
    atomic_store(&row->created, false);
    atomic_store(&row->calls, 0);
    atomic_store(&row->naps, 0);
    atomic_store(&row->call, NULL);
    atomic_store(&row->object, NULL);
    atomic_store(&row->at, NULL);
    atomic_store(&row->length, CALL_BRIEF);
    atomic_store(&row->mutex, NULL);
    atomic_store(&row->hold_count, 0);
    atomic_store(&row->joined, false);
    atomic_store(&row->line, LINE_ASLEEP);
    atomic_store(&row->released, false);
    row->created_at = NULL;
}

void registry_begin(uint64_t seed)
{
    size_t used = atomic_load(&row_count);
    for (size_t i = 0; i < used; i++)
        atomic_store(&rows[i].state, THREAD_FREE);
    atomic_store(&row_count, 0);
    round_seed = seed;
    thread_self = registry_add("the trial");
    atomic_store(&thread_self->tid, gettid());
}

struct trial_thread *registry_add(const char *name)
{
    size_t i = atomic_fetch_add(&row_count, 1);
    if (i >= MAX_THREADS) {
        atomic_store(&row_count, MAX_THREADS);
        return NULL;
    }
    struct trial_thread *row = &rows[i];
    row_clear(row);
    if (name)
        snprintf(row->name, sizeof row->name, "%s", name);
    else
        snprintf(row->name, sizeof row->name, "thread %zu", i);
    perturb_seed(row, round_seed + i);
    atomic_store(&row->state, THREAD_RUNS);
    return row;
}

void registry_drop(struct trial_thread *thread)
{
    atomic_store(&thread->joined, true);
    atomic_store(&thread->state, THREAD_FINISHED);
}

struct trial_thread *registry_row(size_t i)
{
    return i < MAX_THREADS && i < atomic_load(&row_count) ? &rows[i] : NULL;
}

static bool row_holds(struct trial_thread *row, const void *object)
{
    size_t count = atomic_load(&row->hold_count);
    for (size_t i = 0; i < count && i < MAX_HOLDS; i++)
        if (atomic_load(&row->holds[i].object) == object)
            return true;
    return false;
}

bool registry_held(const void *object, const struct trial_thread *but)
{
    struct trial_thread *row;
    for (size_t i = 0; (row = registry_row(i)); i++)
        if (row != but && row_holds(row, object))
            return true;
    return false;
}

/* The number of the line that names `object`, counted from 1; 0: none. Latest
 * first: a recursive mutex is recorded once for each lock. */
static size_t hold_find(struct trial_thread *row, const void *object)
{
    size_t count = atomic_load(&row->hold_count);
    size_t i = count < MAX_HOLDS ? count : MAX_HOLDS;
    while (i > 0 && atomic_load(&row->holds[i - 1].object) != object)
        i--;
    return i;
}

struct trial_thread *registry_holder(const void *object, const void **at)
{
    struct trial_thread *row;
    for (size_t i = 0; (row = registry_row(i)); i++) {
        size_t line = hold_find(row, object);
        if (line > 0) {
            *at = atomic_load(&row->holds[line - 1].at);
            return row;
        }
    }
    return NULL;
}

void holds_add(const void *object, const void *at)
{
    size_t i = atomic_load(&thread_self->hold_count);
    if (i < MAX_HOLDS) {
        atomic_store(&thread_self->holds[i].object, object);
        atomic_store(&thread_self->holds[i].at, at);
    }
    atomic_store(&thread_self->hold_count, i + 1);
}

/* Beyond MAX_HOLDS, locks without a line are taken on trust; a null line stands
 * for one of them once lines have moved up. */
bool holds_remove(const void *object)
{
    struct trial_thread *row = thread_self;
    size_t count = atomic_load(&row->hold_count);
    size_t i = hold_find(row, object);
    if (i == 0 && count <= MAX_HOLDS) {
        i = hold_find(row, NULL);
        if (i == 0)
            return false;
    }
    for (; i > 0 && i < count && i < MAX_HOLDS; i++) {
        atomic_store(&row->holds[i - 1].object,
                     atomic_load(&row->holds[i].object));
        atomic_store(&row->holds[i - 1].at, atomic_load(&row->holds[i].at));
    }
    if (i > 0 && count > MAX_HOLDS)
        atomic_store(&row->holds[MAX_HOLDS - 1].object, NULL);
    atomic_store(&row->hold_count, count - 1);
    return true;
}

bool holds_has(const void *object)
{
    return row_holds(thread_self, object);
}
