/**
 * @file observe.h
 * @brief The probe's end of the one pipe to the judge.
 *
 * An observation is one line of JSON, written with one write(2) so that lines
 * of several threads never mix. The judge trusts none of them by itself.
 */
#ifndef LOCKSTEP_OBSERVE_H
#define LOCKSTEP_OBSERVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** The file descriptors that the judge opened: for observations, and for what
 *  ThreadSanitizer reports. */
enum { OBSERVE_FD = 3, REPORT_FD = 4 };

/** A line under construction. What outgrows it is left out; the line stays
 *  valid JSON. */
struct observation {
    char text[32768]; /**< the line so far, not terminated */
    size_t length;    /**< bytes of it */
    unsigned depth;   /**< open objects and arrays */
    char closers[16]; /**< what closes them, innermost last */
    bool fresh;       /**< no member written yet at this depth */
};

/** @brief Begins a line: `{"t":"<kind>"`. Async-signal-safe, like all here. */
void observe_begin(struct observation *line, const char *kind);
/** @brief Adds `"key":"text"`, escaped; NULL adds null. */
void observe_text(struct observation *line, const char *key, const char *text);
/** @brief Adds `"key":number`. */
void observe_number(struct observation *line, const char *key, long long n);
/** @brief Adds `"key":"0x…"`: an address, for the judge to look up. */
void observe_address(struct observation *line, const char *key,
                     const void *address);
/** @brief Opens `"key":[` or, with @p bracket '{', `"key":{`. Inside an array
 *  pass a NULL key. An opening that no longer fits is left out, and so must be
 *  its content: ask observe_full() before each element of a long list. */
void observe_open(struct observation *line, const char *key, char bracket);
/** @return Whether less than a tenth of the line is left. */
bool observe_full(const struct observation *line);
/** @brief Closes what observe_open() opened last. */
void observe_close(struct observation *line);
/** @brief Closes the line and writes it to OBSERVE_FD. */
void observe_end(struct observation *line);

#endif
