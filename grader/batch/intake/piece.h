/**
 * @file piece.h
 * @brief What a file is to the student who handed it in: which lesson it is
 *        for, and when it came.
 */
#ifndef LOCKSTEP_PIECE_H
#define LOCKSTEP_PIECE_H

#include "batch/intake/students.h"

/**
 * @brief Makes the piece of a candidate.
 * @param index Of the candidate in the collection.
 * @param whose Whose it is; known.
 * @param piece Set to it; its lesson is LESSON_NONE if it is nobody's answer.
 * Any thread may call it.
 */
void piece_make(const struct collection *collection, size_t index,
                const struct whose *whose, struct piece *piece);

#endif
