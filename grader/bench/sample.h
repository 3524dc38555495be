/**
 * @file sample.h
 * @brief Repeated measurements of one thing.
 */
#ifndef LOCKSTEP_BENCH_SAMPLE_H
#define LOCKSTEP_BENCH_SAMPLE_H

#include <jansson.h>

enum { SAMPLE_MAX = 64 };

/** The values; INFINITY stands for "not within the limit". */
struct sample {
    double values[SAMPLE_MAX];
    unsigned count;
};

/** @brief Adds a value; what does not fit is dropped. */
void sample_add(struct sample *sample, double value);
/** @return The middle value (the mean of two); 0 without values. */
double sample_median(const struct sample *sample);
/** @return The lowest value; 0 without values. */
double sample_lowest(const struct sample *sample);
/** @return The highest value; 0 without values. */
double sample_highest(const struct sample *sample);
/** @brief Divides value by value: what was measured side by side. */
struct sample sample_ratio(const struct sample *a, const struct sample *b);
/** @return An object with `median`, `lowest`, `highest`, `values`; what is
 *          infinite is null. Owned by the caller. */
json_t *sample_json(const struct sample *sample);
/** @brief Writes @p value in at most five characters: 0.12, 98.1, 1234, 56k,
 *  1.2M, or "-" for infinity. */
const char *number_short(double value, char text[16]);
/** @brief Writes a count in at most four characters: 7, 1234, 56k, or "-". */
const char *count_short(double value, char text[16]);

#endif
