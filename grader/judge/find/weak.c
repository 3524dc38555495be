/*
 * Races by weak memory order.
 *
 * The one idea: the steps of the schedule show what lies between the two
 * accesses. If the thread of the first then stored to an atomic and that of the
 * second loaded what was stored, their author meant to order the two that way;
 * and since ThreadSanitizer saw a race, one of the two orders was too weak.
 */
#include "judge/find/weak.h"

#include <stdio.h>
#include <string.h>

static bool is_step(const json_t *line)
{
    return strcmp(json_text(line, "t"), "step") == 0;
}

static bool is_by(const json_t *line, const char *thread)
{
    return strcmp(json_text(line, "thread"), thread) == 0;
}

/* Is it the thread's access to what the race is about? */
static bool is_access(const json_t *line, const struct report *report,
                      unsigned which)
{
    const struct report_access *access = &report->access[which];
    uint64_t size = (uint64_t)json_integer_value(json_object_get(line, "size"));
    uint64_t address = json_address(line, "object");
    return is_step(line) &&
           is_by(line, report_thread_name(report, access->thread)) &&
           address < access->address + access->size &&
           access->address < address + (size ? size : 1);
}

static bool is_atomic(const json_t *line, bool stores)
{
    const char *call = json_text(line, "call");
    return is_step(line) && json_object_get(line, "order") &&
           strcmp(call, stores ? "atomic load" : "atomic store") != 0;
}

static bool same_object(const json_t *a, const json_t *b)
{
    return json_address(a, "object") == json_address(b, "object");
}

static bool order_suffices(const json_t *line, bool store)
{
    static const char *const enough[][5] = {
        {"acquire", "consume", "acq_rel", "seq_cst", NULL},
        {"release", "acq_rel", "seq_cst", NULL},
    };
    const char *order = json_text(line, "order");
    for (const char *const *one = enough[store]; *one; one++)
        if (strcmp(order, *one) == 0)
            return true;
    return false;
}

/* The last store before step `load` to its object, but for those that only
 * continue one (read-modify-write), if it comes after step `first`. */
static const json_t *store_seen(const json_t *steps, size_t first, size_t load,
                                const char *thread)
{
    const json_t *seen = json_array_get(steps, load);
    for (size_t i = load; i-- > first + 1;) {
        const json_t *line = json_array_get(steps, i);
        if (!is_atomic(line, true) || !same_object(line, seen))
            continue;
        if (is_by(line, thread))
            return line;
        if (strcmp(json_text(line, "call"), "atomic store") == 0)
            return NULL;
    }
    return NULL;
}

/* The steps of both accesses: the first of the one thread's that comes after
 * one of the other's. */
static bool accesses_find(const json_t *steps, const struct report *report,
                          size_t *first, size_t *second)
{
    bool met = false;
    for (size_t i = 0; i < json_array_size(steps); i++) {
        const json_t *line = json_array_get(steps, i);
        if (met && is_access(line, report, 0)) {
            *second = i;
            return true;
        }
        if (is_access(line, report, 1)) {
            *first = i;
            met = true;
        }
    }
    return false;
}

bool weak_find(const json_t *observations, const struct report *report,
               struct weak *weak)
{
    size_t first, second;
    if (report->access_count < 2 ||
        !accesses_find(observations, report, &first, &second))
        return false;
    const char *storer = report_thread_name(report, report->access[1].thread);
    const char *loader = report_thread_name(report, report->access[0].thread);
    for (size_t i = first + 1; i < second; i++) {
        const json_t *load = json_array_get(observations, i);
        if (!is_atomic(load, false) || !is_by(load, loader))
            continue;
        const json_t *store = store_seen(observations, first, i, storer);
        if (!store ||
            (order_suffices(store, true) && order_suffices(load, false)))
            continue;
        *weak = (struct weak){store, load, !order_suffices(store, true),
                              !order_suffices(load, false)};
        return true;
    }
    return false;
}

/* More are not told one by one in a title. */
enum { LINES_TOLD = 3 };

/* "line 14 (relaxed)" */
static void line_add(struct evidence *evidence, const json_t *line, char *text,
                     size_t size)
{
    struct place place;
    symbols_line(evidence->symbols, json_address(line, "at"), true, &place);
    snprintf(text, size, "line %d (%s)", place.line, json_text(line, "order"));
}

void weak_orders_tell(struct evidence *evidence)
{
    size_t i;
    unsigned count = 0;
    const json_t *line;
    json_t *finding = json_array_get(evidence->findings, 0);
    char where[400] = "", title[1200];
    json_array_foreach(evidence->observations, i, line)
    {
        char one[64], name[160], does[320];
        if (!finding || strcmp(json_text(line, "t"), "weak") != 0)
            continue;
        line_add(evidence, line, one, sizeof one);
        size_t used = strlen(where);
        snprintf(where + used, sizeof where - used, "%s%s",
                 count++ ? " and " : "", one);
        object_quote(evidence, json_address(line, "object"), name, sizeof name);
        bool fence = *json_text(line, "object") == '\0';
        snprintf(does, sizeof does, "does an %s%s%s: too weak an order",
                 json_text(line, "call"), fence ? "" : " ", fence ? "" : name);
        finding_place(evidence, finding, "a thread", does,
                      json_address(line, "at"));
    }
    if (count == 0)
        return;
    if (count > LINES_TOLD)
        snprintf(where, sizeof where, "%u lines", count);
    snprintf(title, sizeof title, "%s; the memory order%s of %s %s too weak",
             json_text(finding, "title"), count > 1 ? "s" : "", where,
             count > 1 ? "are" : "is");
    json_object_set_new(finding, "title", json_string(title));
}
