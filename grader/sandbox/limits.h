/**
 * @file limits.h
 * @brief What a program in the sandbox may use up.
 *
 * The figures are here and nowhere else; each can be changed by an option.
 */
#ifndef LOCKSTEP_SANDBOX_LIMITS_H
#define LOCKSTEP_SANDBOX_LIMITS_H

/** Bounds of one run. */
struct limits {
    double wall;               /**< seconds, watched from outside */
    unsigned long long memory; /**< bytes resident in all processes together */
    unsigned long long address_space; /**< bytes of one process; 0: no bound,
                                           as ThreadSanitizer needs it */
    unsigned long long file;          /**< bytes of one file */
    unsigned long long space;         /**< bytes of the private /tmp */
    unsigned processor;   /**< seconds of processor time of one process; 0: as
                               much as the wall limit lets it have */
    unsigned tasks;       /**< threads of all processes together */
    unsigned descriptors; /**< open files of one process */
};

/** @p n MiB in bytes. */
#define MEBIBYTES(n) ((unsigned long long)(n) << 20)

/** A probe: the judge's own wall limit comes first. ThreadSanitizer's shadow
 *  is resident memory, too; the lessons' probes stay below 150 MiB. */
#define LIMITS_PROBE                                                           \
    ((struct limits){.wall = 330,                                              \
                     .memory = MEBIBYTES(2048),                                \
                     .file = MEBIBYTES(16),                                    \
                     .space = MEBIBYTES(16),                                   \
                     .tasks = 4096,                                            \
                     .descriptors = 1024})

/** A compiler with its helpers. What counts is the processor's time, because a
 *  busy machine must not fail an honest file. */
#define LIMITS_COMPILER                                                        \
    ((struct limits){.wall = 120,                                              \
                     .processor = 10,                                          \
                     .memory = MEBIBYTES(1024),                                \
                     .address_space = MEBIBYTES(1024),                         \
                     .file = MEBIBYTES(32),                                    \
                     .space = MEBIBYTES(128),                                  \
                     .tasks = 64,                                              \
                     .descriptors = 256})

#endif
