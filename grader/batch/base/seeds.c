/* The instructor's seeds (see options.h). */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "batch/base/options.h"
#include "judge/base/settings.h"

enum { KIT_SEED = 1 };

/* Adds a seed unless it is there; false if there are too many. */
static bool seed_add(uint64_t seeds[SEEDS_MOST], size_t *count, uint64_t seed)
{
    for (size_t i = 0; i < *count; i++)
        if (seeds[i] == seed)
            return true;
    if (*count == SEEDS_MOST)
        return false;
    seeds[(*count)++] = seed;
    return true;
}

/* Takes one number from a line; what comes after # is a comment. */
static int line_read(const char *path, unsigned number, char *line,
                     uint64_t seeds[SEEDS_MOST], size_t *count)
{
    uint64_t found[SEEDS_MOST];
    line[strcspn(line, "#\r")] = '\0';
    char *word = line + strspn(line, " \t");
    for (size_t end = strlen(word); end && strchr(" \t", word[end - 1]); end--)
        word[end - 1] = '\0';
    if (*word == '\0')
        return 0;
    if (seeds_parse(word, found) != 1) {
        fprintf(stderr, "%s:%u: '%s' is no seed: a line holds one number\n",
                path, number, word);
        return EINVAL;
    }
    if (seed_add(seeds, count, found[0]))
        return 0;
    fprintf(stderr, "%s:%u: more than %d seeds\n", path, number,
            (int)SEEDS_MOST);
    return EINVAL;
}

static int file_seeds(const char *path, uint64_t seeds[SEEDS_MOST],
                      size_t *count)
{
    char *text = file_read(path);
    if (!text) {
        int error = errno;
        fprintf(stderr, "grade: seeds: %s: %s\n", path, strerror(error));
        return error;
    }
    int error = 0;
    unsigned number = 1;
    char *line = text;
    for (char *end; !error && *line; line = end, number++) {
        end = line + strcspn(line, "\n");
        if (*end)
            *end++ = '\0';
        error = line_read(path, number, line, seeds, count);
    }
    free(text);
    return error;
}

int seeds_read(const char *text, char **list)
{
    uint64_t seeds[SEEDS_MOST] = {KIT_SEED}, found[SEEDS_MOST];
    size_t count = 1, given = seeds_parse(text, found);
    bool fits = true;
    for (size_t i = 0; i < given; i++)
        fits = fits && seed_add(seeds, &count, found[i]);
    int error = given ? 0 : file_seeds(text, seeds, &count);
    if (!fits) {
        fprintf(stderr, "grade: more than %d seeds\n", (int)SEEDS_MOST);
        error = EINVAL;
    }
    if (error)
        return error;
    size_t size;
    FILE *file = open_memstream(list, &size);
    if (!file)
        return ENOMEM;
    for (size_t i = 0; i < count; i++)
        fprintf(file, "%s%" PRIu64, i ? "," : "", seeds[i]);
    return fclose(file) ? ENOMEM : 0;
}
