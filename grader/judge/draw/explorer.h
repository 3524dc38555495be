/**
 * @file explorer.h
 * @brief One run of a trial's explorer, for somebody to look at.
 */
#ifndef LOCKSTEP_DRAW_EXPLORER_H
#define LOCKSTEP_DRAW_EXPLORER_H

#include <jansson.h>
#include <stdbool.h>

#include "judge/base/settings.h"

/**
 * @brief Runs the explorer's probe on the trial that the settings name.
 * @param settings  With `trial` and `out`; borrowed.
 * @param log       What ThreadSanitizer's log is called, without its suffix.
 * @param arguments Further ones, ending with NULL; borrowed.
 * @param addresses Whether the steps of a trace have their `address`, too.
 * @param findings  An array that findings are appended to.
 * @return The result, owned by the caller: see probe_run(), which says what
 *         goes for threads, too.
 */
json_t *explorer_run(const struct settings *settings, const char *log,
                     char *const *arguments, bool addresses, json_t *findings);

#endif
