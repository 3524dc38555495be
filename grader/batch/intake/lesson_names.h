/**
 * @file lesson_names.h
 * @brief The kit's lessons, and which of them a file's name means.
 *
 * Nothing lists the lessons: a folder lessons/NN_slug/ with a NAME.h is one,
 * and NAME.c is what students edit. NAME may be the same in two lessons, the
 * number and the slug may not.
 */
#ifndef LOCKSTEP_LESSON_NAMES_H
#define LOCKSTEP_LESSON_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/digest.h"

/** One lesson; all owned by the list. */
struct lesson {
    char *name;                /**< "01_lock" */
    char *slug;                /**< "lock", within name */
    unsigned number;           /**< 1 */
    char *stem;                /**< "counter" */
    char *calls;               /**< functions of its header, each "name\n" */
    char skeleton[DIGEST_HEX]; /**< of the text it begins with; "" unknown */
};

struct lessons {
    struct lesson *lesson;
    size_t count;
};

/** Values in place of a lesson's index. */
enum { LESSON_NONE = -1, LESSON_AMBIGUOUS = -2 };

/** How surely a name means a lesson; a smaller one is better. */
enum fit_rank {
    FIT_EXACT,   /**< the lesson's own file name */
    FIT_RENAMED, /**< that name as browsers, mailers and systems change it, or
                      one made of number and slug */
    FIT_NAMED,   /**< the slug or the number, alone or after other words */
    FIT_FOLDER   /**< any C file in a folder named for the lesson */
};

/** What a path means. */
struct fit {
    int lesson; /**< index, LESSON_NONE or LESSON_AMBIGUOUS */
    enum fit_rank rank;
    bool elsewhere; /**< the folder is named for another lesson */
};

/**
 * @brief Finds the lessons below a folder, sorted by name.
 * @param root The kit's folder; "." is where make runs.
 * @return 0, ENOENT if there is none, or an errno value; free the list with
 *         lesson_list_free().
 */
int lesson_list_find(const char *root, struct lessons *lessons);

/** @brief Frees the list. */
void lesson_list_free(struct lessons *lessons);

/** @return The lesson whose folder is called so in lessons/, or LESSON_NONE. */
int lesson_called(const struct lessons *lessons, const char *name);

/** @return Whether a folder is that of a lesson, or of all, as the kit has it
 *  ("01_lock", "lessons"). */
bool lesson_is_folder(const struct lessons *lessons, const char *name);

/** @return The lesson that a folder is named for ("01_lock", "lock", "1",
 *  "Lesson 1", "ann_01_lock"), or LESSON_NONE. */
int lesson_of_folder(const struct lessons *lessons, const char *name);

/** The parts of `student_lesson.c`. */
struct flat {
    int lesson;  /**< index, LESSON_NONE or LESSON_AMBIGUOUS */
    size_t head; /**< bytes of the student's part */
    bool full;   /**< number and slug are there */
    bool copied; /**< a "(1)" or the like was left out */
};

/** @brief Takes `student_lesson.c` apart. @param suffix Whether `.c` must be
 *  there; without, the name of a folder or archive is taken apart. */
struct flat lesson_of_flat(const struct lessons *lessons, const char *name,
                           bool suffix);

/** @brief The functions that a header declares: names right before a
 *  parenthesis, outside comments.
 *  @return Each "name\n", owned by the caller; NULL without memory. */
char *lesson_calls(const char *text);

/**
 * @brief Distinguishes lessons whose files have the same name: by the functions
 *        that only one of their headers declares.
 * @param name Of the file. @param text Its text.
 * @return The lesson, or LESSON_AMBIGUOUS.
 */
int lesson_of_text(const struct lessons *lessons, const char *name,
                   const char *text);

/**
 * @brief The lesson whose file a text most likely is, whatever it is called: by
 *        the header that it includes and the functions of it that it has.
 * @return LESSON_NONE if too few are there, or two lessons fit as well.
 */
int lesson_near(const struct lessons *lessons, const char *text);

/** @brief What a path below a student's folder means.
 *  @param path Components, separated by '/'. */
struct fit fit_path(const struct lessons *lessons, const char *path);

#endif
