/*
 * From runs of tokens to pairs of works (see similar_parts.h).
 *
 * How much of a work is found in another differs by direction: a copy may have
 * been padded. The larger share counts.
 */
#include <stdlib.h>

#include "batch/similar/similar_parts.h"

enum { MOST_PLACES = 8 /* of a pair, the longest */ };

/* Two works, and their runs. */
struct pair {
    size_t a, b, first, count;
    size_t tokens;
    int percent;
};

static size_t low(const struct run *run)
{
    return run->a < run->b ? run->a : run->b;
}

static size_t high(const struct run *run)
{
    return run->a < run->b ? run->b : run->a;
}

static int compare(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

/* By pair, then by direction, then the longest first. */
static int by_pair(const void *a, const void *b)
{
    const struct run *left = a, *right = b;
    int order = compare(low(left), low(right));
    if (!order)
        order = compare(high(left), high(right));
    if (!order)
        order = compare(left->a, right->a);
    if (!order)
        order = compare(right->tokens, left->tokens);
    return order ? order : compare(left->a_from, right->a_from);
}

/* The best first; equal ones in an order that does not change. */
static int by_share(const void *a, const void *b)
{
    const struct pair *left = a, *right = b;
    int order =
        (right->percent > left->percent) - (right->percent < left->percent);
    if (!order)
        order = compare(right->tokens, left->tokens);
    if (!order)
        order = compare(left->a, right->a);
    return order ? order : compare(left->b, right->b);
}

/* The runs of one direction, from `first` on: how much of work `a` they are. */
static void share_add(const struct works *works, const struct runs *runs,
                      size_t first, size_t end, struct pair *pair)
{
    size_t tokens = 0;
    for (size_t i = first; i < end; i++)
        tokens += runs->run[i].tokens;
    size_t all = works->work[runs->run[first].a].tokens;
    int percent = all ? (int)(100 * tokens / all) : 0;
    percent = percent > 100 ? 100 : percent;
    if (tokens < SIMILAR_LEAST || percent <= pair->percent)
        return;
    pair->percent = percent;
    pair->tokens = tokens;
    pair->a = runs->run[first].a;
    pair->b = runs->run[first].b;
    pair->first = first;
    pair->count = end - first;
}

static bool same_way(const struct run *a, const struct run *b)
{
    return a->a == b->a && a->b == b->b;
}

/* Every pair that is similar enough, in `pairs`; returns how many. */
static size_t pairs_find(const struct works *works, struct runs *runs,
                         struct pair *pairs)
{
    size_t count = 0;
    qsort(runs->run, runs->count, sizeof *runs->run, by_pair);
    struct pair pair = {0};
    for (size_t i = 0; i < runs->count;) {
        size_t end = i + 1;
        while (end < runs->count && same_way(&runs->run[i], &runs->run[end]))
            end++;
        share_add(works, runs, i, end, &pair);
        const struct run *next = end < runs->count ? &runs->run[end] : NULL;
        if (!next || low(next) != low(&runs->run[i]) ||
            high(next) != high(&runs->run[i])) {
            if (pair.percent >= SIMILAR_PERCENT)
                pairs[count++] = pair;
            pair = (struct pair){0};
        }
        i = end;
    }
    qsort(pairs, count, sizeof *pairs, by_share);
    return count;
}

static json_t *places_json(const struct runs *runs, const struct pair *pair)
{
    json_t *places = json_array();
    for (size_t i = 0; i < pair->count && i < MOST_PLACES; i++) {
        const struct run *run = &runs->run[pair->first + i];
        json_array_append_new(
            places, json_pack("[I, I, I, I]", (json_int_t)run->a_from,
                              (json_int_t)run->a_to, (json_int_t)run->b_from,
                              (json_int_t)run->b_to));
    }
    return places;
}

static json_t *pair_json(struct works *works, const struct runs *runs,
                         const struct pair *pair)
{
    struct work *a = &works->work[pair->a], *b = &works->work[pair->b];
    a->told = b->told = true;
    bool usual = a->partners > SIMILAR_USUAL && b->partners > SIMILAR_USUAL;
    return json_pack("{s:s, s:s, s:i, s:I, s:i, s:b, s:o}", "a", a->source, "b",
                     b->source, "percent", pair->percent, "tokens",
                     (json_int_t)pair->tokens, "same_lines",
                     similar_lines(works, a, b), "usual", usual, "places",
                     places_json(runs, pair));
}

json_t *similar_pairs(struct works *works, struct runs *runs)
{
    struct pair *pairs = calloc(runs->count + 1, sizeof *pairs);
    json_t *told = pairs ? json_array() : NULL;
    if (!told) {
        free(pairs);
        return NULL;
    }
    size_t count = runs->count ? pairs_find(works, runs, pairs) : 0;
    for (size_t i = 0; i < count; i++) {
        works->work[pairs[i].a].partners++;
        works->work[pairs[i].b].partners++;
    }
    for (size_t i = 0; i < count && i < SIMILAR_PAIRS; i++)
        json_array_append_new(told, pair_json(works, runs, &pairs[i]));
    free(pairs);
    return told;
}
