/* The graph of the running schedule; see graph.h. */
#include "explore/order/graph.h"

#include "explore/core/finding.h"
#include "explore/core/schedule.h"
#include "explore/core/trace.h"
#include "explore/ground/pages.h"
#include "trial/tsan.h"

enum {
    EVENTS_MAX = 1 << 16,
    MESSAGES_MAX = 2 * EVENTS_MAX,
    LOCATIONS_MAX = 1 << 14,
    SLOTS = 1 << 15, /* of the table of locations */
    SYNC = 8,        /* bytes that ThreadSanitizer tells apart */
};

struct graph graph;

/* What a thread released at its latest store to a location that did. */
struct head {
    unsigned thread;
    event_id event;
    uint32_t next;
};

static struct head *heads; /* from 1 */
static uint32_t *heads_of; /* of each location */
static unsigned head_count;

static char *syncs; /* ThreadSanitizer's idea of what each event released */

static struct slot {
    location_id location;
    unsigned age;
} * slots;
static unsigned age;

static struct of_thread {
    event_id latest;
    event_id released; /* the latest fence that releases */
    event_id acquired; /* the latest fence that acquires */
} of_threads[FIBERS_MAX];

/* Where there may be an atomic object: most of memory holds none, and is not
 * to be looked up in a list of all of them. */
enum { GRAIN = 16, GRAINS = 1 << 16, GRAINS_ASKED = 64 };
static bool grains[GRAINS];

static bool *grain_of(uintptr_t at)
{
    return &grains[at / GRAIN % GRAINS];
}

static void grains_set(const struct location *location, bool held)
{
    *grain_of(location->at) = held;
    *grain_of(location->at + location->size - 1) = held;
}

static bool grains_hold(uintptr_t at, size_t size)
{
    uintptr_t last = at + size - 1;
    if (size == 0 || last / GRAIN - at / GRAIN >= GRAINS_ASKED)
        return size > 0;
    for (uintptr_t i = at / GRAIN; i <= last / GRAIN; i++)
        if (grains[i % GRAINS])
            return true;
    return false;
}

void graph_setup(void)
{
    graph.events = pages_map((EVENTS_MAX + 1) * sizeof *graph.events);
    graph.messages = pages_map((MESSAGES_MAX + 1) * sizeof *graph.messages);
    graph.locations = pages_map((LOCATIONS_MAX + 1) * sizeof *graph.locations);
    heads = pages_map((EVENTS_MAX + 1) * sizeof *heads);
    heads_of = pages_map((LOCATIONS_MAX + 1) * sizeof *heads_of);
    syncs = pages_map((size_t)(EVENTS_MAX + 1) * SYNC);
    slots = pages_map(SLOTS * sizeof *slots);
}

void graph_clear(void)
{
    for (unsigned i = 0; graph.event_count > 0 && i < threads.count; i++)
        of_threads[i] = (struct of_thread){0, 0, 0};
    for (location_id i = 1; i <= graph.location_count; i++)
        grains_set(&graph.locations[i], false);
    graph.event_count = graph.message_count = graph.location_count = 0;
    graph.full = false;
    head_count = 0;
    age++;
}

bool graph_has_room(void)
{
    return graph.event_count < EVENTS_MAX && clocks_have_room();
}

/* The object at an address, if it was ever there; or the slot for it. */
static struct slot *slot_of(uintptr_t at)
{
    size_t i = at * 0x9e3779b97f4a7c15u >> 49;
    while (slots[i].age == age && graph.locations[slots[i].location].at != at)
        i = (i + 1) % SLOTS;
    return &slots[i];
}

uint128_t memory_value(const void *at, unsigned size, const void *pc)
{
    enum { WORD = sizeof(uint64_t) };
    uint128_t value = trace_peek(at, size < WORD ? size : WORD, pc);
    if (size > WORD)
        value |= (uint128_t)trace_peek((const char *)at + WORD, size - WORD, pc)
                 << 64;
    return value;
}

/* Whether nobody has written there by other means. */
static bool is_as_left(const struct location *location, const void *pc)
{
    return graph.messages[location->newest].value ==
           memory_value((const void *)location->at, location->size, pc);
}

location_id location_find(const void *at, unsigned size, const void *pc)
{
    const struct slot *slot = slot_of((uintptr_t)at);
    if (slot->age != age)
        return 0;
    const struct location *location = &graph.locations[slot->location];
    bool same = location->size == size && !location->gone;
    return same && is_as_left(location, pc) ? slot->location : 0;
}

static message_id message_make(location_id location, uint128_t value)
{
    if (graph.message_count == MESSAGES_MAX)
        schedule_stop(ENDING_CUT);
    struct message *message = &graph.messages[++graph.message_count];
    *message = (struct message){.location = location, .value = value};
    return graph.message_count;
}

static bool overlaps(const struct location *location, uintptr_t at, size_t size)
{
    return !location->gone && location->at < at + size &&
           at < location->at + location->size;
}

/* A slot keeps its location for good: what is gone begins anew there. */
location_id location_get(const void *at, unsigned size, const char *call,
                         const void *pc)
{
    location_id id = location_find(at, size, pc);
    if (id)
        return id;
    struct slot *slot = slot_of((uintptr_t)at);
    const location_id known =
        grains_hold((uintptr_t)at, size) ? graph.location_count : 0;
    for (location_id i = 1; i <= known; i++)
        if (overlaps(&graph.locations[i], (uintptr_t)at, size) &&
            (graph.locations[i].at != (uintptr_t)at ||
             graph.locations[i].size != size) &&
            is_as_left(&graph.locations[i], pc))
            finding_misuse("accesses an atomic object with another size than "
                           "before",
                           call, at, pc);
    if (slot->age != age) {
        if (graph.location_count == LOCATIONS_MAX)
            schedule_stop(ENDING_CUT);
        *slot = (struct slot){++graph.location_count, age};
    }
    id = slot->location;
    heads_of[id] = 0;
    graph.locations[id] = (struct location){.at = (uintptr_t)at, .size = size};
    grains_set(&graph.locations[id], true);
    graph.locations[id].newest = message_make(id, memory_value(at, size, pc));
    return id;
}

/* It stays in its slot, so that those behind it are found. */
void locations_drop(const void *start, size_t size)
{
    const location_id known =
        grains_hold((uintptr_t)start, size) ? graph.location_count : 0;
    for (location_id i = 1; i <= known; i++)
        if (overlaps(&graph.locations[i], (uintptr_t)start, size))
            graph.locations[i].gone = true;
}

event_id event_latest(unsigned thread)
{
    return of_threads[thread].latest;
}

bool event_in(event_id event, clock_row row)
{
    const struct event *it = &graph.events[event];
    return clock_has(row, it->thread, it->moment);
}

bool event_known(event_id event, clock_row row)
{
    const struct event *it = &graph.events[event];
    return clock_knows(row, it->thread, it->moment);
}

/* What came before the event `head` happens before what follows. */
static void learn(event_id head)
{
    const clock_row mine = clock_of_thread(schedule.current->id);
    if (!head || event_in(head, mine))
        return;
    __tsan_acquire(&syncs[(size_t)head * SYNC]);
    clock_add(mine, graph.events[head].clock);
}

static void learn_message(message_id message)
{
    for (; message; message = graph.messages[message].chain)
        learn(graph.messages[message].head);
}

bool message_tells(message_id message, event_id event)
{
    for (; message; message = graph.messages[message].chain) {
        event_id head = graph.messages[message].head;
        if (head && event_in(event, graph.events[head].clock))
            return true;
    }
    return false;
}

/* Any step of the thread that was not at the location is enough to have left
 * it, an atomic one or one that orders threads. A fence is nowhere. */
bool event_stays(event_id event, location_id location)
{
    const struct event *it = &graph.events[event];
    return event && location && it->location == location &&
           it->edges == clock_edges(it->thread);
}

static void run_add(event_id id, struct event *event)
{
    const struct event *before = &graph.events[event->before];
    const bool stays = event_stays(event->before, event->location);
    if (!stays && event->before && before->edges == event->edges)
        graph.events[before->run].left = event->moment;
    event->run = stays ? before->run : id;
    event->away =
        stays ? before->away : clock_copy(clock_of_thread(event->thread));
    graph.events[event->run].left = event->moment + 1;
}

event_id event_add(location_id location, message_id saw, int order)
{
    if (!graph_has_room())
        schedule_stop(ENDING_CUT);
    const unsigned self = schedule.current->id;
    const clock_row mine = clock_of_thread(self);
    const event_id id = ++graph.event_count;
    struct event *event = &graph.events[id];
    *event = (struct event){.thread = (uint16_t)self,
                            .edges = clock_edges(self),
                            .order = order,
                            .location = location,
                            .saw = saw,
                            .before = of_threads[self].latest};
    of_threads[self].latest = id;
    if (location) {
        event->others = graph.locations[location].events;
        graph.locations[location].events = id;
    }
    if (saw) {
        event->seen_by = graph.messages[saw].seen_by;
        graph.messages[saw].seen_by = id;
    }
    event->moment = clock_tick();
    run_add(id, event);
    if (saw && order_acquires(order))
        learn_message(saw);
    event->clock = clock_copy(mine);
    return id;
}

static void head_set(location_id location, unsigned thread, event_id event)
{
    for (uint32_t i = heads_of[location]; i; i = heads[i].next)
        if (heads[i].thread == thread) {
            heads[i].event = event;
            return;
        }
    heads[++head_count] = (struct head){thread, event, heads_of[location]};
    heads_of[location] = head_count;
}

static event_id head_get(location_id location, unsigned thread)
{
    for (uint32_t i = heads_of[location]; i; i = heads[i].next)
        if (heads[i].thread == thread)
            return heads[i].event;
    return 0;
}

/* What came first is in what came later, too: the latest is enough. */
static event_id head_of_store(event_id id)
{
    const struct event *event = &graph.events[id];
    if (order_releases(event->order)) {
        __tsan_release(&syncs[(size_t)id * SYNC]);
        head_set(event->location, event->thread, id);
        return id;
    }
    event_id fence = of_threads[event->thread].released;
    event_id store = head_get(event->location, event->thread);
    return store > fence ? store : fence;
}

void message_add(event_id event, message_id after, uint128_t value)
{
    const location_id location = graph.events[event].location;
    const message_id id = message_make(location, value);
    struct message *message = &graph.messages[id];
    struct message *older = &graph.messages[after];
    graph.events[event].made = id;
    message->event = event;
    message->older = after;
    message->newer = older->newer;
    older->newer = id;
    if (message->newer)
        graph.messages[message->newer].older = id;
    else
        graph.locations[location].newest = id;
    for (message_id i = id; i; i = graph.messages[i].newer)
        graph.messages[i].rank =
            graph.messages[graph.messages[i].older].rank + 1;
    if (graph.events[event].saw) {
        older->taken = true;
        message->chain = after;
    }
    message->head = head_of_store(event);
}

/* Loads since the last such fence that did not acquire by themselves. */
static void fence_acquires(event_id fence)
{
    struct of_thread *self = &of_threads[graph.events[fence].thread];
    for (event_id i = graph.events[fence].before; i && i != self->acquired;
         i = graph.events[i].before)
        learn_message(graph.events[i].saw);
    self->acquired = fence;
}

event_id fence_add(int order)
{
    const event_id id = event_add(0, 0, order);
    struct event *fence = &graph.events[id];
    if (order_acquires(order)) {
        fence_acquires(id);
        fence->clock = clock_copy(clock_of_thread(fence->thread));
    }
    if (order_releases(order)) {
        __tsan_release(&syncs[(size_t)id * SYNC]);
        of_threads[fence->thread].released = id;
    }
    return id;
}
