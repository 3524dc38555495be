/* The order of trials (see order.h). */
#include "judge/probe/order.h"

#include <stdlib.h>
#include <string.h>

#include "trial/trial.h"

extern const struct trial *const __start_trials[];
extern const struct trial *const __stop_trials[];

static int by_line(const void *a, const void *b)
{
    const struct trial *const *left = a, *const *right = b;
    return ((*left)->line > (*right)->line) - ((*left)->line < (*right)->line);
}

const struct trial **trials_sorted(size_t *count)
{
    *count = (size_t)(__stop_trials - __start_trials);
    const struct trial **sorted = calloc(*count + 1, sizeof *sorted);
    if (!sorted)
        return NULL;
    memcpy(sorted, __start_trials, *count * sizeof *sorted);
    qsort(sorted, *count, sizeof *sorted, by_line);
    return sorted;
}
