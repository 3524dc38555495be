/**
 * @file take.h
 * @brief A file whose lesson a person says, for its name does not.
 */
#ifndef LOCKSTEP_TAKE_H
#define LOCKSTEP_TAKE_H

/** A file that the instructor gives to a lesson; texts are borrowed. */
struct intake_take {
    const char *student; /**< id */
    const char *lesson;  /**< folder */
    const char *file;    /**< relative to IN, through archives */
};

#endif
