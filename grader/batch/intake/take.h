/**
 * @file take.h
 * @brief What a person says of files and lessons, for their names don't.
 */
#ifndef LOCKSTEP_TAKE_H
#define LOCKSTEP_TAKE_H

/** A file that the instructor gives to a lesson; texts are borrowed. */
struct intake_take {
    const char *student; /**< id */
    const char *lesson;  /**< folder */
    const char *file;    /**< relative to IN, through archives */
};

/** What a lesson is called in a course system's sheets; texts are borrowed. */
struct intake_column {
    const char *lesson;  /**< folder, or "total" */
    const char *heading; /**< there */
    double most;         /**< what 100 is there; 0: the sheet says */
};

#endif
