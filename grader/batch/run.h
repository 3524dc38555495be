/**
 * @file run.h
 * @brief What `grade` does for a whole class, stage by stage.
 */
#ifndef LOCKSTEP_RUN_H
#define LOCKSTEP_RUN_H

#include "batch/base/options.h"

/** Exit statuses of all commands; a signal's are 128 and its number. */
enum {
    EXIT_DONE,    /**< everything was done */
    EXIT_MACHINE, /**< done, but the machine failed some submissions */
    EXIT_BROKEN,  /**< asked wrongly, or something broke */
    EXIT_STOPPED = 130,
};

/** @brief Grades a class. @return An exit status. */
int run_class(const struct options *options);

#endif
