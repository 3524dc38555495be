/* Repeated measurements; see sample.h. */
#include "bench/sample.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

void sample_add(struct sample *sample, double value)
{
    if (sample->count < SAMPLE_MAX)
        sample->values[sample->count++] = value;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The values in order. */
static struct sample sorted(const struct sample *sample)
{
    struct sample copy = *sample;
    qsort(copy.values, copy.count, sizeof copy.values[0], compare);
    return copy;
}

double sample_median(const struct sample *sample)
{
    struct sample copy = sorted(sample);
    if (copy.count == 0)
        return 0;
    return (copy.values[(copy.count - 1) / 2] + copy.values[copy.count / 2]) /
           2;
}

double sample_lowest(const struct sample *sample)
{
    return sample->count ? sorted(sample).values[0] : 0;
}

double sample_highest(const struct sample *sample)
{
    return sample->count ? sorted(sample).values[sample->count - 1] : 0;
}

struct sample sample_ratio(const struct sample *a, const struct sample *b)
{
    struct sample ratio = {.count = 0};
    for (unsigned i = 0; i < a->count && i < b->count; i++)
        if (b->values[i] > 0)
            sample_add(&ratio, a->values[i] / b->values[i]);
    return ratio;
}

static json_t *number_json(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

json_t *sample_json(const struct sample *sample)
{
    json_t *values = json_array();
    for (unsigned i = 0; i < sample->count; i++)
        json_array_append_new(values, number_json(sample->values[i]));
    return json_pack("{s:o, s:o, s:o, s:o}", "median",
                     number_json(sample_median(sample)), "lowest",
                     number_json(sample_lowest(sample)), "highest",
                     number_json(sample_highest(sample)), "values", values);
}

const char *number_short(double value, char text[16])
{
    if (!isfinite(value))
        snprintf(text, 16, "-");
    else if (value < 9.995)
        snprintf(text, 16, "%.2f", value);
    else if (value < 99.95)
        snprintf(text, 16, "%.1f", value);
    else if (value < 9999.5)
        snprintf(text, 16, "%.0f", value);
    else if (value < 999.5e3)
        snprintf(text, 16, "%.0fk", value / 1e3);
    else
        snprintf(text, 16, "%.1fM", value / 1e6);
    return text;
}

const char *count_short(double value, char text[16])
{
    if (!isfinite(value) || value > 9999.5)
        return number_short(value, text);
    snprintf(text, 16, "%.0f", value);
    return text;
}
