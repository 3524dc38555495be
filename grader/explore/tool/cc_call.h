/**
 * @file cc_call.h
 * @brief A compiler's command line, taken apart as explore-cc needs it.
 */
#ifndef LOCKSTEP_TOOL_CC_CALL_H
#define LOCKSTEP_TOOL_CC_CALL_H

#include <stdbool.h>

#include "explore/tool/list.h"

/** What is asked of the compiler. */
enum cc_mode {
    CC_ASK,     /**< nothing that the explorer has a part in: the real compiler
                     answers, with the arguments as they are */
    CC_COMPILE, /**< sources to objects (`-c`) */
    CC_SHARE,   /**< a shared library (`-shared`), or one object (`-r`) */
    CC_LINK,    /**< a program */
};

/** One call. */
struct cc_call {
    enum cc_mode mode;
    struct list flags;    /**< for compiling, without what hides accesses */
    struct list sources;  /**< files to compile; in #inputs, too */
    struct list inputs;   /**< what is linked, in order: files, `-l` */
    struct list places;   /**< folders of `-L` */
    struct list last;     /**< for the last link */
    const char *output;   /**< of `-o`, or NULL */
    const char *language; /**< of `-x`, or NULL */
    const char *dropped;  /**< what can't be done and was asked, or NULL */
    bool makes_rules;     /**< `-MD`, `-MMD` */
    bool names_rule_file; /**< `-MF` */
    bool names_rule;      /**< `-MT`, `-MQ` */
};

/** @brief Replaces each `@file` by the words in it, as gcc does. */
void cc_arguments_expand(struct list *arguments, char *const *argv);

/** @return Whether a file is named as a source of C++. */
bool cc_is_cplusplus(const char *file);

/** @brief Takes a call apart. Words are borrowed from @p arguments. */
void cc_call_read(struct cc_call *call, const struct list *arguments);

#endif
