/**
 * @file plot_bars.h
 * @brief How scores are spread: eleven bars, as SVG.
 *
 * The tens from 0 to 90, and 100 by itself, since many reach it.
 */
#ifndef LOCKSTEP_PLOT_BARS_H
#define LOCKSTEP_PLOT_BARS_H

#include <stddef.h>
#include <stdio.h>

enum { PLOT_BARS = 11 };

/** The scores of a lesson, added in rising order. */
struct plot {
    size_t bar[PLOT_BARS]; /**< how many scores fall there */
    double *score;         /**< all of them */
    size_t count, room;
    double sum;
};

/** @brief Adds a score, not smaller than those before. @return 0 or ENOMEM. */
int plot_add(struct plot *plot, double score);

/** @return The arithmetic mean, or NaN without scores. */
double plot_mean(const struct plot *plot);

/** @return The median, or NaN without scores. */
double plot_median(const struct plot *plot);

/** @brief Says in words what the picture shows: "12 scores: 2 below 10, 3 from
 *  50 to 59, 7 of 100". */
void plot_words(const struct plot *plot, FILE *file);

/** @brief Draws it; the words are its text alternative. */
void plot_draw(const struct plot *plot, FILE *file);

/** @brief Forgets the scores and frees them. */
void plot_clear(struct plot *plot);

#endif
