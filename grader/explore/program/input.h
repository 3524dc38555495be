/**
 * @file input.h
 * @brief Standard input of a program that is explored: the same for each
 *        schedule.
 */
#ifndef LOCKSTEP_INPUT_H
#define LOCKSTEP_INPUT_H

/** @brief Puts a stream in the place of `stdin`. Call it once. */
void input_open(void);

/** @brief A schedule begins: it reads from the beginning. */
void input_rewind(void);

/** @brief Reports what there is to say of the input, if it was cut:
 *
 *     {"t":"input","why":"..."}
 */
void input_report(void);

#endif
