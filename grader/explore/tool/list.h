/**
 * @file list.h
 * @brief Words in a row, as a command line has them.
 */
#ifndef LOCKSTEP_TOOL_LIST_H
#define LOCKSTEP_TOOL_LIST_H

#include <stddef.h>

/** A growing list that always ends with NULL; begins as `{0}`. The words are
 *  borrowed and must live as long as the list. */
struct list {
    char **words; /**< NULL before the first word */
    size_t count; /**< of them */
    size_t room;  /**< for so many, the NULL included */
};

/** @brief Adds a word at the end. Ends the program where memory is short. */
void list_add(struct list *list, const char *word);

/** @brief Adds all of @p from. */
void list_join(struct list *list, const struct list *from);

/** @return A new text, `printf` style, never freed: these programs are short.
 *  Ends the program where memory is short. */
__attribute__((format(printf, 1, 2))) char *text_make(const char *format, ...);

#endif
