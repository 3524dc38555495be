/**
 * @file similar_page.h
 * @brief Works side by side, and whose they are.
 */
#ifndef LOCKSTEP_SIMILAR_PAGE_H
#define LOCKSTEP_SIMILAR_PAGE_H

#include <jansson.h>

#include "batch/out/pages_writer.h"

/** @brief Writes whose a work of a group is, each a link to the student's page;
 *  of an earlier class, the path. @param up The way to OUT: "" or "../../".
 *  @param most Names of one work; the others are counted. */
void similar_people(struct page *page, const json_t *work, const char *up,
                    size_t most);

/**
 * @brief Writes OUT/similar/LESSON/N.html: the works of a group side by side,
 *        with what they have in common marked.
 * @param lesson What similar_find() says of the lesson.
 * @param index  Of the group, from 0; its page is called by the next number.
 * @return 0 or an errno value. One thread at a time.
 */
int similar_page(const char *out, const json_t *lesson, size_t index);

#endif
