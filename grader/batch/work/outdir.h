/**
 * @file outdir.h
 * @brief The folder that a class is graded into, held by one run at a time.
 */
#ifndef LOCKSTEP_OUTDIR_H
#define LOCKSTEP_OUTDIR_H

#include <stdio.h>

/** An OUT that this process holds. */
struct outdir {
    char *path; /**< absolute */
    char *work; /**< folder for work folders, below TMPDIR or /tmp, empty when
                     it was opened; its name follows from the path */
    int lock;   /**< closed on exec; whoever inherits it holds OUT, too */
    FILE *log;  /**< OUT/grade.log */
};

/**
 * @brief Makes OUT if it is missing, takes its lock, and removes what a run
 *        that was killed has left: work folders and half-written files.
 *
 * A run that was killed a moment ago may have workers that still clean up; it
 * is waited for.
 * @return 0; EBUSY (another run is at work there); ENOSPC (too little room is
 *         left); EINVAL (a path that can't be used) or another errno value,
 *         after a message on standard error.
 */
int outdir_open(struct outdir *outdir, const char *path);

/** @brief Removes the work folder and releases OUT. */
void outdir_close(struct outdir *outdir);

#endif
