/**
 * @file section.h
 * @brief The part of a lesson's page that shows one schedule.
 */
#ifndef LOCKSTEP_LADDER_SECTION_H
#define LOCKSTEP_LADDER_SECTION_H

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

/** What to show; everything is borrowed. */
struct section {
    const json_t *trace;
    const json_t *findings; /**< of the schedule; NULL: of an answer, none */
    const char *trial;
    const char *source; /**< the file that ran; NULL: show no line of it */
    const char *graph;  /**< a file with the wait-for graph as SVG, or NULL */
    bool listing;       /**< the whole source is shown beside the table */
};

/** @brief Writes the section; nothing if no step would be shown.
 *  @return 0 or an errno value. */
int section_write(FILE *to, const struct section *section);

/** @brief Writes the wait-for graph for a deadlock in dot's language; nothing
 *  for any other finding. */
void section_graph(FILE *to, const struct section *section);

#endif
