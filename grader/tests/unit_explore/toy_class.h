/**
 * @file toy_class.h
 * @brief Classes of a toy's schedules.
 *
 * The one idea: a class is described by what each thread did, and for each step
 * by the steps before it whose order with it matters. That is the same for all
 * schedules of the class.
 */
#ifndef LOCKSTEP_TESTS_TOY_CLASS_H
#define LOCKSTEP_TESTS_TOY_CLASS_H

#include <stdbool.h>
#include <stdint.h>

/** A set of classes. */
struct classes {
    uint64_t *all; /**< the first #count are set, in order */
    unsigned count, room;
    bool livelock; /**< some schedule ended in one; it is the last */
    bool part;     /**< there are too many schedules */
};

/** @return The description of the last run's class, as a number. @p meet says
 *  whether the order of two steps matters; the first is the earlier. */
uint64_t class_describe(bool (*meet)(unsigned first, unsigned second));

/** @return Whether two steps of the last run meet, as their words say. A
 *  failure ends the others. */
bool words_meet(unsigned first, unsigned second);

/** @return Whether the class is in the set. */
bool classes_contain(const struct classes *set, uint64_t class);

/** @brief Adds a class. @return Whether it is new. */
bool classes_add(struct classes *set, uint64_t class);

#endif
