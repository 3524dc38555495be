/**
 * @file refusal.h
 * @brief The reasons for which the gate refuses a file.
 */
#ifndef LOCKSTEP_GATE_REFUSAL_H
#define LOCKSTEP_GATE_REFUSAL_H

/** How grave a reason is: the verdict that the file gets. */
enum severity {
    SEVERITY_NONE,
    SEVERITY_BUILD,     /**< no lesson needs this, or it can't be judged */
    SEVERITY_INTEGRITY, /**< it could hide a race, or change the grader */
};

/** The grave ones make the others irrelevant; all are kept. */
struct refusals {
    enum severity worst;
    unsigned count;
    const char *source; /**< the file's name, as the reasons show it */
};

/**
 * @brief Prints a reason, "FILE:LINE: TEXT", on standard output.
 * @param line   Where it is, or 0 if that is not known.
 * @param format printf's; may hold what the student wrote, which is shown with
 *               unprintable bytes replaced.
 * After the first few for a file, the rest are only counted. One thread only.
 */
__attribute__((format(printf, 4, 5))) void refuse(struct refusals *refusals,
                                                  enum severity severity,
                                                  unsigned line,
                                                  const char *format, ...);

#endif
