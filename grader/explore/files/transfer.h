/**
 * @file transfer.h
 * @brief Reading from and writing to descriptors.
 */
#ifndef LOCKSTEP_FILES_TRANSFER_H
#define LOCKSTEP_FILES_TRANSFER_H

#include <stdbool.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/uio.h>

/** What a call moves. */
struct transfer {
    const char *call; /**< its name */
    int descriptor;   /**< of a file of the model's */
    bool message;     /**< by sendmsg() or recvmsg(), with #flags */
    bool quiet;       /**< the bytes are the C library's, not the program's */
    int flags;        /**< MSG_PEEK, ... */
    const struct iovec *parts; /**< the program's, or the kit's copy */
    unsigned count;            /**< of them */
    const void *pc;            /**< where the program called */
};

/** @return What the call returns; -1: errno is set. */
ssize_t transfer_receive(const struct transfer *transfer);

/** @return What the call returns; -1: errno is set. Without anybody to read it
 *  may end the program (SIGPIPE). */
ssize_t transfer_send(const struct transfer *transfer);

/** @brief read() from a descriptor of the model's. */
ssize_t descriptor_read(int descriptor, void *room, size_t size,
                        const char *call, const void *pc);

/** @brief write() to one. */
ssize_t descriptor_write(int descriptor, const void *bytes, size_t size,
                         const char *call, const void *pc);

#endif
