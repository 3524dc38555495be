/**
 * @file pages_inline.h
 * @brief What the parts of the pages' writer share.
 */
#ifndef LOCKSTEP_PAGES_INLINE_H
#define LOCKSTEP_PAGES_INLINE_H

#include "batch/pages_writer.h"

/** @brief Says that what comes next begins a line of running text, where
 *  Markdown gives a meaning to more characters. */
void page_start(struct page *page);

#endif
