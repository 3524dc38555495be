/**
 * @file ending.h
 * @brief The ways in which a program ends: return from main, exit, abort, ...
 */
#ifndef LOCKSTEP_ENDING_H
#define LOCKSTEP_ENDING_H

#include <stdbool.h>

/** Whether the body is a whole program: its result is an exit status, and an
 *  exit with 0 is no finding. */
extern bool ending_of_program;

/** @brief The first thread returned, or the last thread ended: checks what a
 *  program must have done by then, and ends the schedule. */
_Noreturn void program_finish(void *result);

#endif
