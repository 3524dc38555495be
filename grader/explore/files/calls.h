/**
 * @file files/calls.h
 * @brief Closing a descriptor.
 */
#ifndef LOCKSTEP_FILES_CALLS_H
#define LOCKSTEP_FILES_CALLS_H

/** @brief close() of a descriptor of the model's, as a scheduling point. */
int descriptor_close(int descriptor, const char *call, const void *pc);

#endif
