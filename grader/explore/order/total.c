/* The order of seq_cst events; see total.h. */
#include "explore/order/total.h"

#include "explore/core/schedule.h"
#include "explore/ground/pages.h"

enum { TOTAL_MAX = 1023, WORDS = (TOTAL_MAX + 64) / 64 };

/* A set of seq_cst events, by their numbers. */
struct set {
    uint64_t words[WORDS];
};

static event_id *total;       /* the events, from 1 */
static struct set *ancestors; /* which come before each in psc */
static unsigned count;
static unsigned fences; /* of them */
static uint16_t *lines; /* see line_of() */

/* An event, in the graph or about to be. */
struct probe {
    unsigned thread;
    location_id location; /* 0: a fence */
    bool sc;
    bool acquires;
    message_id saw; /* or 0 */
    bool writes;
    message_id after; /* what it saw, or its message comes behind */
    clock_row before; /* what happens before it, without what it learns */
    event_id self;    /* 0: not in the graph */
};

void total_setup(void)
{
    total = pages_map((TOTAL_MAX + 1) * sizeof *total);
    ancestors = pages_map((TOTAL_MAX + 1) * sizeof *ancestors);
    lines = pages_map((size_t)FIBERS_MAX * (TOTAL_MAX + 1) * sizeof *lines);
}

/* The numbers of a thread's seq_cst events, from 1; before them how many. They
 * are in sb and therefore in psc one after the other, so only the latest of
 * those counts that lead to a probe: the others are among its ancestors. */
static uint16_t *line_of(unsigned thread)
{
    return lines + (size_t)thread * (TOTAL_MAX + 1);
}

void total_clear(void)
{
    for (unsigned i = 1; i <= count; i++)
        line_of(graph.events[total[i]].thread)[0] = 0;
    count = fences = 0;
}

static bool has(const struct set *set, unsigned n)
{
    return set->words[n / 64] >> n % 64 & 1;
}

static void add(struct set *set, unsigned n)
{
    set->words[n / 64] |= (uint64_t)1 << n % 64;
}

static unsigned words(void)
{
    return count / 64 + 1;
}

/* Word by word: ThreadSanitizer would see a memset(). */
static void clear(struct set *set)
{
    volatile uint64_t *word = set->words;
    for (unsigned i = 0; i < WORDS; i++)
        word[i] = 0;
}

/* What leads to `n`, and itself. */
static void add_all(struct set *set, unsigned n)
{
    for (unsigned i = 0; i < words(); i++)
        set->words[i] |= ancestors[n].words[i];
    add(set, n);
}

static const struct event *event_at(unsigned n)
{
    return &graph.events[total[n]];
}

static bool is_fence(const struct event *event)
{
    return event->location == 0;
}

static unsigned rank(message_id message)
{
    return graph.messages[message].rank;
}

/* Whether `from`, which is in the graph, happens before the probe. */
static bool happens_before(event_id from, const struct probe *to)
{
    return event_in(from, to->before) ||
           (to->acquires && to->saw && message_tells(to->saw, from));
}

/* mo or rb from an access to the probe, which writes behind `after`. */
static bool leads_to(const struct event *from, const struct probe *to)
{
    if (!to->writes || from->location != to->location)
        return false;
    message_id last = from->made ? from->made : from->saw;
    return rank(last) <= rank(to->after);
}

/* What happened before the latest step of its thread at another location. */
static clock_row clock_away(const struct probe *to)
{
    if (to->self)
        return graph.events[to->self].away;
    event_id latest = event_latest(to->thread);
    return event_stays(latest, to->location) ? graph.events[latest].away
                                             : to->before;
}

static bool is_before(unsigned n, const struct probe *to)
{
    return happens_before(total[n], to);
}

/* It left its location, and that happens before the probe's thread came to its
 * own. */
static bool is_away(unsigned n, const struct probe *to)
{
    const struct event *event = event_at(n);
    return clock_has(clock_away(to), event->thread,
                     graph.events[event->run].left);
}

/* @return Up to which place a thread's events have a property that none has
 *  behind one that lacks it; 0: none has. */
static unsigned line_find(unsigned thread, const struct probe *to,
                          bool property(unsigned n, const struct probe *to))
{
    const uint16_t *line = line_of(thread);
    unsigned low = 0, high = line[0];
    while (low < high) {
        unsigned middle = (low + high + 1) / 2;
        if (property(line[middle], to))
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

/* @return The latest of a thread's events from which sb or hb leads to the
 *  probe as psc asks it to, or 0. */
static unsigned latest_before(unsigned thread, const struct probe *to)
{
    const uint16_t *line = line_of(thread);
    if (line[0] == 0)
        return 0;
    if (thread == to->thread)
        return line[line[0]];
    unsigned low = line_find(thread, to, is_away);
    for (unsigned i = line_find(thread, to, is_before); i > low; i--)
        if (is_fence(event_at(line[i])) ||
            event_at(line[i])->location == to->location)
            return line[i];
    return low > 0 ? line[low] : 0;
}

/* Those from which mo or rb leads to the probe, and fences before which such
 * an access is. */
static void add_leading(struct set *set, const struct probe *to)
{
    event_id i = to->writes ? graph.locations[to->location].events : 0;
    for (; i; i = graph.events[i].others) {
        const struct event *event = &graph.events[i];
        if (i == to->self || !leads_to(event, to))
            continue;
        if (event->total && !has(set, event->total))
            add_all(set, event->total);
        for (unsigned n = 1; fences > 0 && n <= count; n++)
            if (is_fence(event_at(n)) && !has(set, n) &&
                event_in(total[n], event->clock))
                add_all(set, n);
    }
}

/* What is in psc before the probe, a seq_cst access. */
static void origins(struct set *set, const struct probe *to)
{
    clear(set);
    for (unsigned t = 0; t < threads.count; t++) {
        unsigned latest = latest_before(t, to);
        if (latest)
            add_all(set, latest);
    }
    add_leading(set, to);
}

/* Fences that happen before the probe, and what is before them.
 * @return Whether there is any. */
static bool fences_before(struct set *set, const struct probe *to)
{
    bool any = false;
    clear(set);
    for (unsigned t = 0; t < threads.count; t++) {
        const uint16_t *line = line_of(t);
        unsigned i = line_find(t, to, is_before);
        while (i > 0 &&
               (!is_fence(event_at(line[i])) || total[line[i]] == to->self))
            i--;
        any |= i > 0;
        if (i > 0)
            add_all(set, line[i]);
    }
    return any;
}

/* Whether something that happens before `row` is newer in mo or rb than what
 * the access left or saw; if it also `reads`, by eco. */
static bool newer_in(const struct event *from, clock_row row, bool reads)
{
    message_id last = from->made ? from->made : from->saw;
    message_id i = from->made && reads ? last : graph.messages[last].newer;
    for (; i; i = graph.messages[i].newer) {
        const struct message *message = &graph.messages[i];
        if (i != last && message->event && event_in(message->event, row))
            return true;
        for (event_id k = reads ? message->seen_by : 0; k;
             k = graph.events[k].seen_by)
            if (event_in(k, row))
                return true;
    }
    return false;
}

/* Whether between two fences there is one of mo, rb and eco. */
static bool fences_apart(event_id from, clock_row row)
{
    for (event_id i = from + 1; i <= graph.event_count; i++) {
        const struct event *event = &graph.events[i];
        if (!is_fence(event) && event_in(from, event->clock) &&
            newer_in(event, row, true))
            return true;
    }
    return false;
}

/* psc from a seq_cst event to a seq_cst fence with that clock. */
static bool edge_to_fence(event_id from, clock_row row)
{
    const struct event *event = &graph.events[from];
    if (event_in(from, row))
        return true;
    return is_fence(event) ? fences_apart(from, row)
                           : newer_in(event, row, false);
}

/* Where mo and rb lead from an access that saw, or left a message behind,
 * `after`: seq_cst accesses, and fences that something of it happens before.
 * For who comes from a fence, reads of what is newer count as well. */
static void targets(struct set *set, message_id after, event_id self,
                    bool from_fence)
{
    clear(set);
    for (message_id m = graph.messages[after].newer; m;
         m = graph.messages[m].newer) {
        const struct message *message = &graph.messages[m];
        const event_id wrote = message->event;
        if (wrote == self)
            continue;
        if (graph.events[wrote].total)
            add(set, graph.events[wrote].total);
        for (unsigned n = 1; fences > 0 && n <= count; n++) {
            if (!is_fence(event_at(n)))
                continue;
            bool leads = event_in(wrote, event_at(n)->clock);
            for (event_id k = from_fence ? message->seen_by : 0; !leads && k;
                 k = graph.events[k].seen_by)
                leads = event_in(k, event_at(n)->clock);
            if (leads)
                add(set, n);
        }
    }
}

static bool meet(const struct set *a, const struct set *b)
{
    for (unsigned i = 0; i < words(); i++)
        if (a->words[i] & b->words[i])
            return true;
    return false;
}

/* A cycle is a way from a target back to the probe, or to a fence before it. */
static bool allows(const struct probe *to)
{
    static struct set from, reached;
    if (fences > 0 && fences_before(&from, to)) {
        targets(&reached, to->after, to->self, true);
        if (meet(&from, &reached))
            return false;
    }
    if (!to->sc)
        return true;
    origins(&from, to);
    targets(&reached, to->after, to->self, false);
    return !meet(&from, &reached);
}

bool total_allows(unsigned thread, location_id location, int order, bool reads,
                  bool writes, message_id after)
{
    const struct probe to = {.thread = thread,
                             .location = location,
                             .sc = order == __ATOMIC_SEQ_CST,
                             .acquires = order_acquires(order),
                             .saw = reads ? after : 0,
                             .writes = writes,
                             .after = after,
                             .before = clock_of_thread(thread)};
    return (!to.sc && fences == 0) || allows(&to);
}

/* Everything that `from` has is before each of `to`, and before what those are
 * before. */
static void lead(const struct set *from, const struct set *to)
{
    for (unsigned n = 1; n <= count; n++) {
        bool behind = has(to, n);
        for (unsigned i = 0; !behind && i < words(); i++)
            behind = ancestors[n].words[i] & to->words[i];
        for (unsigned i = 0; behind && i < words(); i++)
            ancestors[n].words[i] |= from->words[i];
    }
}

static struct probe probe_of(event_id id, message_id after)
{
    const struct event *event = &graph.events[id];
    const message_id saw = event->saw, made = event->made;
    return (struct probe){.thread = event->thread,
                          .location = event->location,
                          .sc = event->order == __ATOMIC_SEQ_CST,
                          .saw = saw,
                          .writes = made,
                          .after = after  ? after
                                   : made ? graph.messages[made].older
                                          : saw,
                          .before = event->clock,
                          .self = id};
}

/* A new member, with what is before it. */
static void member_add(event_id id, const struct probe *to)
{
    struct event *event = &graph.events[id];
    struct set *mine = &ancestors[count + 1];
    if (is_fence(event)) {
        clear(mine);
        for (unsigned n = 1; n <= count; n++)
            if (edge_to_fence(total[n], event->clock))
                add_all(mine, n);
    } else {
        origins(mine, to);
    }
    total[++count] = id;
    uint16_t *line = line_of(event->thread);
    line[++line[0]] = (uint16_t)count;
    fences += is_fence(event);
    event->total = (uint16_t)count;
}

void total_add(event_id event, message_id after)
{
    static struct set from, reached;
    const struct probe to = probe_of(event, after);
    graph.full |= to.sc && count == TOTAL_MAX;
    if (graph.full)
        return;
    if (to.sc)
        member_add(event, &to);
    if (!after)
        return;
    if (fences > 0 && fences_before(&from, &to)) {
        targets(&reached, to.after, to.self, true);
        lead(&from, &reached);
    }
    if (!to.sc)
        return;
    targets(&reached, to.after, to.self, false);
    clear(&from);
    add_all(&from, count);
    lead(&from, &reached);
}
