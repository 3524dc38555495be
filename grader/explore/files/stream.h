/**
 * @file files/stream.h
 * @brief Streams of the C library on descriptors of the model's.
 */
#ifndef LOCKSTEP_FILES_STREAM_H
#define LOCKSTEP_FILES_STREAM_H

/** @brief A schedule begins: closes what an earlier one left open. */
void streams_clear(void);

#endif
