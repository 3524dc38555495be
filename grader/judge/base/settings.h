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
#include <stddef.h>
#include <stdint.h>

enum { SEEDS_MOST = 64, SETTINGS_WALL = 300, LESSON_WALL = 60 };

/** All strings are borrowed from the arguments or the environment. */
struct settings {
    const char *lesson;   /**< folder name, "01_lock" */
    const char *path;     /**< the student's file */
    const char *source;   /**< what people call it: in a place, in DWARF */
    const char *out;      /**< folder with the probes; results go there */
    const char *compiler; /**< the command that compiled the probe */
    const char *engines;  /**< "stress", "explore" or "stress,explore" */
    const char *trial;    /**< replay: the trial */
    const char *replay;   /**< replay: the schedule's id, or NULL */
    const char *follow;   /**< a record whose schedule to follow, or NULL */
    const char *trace;    /**< file for the trace of what is shown, or NULL */
    bool play;            /**< the user chooses the schedule */
    bool game;            /**< all schedules at once, for a page */
    const char *refused;  /**< file with the gate's reasons, or NULL */
    uint64_t seeds[SEEDS_MOST]; /**< each trial must pass under each */
    size_t seed_count;          /**< at least 1 */
    double wall; /**< seconds that a probe may take, LESSON_WALL: it guards
                         the machine and decides no grade */
    bool build_failed; /**< there are no probes: every trial is `build` */
    bool tampered;     /**< the gate found it grave */
};

/** @brief Reads the command line and puts it into the environment.
 *  @return 0, or EINVAL after a message on standard error. */
int settings_parse(struct settings *settings, int argc, char **argv);

/** @brief Reads the settings back from the environment. */
void settings_load(struct settings *settings);

/**
 * @brief Reads "1,7,0x10".
 * @return How many there are; 0 if the text is anything else or has too many.
 */
size_t seeds_parse(const char *text, uint64_t seeds[SEEDS_MOST]);

/** @return Whether the engine @p name was asked for. */
bool settings_engine(const struct settings *settings, const char *name);

#endif
