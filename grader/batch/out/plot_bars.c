/* How scores are spread (see plot_bars.h). */
#include "batch/out/plot_bars.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

enum {
    STEP = 22, /* from bar to bar */
    BAR = 18,
    HEIGHT = 80, /* of the highest bar */
    TOP = 16,    /* room for its number */
    LEFT = 3,
    WIDTH = LEFT + PLOT_BARS * STEP,
    BOTTOM = TOP + HEIGHT,
};

static size_t bar_of(double score)
{
    if (!(score > 0))
        return 0;
    return score >= 100 ? PLOT_BARS - 1 : (size_t)(score / 10);
}

int plot_add(struct plot *plot, double score)
{
    if (plot->count == plot->room) {
        size_t room = plot->room ? 2 * plot->room : 64;
        double *grown = realloc(plot->score, room * sizeof *grown);
        if (!grown)
            return ENOMEM;
        plot->score = grown;
        plot->room = room;
    }
    plot->score[plot->count++] = score;
    plot->bar[bar_of(score)]++;
    plot->sum += score;
    return 0;
}

double plot_mean(const struct plot *plot)
{
    return plot->count ? plot->sum / (double)plot->count : NAN;
}

double plot_median(const struct plot *plot)
{
    if (plot->count == 0)
        return NAN;
    size_t half = plot->count / 2;
    if (plot->count % 2)
        return plot->score[half];
    return (plot->score[half - 1] + plot->score[half]) / 2;
}

static void range_words(size_t bar, FILE *file)
{
    if (bar == 0)
        fputs("below 10", file);
    else if (bar == PLOT_BARS - 1)
        fputs("of 100", file);
    else
        fprintf(file, "from %zu to %zu", 10 * bar, 10 * bar + 9);
}

void plot_words(const struct plot *plot, FILE *file)
{
    fprintf(file, "%zu score%s", plot->count, plot->count == 1 ? "" : "s");
    const char *between = ": ";
    for (size_t i = 0; i < PLOT_BARS; i++) {
        if (plot->bar[i] == 0)
            continue;
        fprintf(file, "%s%zu ", between, plot->bar[i]);
        range_words(i, file);
        between = ", ";
    }
}

static void bar_draw(const struct plot *plot, size_t bar, size_t highest,
                     FILE *file)
{
    size_t count = plot->bar[bar];
    size_t left = LEFT + bar * STEP, middle = left + BAR / 2;
    /* Whatever is there can be seen, even beside a crowd. */
    size_t height = count ? (count * HEIGHT + highest - 1) / highest : 0;
    if (count)
        fprintf(file,
                "<rect class=\"bar\" x=\"%zu\" y=\"%zu\" width=\"%d\" "
                "height=\"%zu\" />"
                "<text x=\"%zu\" y=\"%zu\" text-anchor=\"middle\">%zu</text>",
                left, BOTTOM - height, BAR, height, middle, BOTTOM - height - 4,
                count);
    if (bar % 2 == 0)
        fprintf(file,
                "<text x=\"%zu\" y=\"%d\" text-anchor=\"middle\">%zu</text>",
                middle, BOTTOM + 14, 10 * bar);
}

void plot_draw(const struct plot *plot, FILE *file)
{
    size_t highest = 1;
    for (size_t i = 0; i < PLOT_BARS; i++)
        highest = plot->bar[i] > highest ? plot->bar[i] : highest;
    fprintf(file, "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"",
            WIDTH, BOTTOM + 20);
    plot_words(plot, file);
    fputs("\">", file);
    for (size_t i = 0; i < PLOT_BARS; i++)
        bar_draw(plot, i, highest, file);
    fprintf(file,
            "<line class=\"axis\" x1=\"0\" y1=\"%d\" x2=\"%d\" y2=\"%d\" />"
            "</svg>\n",
            BOTTOM, WIDTH, BOTTOM);
}

void plot_clear(struct plot *plot)
{
    free(plot->score);
    *plot = (struct plot){0};
}
