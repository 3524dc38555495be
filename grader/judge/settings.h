/**
 * @file settings.h
 * @brief What the judge was asked to grade.
 *
 * Criterion runs each test in a process of its own, started afresh, so the
 * settings travel through the environment.
 */
#ifndef LOCKSTEP_SETTINGS_H
#define LOCKSTEP_SETTINGS_H

#include <stdbool.h>
#include <stdint.h>

/** All strings are borrowed from the arguments or the environment. */
struct settings {
    const char *lesson;   /**< folder name, "01_lock" */
    const char *source;   /**< the student's file */
    const char *out;      /**< folder with the probes; results go there */
    const char *compiler; /**< the command that compiled the probe */
    const char *engines;  /**< "stress", "explore" or both with a comma */
    const char *trial;    /**< replay: the trial */
    const char *replay;   /**< replay: the schedule's id, or NULL */
    bool play;            /**< the user chooses the schedule */
    const char *refused;  /**< file with the gate's reasons, or NULL */
    uint64_t seed;
    bool build_failed;
    bool tampered; /**< the gate found it grave */
};

/** @brief Reads the command line and puts it into the environment.
 *  @return 0, or EINVAL after a message on standard error. */
int settings_parse(struct settings *settings, int argc, char **argv);

/** @brief Reads the settings back from the environment. */
void settings_load(struct settings *settings);

/** @return Whether the engine @p name was asked for. */
bool settings_engine(const struct settings *settings, const char *name);

#endif
