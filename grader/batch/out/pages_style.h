/**
 * @file pages_style.h
 * @brief How the pages look: one stylesheet, written into each.
 */
#ifndef LOCKSTEP_PAGES_STYLE_H
#define LOCKSTEP_PAGES_STYLE_H

/** CSS, without `<` and `&`, which XML would take for its own; in two parts,
 *  since C99 guarantees no longer strings. */
extern const char pages_style[];
/** The second part. */
extern const char pages_style_more[];

#endif
