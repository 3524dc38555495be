/**
 * @file table.h
 * @brief The descriptors of the running schedule that threads may wait for.
 *
 * The one idea: behind each is the kernel's own object, so what a call returns
 * is the kernel's answer. It never blocks there (O_NONBLOCK is set behind the
 * program's back): whether a call would wait is asked first, and a thread whose
 * call would is one that waits in the model. All objects live in this process,
 * so nothing changes unless a modelled call changes it.
 *
 * The words: a *channel* is a pipe, a pair or connection of sockets, an
 * eventfd, ...; a *file* is one of its ends, and descriptors are numbers of
 * files. What was opened in a schedule is closed when the next one begins.
 */
#ifndef LOCKSTEP_FILES_TABLE_H
#define LOCKSTEP_FILES_TABLE_H

#include <stdbool.h>
#include <stddef.h>

/** What a channel is. */
enum channel_kind {
    CHANNEL_PIPE,
    CHANNEL_PAIR,       /**< two sockets: socketpair() */
    CHANNEL_SOCKET,     /**< one, not yet connected */
    CHANNEL_CONNECTION, /**< two, by connect() and accept() */
    CHANNEL_LISTENER,
    CHANNEL_EVENT,
    CHANNEL_EPOLL,
};

enum { CHANNEL_TEXT = 100, DESCRIPTORS_MAX = 900, QUEUE_MAX = 64 };

/** What the ends of a channel share. */
struct channel {
    enum channel_kind kind;
    unsigned files; /**< ends that are open, or wait for accept() */
    long sent[2];   /**< its address orders a side's sending before the
                         other's receiving */
    long taken[2];  /**< ... taking what a side sent before its next sending */
    int numbers[2]; /**< of its sides, as first given; -1: none yet */
    unsigned port;  /**< in the Internet's domain; 0: none */
    unsigned from;  /**< ... of who connected */
    bool noted;     /**< its name is known to reports */
    char text[CHANNEL_TEXT]; /**< its name: "pipe from 5 to 4" */
};

/** One end of a channel. */
struct file {
    struct channel *channel;
    unsigned side;        /**< 0 or 1; of a pipe, 0 is the end to read from */
    unsigned descriptors; /**< numbers of it; 0: this is unused */
    bool nonblocking;     /**< as the program sees it */
    int domain;           /**< sockets: AF_UNIX, or what the program takes for
                               the Internet's */
    unsigned port;        /**< its own, in the Internet's domain */
    struct channel *queue[QUEUE_MAX]; /**< listening: who waits for accept() */
    unsigned queued;                  /**< of them */
    unsigned backlog;                 /**< listening: so many may */
};

/** @return The file behind a number, or NULL: it is none of the model's. */
struct file *file_of(int descriptor);

/** @return A fresh channel without files; too many end the schedule. */
struct channel *channel_make(enum channel_kind kind, const void *pc);

/** @return A fresh file at that side of a channel, without a number yet. */
struct file *file_make(struct channel *channel, unsigned side, const void *pc);

/** @brief The kernel has given a number to a file. */
void descriptor_give(int descriptor, struct file *file, const void *pc);

/** @brief Closes a number in the kernel, too. */
void descriptor_take(int descriptor);

/** @brief The call at @p pc uses a number. Who closes it must be ordered with
 *  that: else another file may have it by then, or none. */
void descriptor_used(int descriptor, const void *pc);

/** @brief Whether a call is for the model. One on a number that the model had,
 *  and which is closed, fails: that is recorded. */
bool descriptor_modelled(int descriptor, const char *call, const void *pc);

/** @return Whether a number is the kit's own, and for the program unused. */
bool descriptor_of_kit(int descriptor);

/** @brief The call at @p pc closes a number. */
void descriptor_closed(int descriptor, const void *pc);

/** @return The name of a channel, as it is now. */
const char *channel_text(struct channel *channel);

/** @brief What the running thread did happens before it is received. */
void file_sends(struct file *file);

/** @brief ... and what was sent to this end happens before what follows. */
void file_receives(struct file *file);

/** @brief Something that a thread may wait for has changed, or may have. */
void files_changed(void);

/** @return How often it has. */
unsigned long files_changes(void);

/** @brief A socket has a place in the file system, which goes when the schedule
 *  is over. */
void place_made(const char *path, const void *pc);

/** @return A file that listens at @p port of the Internet's domain, or at the
 *  path if that is not NULL, and its number; NULL: none does. */
struct file *listener_find(unsigned port, const char *path, int *descriptor);

/** @return Whether a socket of this schedule has that place. */
bool place_known(const char *path);

/** @return A port that nobody has. */
unsigned port_fresh(void);

/** @brief A schedule begins: what an earlier one left open is closed. */
void files_clear(void);

#endif
