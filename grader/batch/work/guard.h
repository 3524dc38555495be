/**
 * @file guard.h
 * @brief Runs a program with a clean environment and an end that is certain.
 */
#ifndef LOCKSTEP_GUARD_H
#define LOCKSTEP_GUARD_H

enum { GUARD_SETTINGS = 12 };

/** How a program is run; all borrowed. */
struct guard_request {
    char *const *argv;
    const char *output; /**< file for what it prints, made anew */
    unsigned seconds;   /**< then its whole tree is killed */
    /** The environment, beside PATH; without a value, no variable. */
    struct {
        const char *name;
        const char *value;
    } settings[GUARD_SETTINGS];
};

/**
 * @brief Runs it; whatever it leaves behind is killed, orphans as well.
 *
 * Called once in a process with one thread and no other children, which from
 * then on takes SIGINT, SIGTERM and SIGHUP as a request to end the program.
 * @param status Its exit status; 128 and more if a signal ended it.
 * @return 0, ETIMEDOUT, EINTR (a signal came), EBUSY (something could not be
 *         killed) or the errno value of what kept it from starting.
 */
int guard_run(const struct guard_request *request, int *status);

#endif
