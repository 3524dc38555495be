/**
 * @file pages_inline.h
 * @brief What the parts of the pages' writer share.
 */
#ifndef LOCKSTEP_PAGES_INLINE_H
#define LOCKSTEP_PAGES_INLINE_H

#include <stdarg.h>

#include "batch/out/pages_writer.h"

/** @return Whether the page is for browsers. */
static inline bool is_html(const struct page *page)
{
    return page->form == PAGE_HTML;
}

/** @brief As page_say(). */
void page_say_values(struct page *page, const char *format, va_list values)
    __attribute__((format(printf, 2, 0)));

/** @brief Says that what comes next begins a line of running text, where
 *  Markdown gives a meaning to more characters. */
void page_start(struct page *page);

#endif
