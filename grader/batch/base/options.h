/**
 * @file options.h
 * @brief What `grade` is asked to do on its command line.
 *
 * One table of options serves all commands, so an option means the same
 * wherever it is allowed, and --help is made from it.
 */
#ifndef LOCKSTEP_OPTIONS_H
#define LOCKSTEP_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

enum { OPERANDS_MOST = 4 };

/** Everything that can be asked for; strings are borrowed from the arguments
 *  unless they say otherwise. */
struct options {
    size_t operands; /**< how many in `operand` */
    const char *roster, *times, *policy, *due, *trials, *earlier;
    const char *canvas, *moodle, *sheet, *lesson;
    const char *source, *record, *key, *work;
    const char *compiler; /**< "gcc" by default */
    const char *executor; /**< "local" by default */
    const char *slurm;    /**< words for sbatch */
    char *seeds;          /**< "1,7,8", owned; NULL: the kit's own */
    unsigned jobs;        /**< 0: as many as there are processors */
    unsigned wall;        /**< seconds; 0: the usual */
    bool unsandboxed;
    bool guests; /**< graded, however few are in the roster */
    bool help;
    const char *operand[OPERANDS_MOST];
};

/** What a command takes. */
struct command {
    const char *name;
    const char *operands; /**< "IN OUT", for people */
    size_t least, most;   /**< how many of them */
    size_t paths;         /**< that many of them, the first ones, are paths */
    const char *letters;  /**< the options that it takes */
    const char *what;     /**< one line */
    const char *text;     /**< the rest of its --help */
    int (*run)(const struct options *options);
};

/**
 * @brief Takes a command's arguments apart.
 * @param argv Begins with the command's name.
 * @return 0 or EINVAL, ENOMEM or open()'s errors after a message on standard
 *         error. Call options_free() in either case.
 */
int options_parse(struct options *options, const struct command *command,
                  int argc, char **argv);

/** @brief Frees what is owned. */
void options_free(struct options *options);

/** @brief Prints a command's manual on standard output. */
void options_help(const struct command *command);

/**
 * @brief Reads seeds: numbers with commas between, or a file with one a line
 *        and comments after `#`. The kit's own seed always comes first.
 * @param list Set to the list, owned by the caller.
 * @return 0 or an errno value, after a message on standard error.
 */
int seeds_read(const char *text, char **list);

#endif
