/*
 * Which works of a lesson resemble each other (see similar_parts.h).
 *
 * Works of one shape are equal but for names, comments and layout; the first
 * stands for all. Of the others those are a pair that share most of what only
 * few wrote: what many wrote says nothing, however much of it there is.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "batch/base/grow.h"
#include "batch/similar/similar_parts.h"

/* Where a fingerprint is. */
struct seen {
    uint64_t hash;
    size_t work;
};

/* What a search needs beside the works; all owned. */
struct search {
    struct works *works;
    struct seen *seen; /* sorted by hash */
    size_t *common;    /* rare fingerprints in common with each work */
    size_t few;        /* in so many works a fingerprint is rare */
    struct pair *pair;
    size_t count, room;
};

static size_t first_of(const struct works *works, uint64_t shape)
{
    for (size_t i = 0; i < works->count; i++)
        if (works->work[i].in && works->work[i].shape == shape)
            return i;
    return works->count;
}

static int hashes_add(struct works *works, struct work *work,
                      const struct prints *prints)
{
    work->first = works->hashes;
    work->count = prints->count;
    for (size_t i = 0; i < prints->count; i++) {
        uint64_t *grown =
            grow(works->hash, works->hashes, &works->hash_room, sizeof *grown);
        if (!grown)
            return ENOMEM;
        works->hash = grown;
        works->hash[works->hashes++] = prints->print[i].hash;
    }
    return 0;
}

int works_add(struct works *works, struct work work,
              const struct prints *prints)
{
    struct work *grown =
        grow(works->work, works->count, &works->room, sizeof *grown);
    if (!grown)
        return ENOMEM;
    works->work = grown;
    work.in = prints->count >= SIMILAR_OWN;
    work.shape = prints->shape;
    work.above = works->count;
    work.twin = work.in ? first_of(works, work.shape) : works->count;
    if (work.twin < works->count)
        works->work[work.twin].twins++;
    else if (work.in && hashes_add(works, &work, prints))
        return ENOMEM;
    work.twins = 1;
    works->work[works->count++] = work;
    return 0;
}

void works_free(struct works *works)
{
    free(works->work);
    free(works->hash);
    *works = (struct works){0};
}

static int by_hash(const void *a, const void *b)
{
    const struct seen *left = a, *right = b;
    return (left->hash > right->hash) - (left->hash < right->hash);
}

static int search_begin(struct search *search, struct works *works)
{
    size_t compared = 0, count = 0;
    search->works = works;
    search->seen = calloc(works->hashes + 1, sizeof *search->seen);
    search->common = calloc(works->count + 1, sizeof *search->common);
    if (!search->seen || !search->common)
        return ENOMEM;
    for (size_t i = 0; i < works->count; i++) {
        const struct work *work = &works->work[i];
        compared += work->count > 0;
        for (size_t j = 0; j < work->count; j++)
            search->seen[count++] =
                (struct seen){works->hash[work->first + j], i};
    }
    if (count > 0)
        qsort(search->seen, count, sizeof *search->seen, by_hash);
    search->few = compared / SIMILAR_PART;
    if (search->few < SIMILAR_FEW)
        search->few = SIMILAR_FEW;
    if (search->few > SIMILAR_MANY)
        search->few = SIMILAR_MANY;
    return 0;
}

static void search_end(struct search *search)
{
    free(search->seen);
    free(search->common);
    free(search->pair);
}

/* The works that have a fingerprint, if they are few; a shape that many wrote
 * counts as often as it was written. */
static size_t rare_find(const struct search *search, uint64_t hash,
                        const struct seen **first)
{
    size_t low = 0, high = search->works->hashes;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (search->seen[middle].hash < hash)
            low = middle + 1;
        else
            high = middle;
    }
    size_t written = 0;
    for (high = low; high < search->works->hashes; high++) {
        if (search->seen[high].hash != hash)
            break;
        const struct work *work = &search->works->work[search->seen[high].work];
        written += work->twins > search->few ? work->twins : 1;
    }
    *first = &search->seen[low];
    return written <= search->few ? high - low : 0;
}

static void rare_count(const struct search *search, struct work *work)
{
    const struct seen *first;
    work->rare = 0;
    for (size_t i = 0; i < work->count; i++)
        work->rare +=
            rare_find(search, search->works->hash[work->first + i], &first) > 0;
}

static int pair_keep(struct search *search, struct pair pair)
{
    struct pair *grown =
        grow(search->pair, search->count, &search->room, sizeof *grown);
    if (!grown)
        return ENOMEM;
    search->pair = grown;
    search->pair[search->count++] = pair;
    return 0;
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Percent of the own fingerprints of the work that has fewer. */
static int percent_of(const struct works *works, const struct work *a,
                      const struct work *b)
{
    const uint64_t *left = works->hash + a->first,
                   *right = works->hash + b->first;
    size_t common = 0;
    for (size_t i = 0, j = 0; i < a->count && j < b->count;) {
        common += left[i] == right[j];
        bool next = left[i] <= right[j];
        j += left[i] >= right[j];
        i += next;
    }
    const size_t least = smaller(a->count, b->count);
    return least ? (int)(100 * common / least) : 0;
}

/* Pairs of a work with those after it. */
static int pairs_of(struct search *search, size_t index)
{
    struct works *works = search->works;
    const struct work *a = &works->work[index];
    memset(search->common, 0, works->count * sizeof *search->common);
    for (size_t i = 0; i < a->count; i++) {
        const struct seen *first;
        size_t few = rare_find(search, works->hash[a->first + i], &first);
        for (size_t j = 0; j < few; j++)
            search->common[first[j].work]++;
    }
    for (size_t i = index + 1; i < works->count; i++) {
        const struct work *b = &works->work[i];
        size_t common = search->common[i];
        if (common < SIMILAR_LEAST || (a->earlier && b->earlier) ||
            100 * common < SIMILAR_RARE * smaller(a->rare, b->rare))
            continue;
        int percent = percent_of(works, a, b);
        if (percent >= SIMILAR_PERCENT &&
            pair_keep(search, (struct pair){index, i, percent}))
            return ENOMEM;
    }
    return 0;
}

/* A work and the first of its shape, unless many have that shape. */
static int twin_pair(struct search *search, size_t index, size_t *usual)
{
    const struct work *work = &search->works->work[index];
    const struct work *first = &search->works->work[work->twin];
    if (!work->in)
        return 0;
    if (first->twins > search->few) {
        *usual += !work->earlier;
        return 0;
    }
    if (first == work || first->earlier)
        return 0;
    return pair_keep(search, (struct pair){work->twin, index, 100});
}

static int by_percent(const void *a, const void *b)
{
    const struct pair *left = a, *right = b;
    if (left->percent != right->percent)
        return left->percent > right->percent ? -1 : 1;
    if (left->a != right->a)
        return left->a < right->a ? -1 : 1;
    return (left->b > right->b) - (left->b < right->b);
}

size_t works_root(struct works *works, size_t work)
{
    while (works->work[work].above != work)
        work = works->work[work].above;
    return work;
}

/* Keeps the pairs that join two groups: Kruskal's algorithm. The smaller index
 * is the root. */
static void pairs_join(struct search *search)
{
    size_t kept = 0;
    if (search->count > 0)
        qsort(search->pair, search->count, sizeof *search->pair, by_percent);
    for (size_t i = 0; i < search->count; i++) {
        size_t a = works_root(search->works, search->pair[i].a);
        size_t b = works_root(search->works, search->pair[i].b);
        if (a == b)
            continue;
        search->works->work[a > b ? a : b].above = smaller(a, b);
        search->pair[kept++] = search->pair[i];
    }
    search->count = kept;
}

int works_pair(struct works *works, struct pair **pairs, size_t *count,
               size_t *usual)
{
    struct search search = {.works = NULL};
    *pairs = NULL;
    *count = *usual = 0;
    int error = search_begin(&search, works);
    for (size_t i = 0; !error && i < works->count; i++)
        rare_count(&search, &works->work[i]);
    for (size_t i = 0; !error && i < works->count; i++) {
        error = twin_pair(&search, i, usual);
        if (!error && works->work[i].twins <= search.few)
            error = pairs_of(&search, i);
    }
    if (!error) {
        pairs_join(&search);
        *pairs = search.pair;
        *count = search.count;
        search.pair = NULL;
    }
    search_end(&search);
    return error;
}
