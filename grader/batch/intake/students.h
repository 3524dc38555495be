/**
 * @file students.h
 * @brief Who handed in what: candidates, remarks and strange files, by student.
 */
#ifndef LOCKSTEP_STUDENTS_H
#define LOCKSTEP_STUDENTS_H

#include <jansson.h>

#include "batch/intake/scene.h"

/** A file that a student handed in. */
struct piece {
    size_t candidate;  /**< index in the collection */
    struct fit fit;    /**< which lesson it means */
    bool by_text;      /**< the name was ambiguous, the text decided */
    bool in_time;      /**< the learning platform could say late, and doesn't */
    bool late;         /**< the learning platform says so */
    bool undated;      /**< its time is that of the download */
    bool as_delivered; /**< its name is as the download makes it */
    bool stamped;      /**< its time is in a name or a sidecar: */
    time_t time;       /**< that time */
    bool has_due;      /**< a sidecar says when it was due: */
    time_t due;        /**< then */
    double points;     /**< what all is worth there, by a sidecar; 0: unknown */
    size_t own;        /**< in its path: where what tells its owner begins */
};

/** One student; all owned by it, except where said. */
struct student {
    char *key;   /**< what tells students apart */
    char *name;  /**< as found, or as the roster has it */
    int row;     /**< of the roster, if a path named it; else -1 */
    char *group; /**< of the first piece, see struct whose */
    json_t *ids; /**< "moodle", "canvas", and what the roster adds */
    struct piece *piece;
    size_t pieces, room;
    size_t strange;   /**< files that no lesson names */
    char *example;    /**< one of them */
    json_t *offers;   /**< others, which could be answers: path: lesson */
    json_t *problems; /**< array, see problem.h */
    bool enrolled;
    char *id; /**< safe and unique; NULL before students_name() */
};

/** All students of the intake. */
struct students {
    struct student *student;
    size_t count, room;
    json_t *problems; /**< of no one */
    size_t strange;   /**< files of no one */
    char *example;    /**< one of them */
};

/**
 * @brief Sorts everything found by student.
 * @return 0 or ENOMEM; free with students_free().
 */
int students_make(const struct scene *scene, struct students *students);

/** @brief Adds a copy of a piece. @return 0 or ENOMEM. */
int student_add_piece(struct student *student, const struct piece *piece);

/** @brief Moves all that `from` handed in to `to`; `from` is empty then. */
int student_merge(struct student *to, struct student *from);

/** @brief Frees a student's parts and forgets the student. */
void student_clear(struct student *student);

/** @brief Adds an empty student. @return NULL without memory. */
struct student *students_add(struct students *students, const char *key,
                             const char *name);

/** @brief Gives each an id, made from the name, and sorts by it. @return 0 or
 *  ENOMEM. */
int students_name(struct students *students);

/** @brief Frees everything. */
void students_free(struct students *students);

#endif
