/**
 * @file text.h
 * @brief Text that is as long as it must be.
 */
#ifndef LOCKSTEP_TEXT_H
#define LOCKSTEP_TEXT_H

/** @brief Makes a text as sprintf() would. Any thread may call it.
 *  @return The text, owned by the caller; NULL if memory runs out. */
char *text_print(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
