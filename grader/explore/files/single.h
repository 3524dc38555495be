/**
 * @file single.h
 * @brief Files that are alone on their channel.
 */
#ifndef LOCKSTEP_FILES_SINGLE_H
#define LOCKSTEP_FILES_SINGLE_H

#include <stdbool.h>

#include "explore/files/table.h"

/** @brief A file that is alone on its channel, as a call at @p pc made it.
 *  @param descriptor Its number, or -1: then errno is set.
 *  @return The number. */
int file_single(enum channel_kind kind, int descriptor, bool nonblocking,
                const char *call, const void *pc);

/** @brief Gives a socket as much room as it has on every machine. */
void socket_room(int descriptor);

#endif
