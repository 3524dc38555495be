/**
 * @file slurm.h
 * @brief Slurm by its own commands: submits a job array, asks how far it is,
 *        cancels it.
 *
 * Works without an accounting database. Each function returns 0 or an errno
 * value; ENOENT: there is no Slurm here. A message about what Slurm refused is
 * left in `said`. One thread at a time.
 */
#ifndef LOCKSTEP_SLURM_H
#define LOCKSTEP_SLURM_H

#include <stddef.h>

enum { SLURM_SAID = 256 };

/** What Slurm said last, one line. */
struct slurm_word {
    char said[SLURM_SAID];
};

/** An array to submit; all borrowed. */
struct slurm_array {
    const char *name;    /**< of the job; to find it again */
    const char *script;  /**< a file */
    const char *folder;  /**< in which the elements start */
    const char *options; /**< for sbatch, apart by spaces, or NULL */
    size_t elements;     /**< indices are 0 to elements - 1 */
};

/** How far an array is. */
struct slurm_state {
    size_t left;             /**< elements that wait or run */
    size_t running;          /**< of those */
    char reason[SLURM_SAID]; /**< why the first one waits, "" if none does */
};

/** @brief How many elements an array may have.
 *  @return EIO if Slurm does not answer. */
int slurm_array_limit(size_t *limit, struct slurm_word *word);

/** @brief Submits an array.
 *  @param job Set to its number.
 *  @return EINVAL if Slurm refuses it. */
int slurm_submit(const struct slurm_array *array, unsigned long *job,
                 struct slurm_word *word);

/** @brief How far this user's jobs of a name are.
 *  @return EIO if Slurm does not answer: ask again later. */
int slurm_state(const char *name, struct slurm_state *state,
                struct slurm_word *word);

/** @brief Cancels this user's jobs of a name; none is no error. */
int slurm_cancel(const char *name, struct slurm_word *word);

#endif
